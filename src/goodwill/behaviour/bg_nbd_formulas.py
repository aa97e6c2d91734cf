"""The closed forms of BG/NBD for arrays of histories and, by broadcasting, arrays of parameters.

Symbols are those of Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24(2),
275-284. Every argument may be an array; all broadcast against one another. Ages, `t` and `alpha` share one unit.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaln, expit, hyp2f1, log_expit, polygamma

Floats = NDArray[np.float64]

# Above this relative rounding error Euler's form gives way to quadrature.
TOLERANCE = 1e-10
# Double-exponential nodes: the step is fine enough for 1e-12, the reach for shapes a, b down to 1e-4.
STEP = 0.04
REACH = 14.0
ROWS_AT_ONCE = 2048


def probability_active(x: ArrayLike, t_x: ArrayLike, T: ArrayLike, r: ArrayLike, alpha: ArrayLike, a: ArrayLike,
                       b: ArrayLike) -> Floats:  # fmt: skip
    """P(active at T): 1 where x = 0, since BG/NBD lets nobody leave before a repeat purchase.

    Computed on the log-odds, which stay finite where the ratio of powers overflows.
    """
    x, t_x, T, r, alpha, a, b = _floats(x, t_x, T, r, alpha, a, b)
    with np.errstate(divide="ignore"):
        log_odds_gone = np.log(a / np.maximum(b + x - 1, 0.0)) + (r + x) * np.log1p((T - t_x) / (alpha + t_x))
    return np.asarray(np.where(x > 0, expit(-log_odds_gone), 1.0))


def probability_of_purchase_while_active(
    x: ArrayLike, T: ArrayLike, t: ArrayLike, r: ArrayLike, alpha: ArrayLike
) -> Floats:
    """P(at least one occasion within t | active at T): `1 - ((alpha+T)/(alpha+T+t))^(r+x)`."""
    x, T, t, r, alpha = _floats(x, T, t, r, alpha)
    return np.asarray(-np.expm1(-(r + x) * np.log1p(t / (alpha + T))))


def expected_occasions_while_active(x: ArrayLike, T: ArrayLike, t: ArrayLike, r: ArrayLike, alpha: ArrayLike,
                                    a: ArrayLike, b: ArrayLike) -> Floats:  # fmt: skip
    """E[occasions within t | active at T], equation (10) without its factor P(active).

    `(a+b+x-1)/(a-1) * (1 - (1-z)^(a-1) * 2F1(a-1, a+b-1-r; a+b+x-1; z))`, `z = t/(alpha+T+t)`: the paper's form
    after Euler's transformation, which stays finite for heavy buyers. Near a = 1, and wherever else that difference
    loses its digits or 2F1 its value, the mean is integrated over p instead. For t infinite and a <= 1: infinite.
    """
    x, T, t, r, alpha, a, b = np.broadcast_arrays(*_floats(x, T, t, r, alpha, a, b))
    c = a + b + x - 1
    with np.errstate(all="ignore"):
        z = np.where(np.isinf(t), 1.0, t / (alpha + T + t))
        expected = c / (a - 1) * (1 - (1 - z) ** (a - 1) * hyp2f1(a - 1, a + b - 1 - r, c, z))
        lost = np.finfo(np.float64).eps * np.abs(c / (a - 1)) / np.abs(expected)
        doubtful = ~((lost < TOLERANCE) & (expected > 0) & np.isfinite(expected)) & np.isfinite(t)
        expected = np.where(np.isinf(t), np.where(a > 1, c / (a - 1), np.inf), expected)
    if doubtful.any():
        expected[doubtful] = _integrated(*(v[doubtful] for v in (x, t / (alpha + T), r, a, b)))
    return np.asarray(expected)


def _integrated(x: Floats, u: Floats, r: Floats, a: Floats, b: Floats) -> Floats:
    """`E[(1 - (1 + p u)^-(r+x)) / p]` over p ~ Beta(a, b+x), u = t/(alpha+T), by double-exponential quadrature.

    Given a rate and a chance p to leave after each purchase, (1 - exp(-rate p t))/p occasions are expected; the rate
    is Gamma(r+x, alpha+T). The nodes lie on the logit of p, around the Beta's centre: all terms are positive.
    """
    nodes = np.sinh(np.arange(-REACH, REACH + STEP / 2, STEP))
    steps = STEP * np.hypot(1.0, nodes)
    total = np.empty_like(x)
    for start in range(0, len(x), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        shape, u_, a_, b_ = (v[rows, None] for v in (r + x, u, a, b + x))
        spread = np.minimum(1.0, np.sqrt(polygamma(1, a_) + polygamma(1, b_)))
        logit = np.log(a_ / b_) + spread * nodes
        log_p, log_q = log_expit(logit), log_expit(-logit)
        p = np.maximum(np.exp(log_p), 1e-300)
        density = np.exp(a_ * log_p + b_ * log_q - betaln(a_, b_))
        total[rows] = np.sum(spread * steps * density * -np.expm1(-shape * np.log1p(p * u_)) / p, axis=1)
    return total


def _floats(*values: ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.asarray(value, dtype=np.float64) for value in values)
