"""What an active customer of BG/NBD will do next: chances, counts and discounted sums of its occasions to come.

Given that a customer with x repeat purchases is active at age T, its rate is Gamma(s, beta) with s = r + x and
beta = alpha + T, and its chance to stop after a purchase is Beta(a, b + x), independent of the rate (Fader, Hardie &
Lee 2005). Its n-th occasion within t comes when a Poisson stream brings n and it survived the n - 1 before, so

    P(X(t) >= n) = B(a, b+x+n-1) / B(a, b+x) * P(NB(s, beta, t) >= n),

a product without cancellation, from which every other figure here follows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaln, gammaln, hyp2f1, log_expit, xlog1py, xlogy

from goodwill.behaviour import bg_nbd_formulas as formulas
from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.terms import UsageError
from goodwill.terms.period import DAYS, Unit

Floats = NDArray[np.float64]
Numbers = NDArray[np.float64] | NDArray[np.int64] | float

# Beyond this discount factor what is left of an endless horizon does not show in seven digits.
NEGLIGIBLE = 1e-8
# Nodes over log time: 12 give ten digits over three years, 20 give eight over an endless horizon.
NODES, NODES_ENDLESS = 12, 20


class Moments(NamedTuple):
    """Of S = the sum of the discount factors of a customer's occasions, given that it is active.

    chance: P(at least one occasion); first: E[S]; second: E[S^2]; squares: E[sum of the squared factors].
    """

    chance: Floats
    first: Floats
    second: Floats
    squares: Floats

    def of(self, cell: NDArray[np.integer[Any]] | slice) -> "Moments":
        return Moments(*(moment[cell] for moment in self))

    def times(self, p_active: Floats) -> "Moments":
        return Moments(*(p_active * moment for moment in self))


@dataclass(frozen=True, eq=False)
class OccasionDistribution:
    """The law of occasions to come while active. Parameters may be arrays (draws down, histories across)."""

    r: Numbers
    alpha: Numbers
    a: Numbers
    b: Numbers

    @classmethod
    def of(cls, behaviour: BgNbd, unit: Unit) -> "OccasionDistribution":
        """The behaviour's law with time in `unit`."""
        return cls(*behaviour.in_unit(unit).parameters.values())

    @classmethod
    def drawn(cls, behaviour: BgNbd, unit: Unit, draws: int) -> "OccasionDistribution":
        """As many laws, each of shape (draws, 1), spread evenly over the posterior's draws; one if there are none."""
        fitted = behaviour.in_unit(unit).fitted
        if fitted is None or fitted.draws is None:
            values = np.array([list(behaviour.in_unit(unit).parameters.values())])
        else:
            values = thinned(fitted.draws.values, draws)
        r, alpha, a, b = values.T[:, :, None]
        return cls(r, alpha, a, b)

    @property
    def draws(self) -> int:
        return len(np.atleast_1d(np.asarray(self.r)))

    def draw(self, index: int) -> "OccasionDistribution":
        return OccasionDistribution(*(float(np.ravel(v)[index]) for v in self.parameters))

    @property
    def parameters(self) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        return self.r, self.alpha, self.a, self.b

    def active(self, x: Numbers, t_x: Numbers, T: Numbers) -> Floats:
        """P(active at T)."""
        return formulas.probability_active(x, t_x, T, self.r, self.alpha, self.a, self.b)

    def mean(self, x: Numbers, T: Numbers, t: Numbers) -> Floats:
        """E[X(t)]."""
        return formulas.expected_occasions_while_active(x, T, t, self.r, self.alpha, self.a, self.b)

    def chance(self, x: Numbers, T: Numbers, t: float) -> Floats:
        """P(X(t) >= 1)."""
        return formulas.probability_of_purchase_while_active(x, T, t, self.r, self.alpha)

    def beyond(self, n: Numbers, x: Numbers, T: Numbers, t: Numbers) -> Floats:
        """P(X(t) > n), for n >= 0; n, x, T and t broadcast."""
        s, beta, a, b = self._ahead(x, T)
        n = np.asarray(n)
        survived = np.exp(betaln(a, b + n) - betaln(a, b))
        return np.asarray(survived * betainc(n + 1, s, t / (beta + t)))

    def probability(self, n: Numbers, x: Numbers, T: Numbers, t: float) -> Floats:
        """P(X(t) = n).

        `B(a,b'+n)/B(a,b') NB_n + [n>0] B(a+1,b'+n-1)/B(a,b') P(NB >= n)`, b' = b + x: either still active after n
        occasions, or gone with the n-th.
        """
        s, beta, a, b = self._ahead(x, T)
        n, z = np.asarray(n), t / (beta + t)
        log_nb = gammaln(s + n) - gammaln(s) - gammaln(n + 1) + xlogy(n, z) + xlog1py(s, -z)
        stayed = np.exp(betaln(a, b + n) - betaln(a, b) + log_nb)
        before = np.maximum(n, 1)
        gone = np.exp(betaln(a + 1, b + before - 1) - betaln(a, b)) * betainc(before, s, z)
        return np.asarray(stayed + np.where(n > 0, gone, 0.0))

    def quantile(self, tail: Numbers, x: Numbers, T: Numbers, t: float) -> NDArray[np.int64]:
        """The smallest n with P(X(t) > n) <= tail, by bisection; for tails above 0, which broadcast too."""
        high = np.ceil(2 * self.mean(x, T, t) + 0 * np.asarray(tail)).astype(np.int64) + 1
        while (short := self.beyond(high, x, T, t) > tail).any():
            high = np.where(short, 2 * high, high)
        low = np.full_like(high, -1)
        while (apart := high - low > 1).any():
            middle = np.maximum((low + high) // 2, 0)
            beyond = self.beyond(middle, x, T, t) > tail
            low, high = np.where(apart & beyond, middle, low), np.where(apart & ~beyond, middle, high)
        return np.asarray(high)

    def moments(self, x: Numbers, T: Numbers, t: float, rate: float = 0.0) -> Moments:
        """Moments of the discounted occasions within t; `rate` is the continuous discount rate per unit of time.

        At time u an occasion comes with density m1(u) = E[L exp(-L p u)], and one at any v < u as well with
        m2(u) = E[L^2 (1-p) exp(-L p u)], L the rate and p the chance to stop. Both are 2F1 of u/(beta+u) alone; the
        integrals over u run over log(1 + u/beta), where they are smooth, by Gauss-Legendre.

        Raises:
            UsageError: for an endless horizon without discounting, whose value may have no bound.
        """
        s, beta, a, b = self._ahead(x, T)
        first, second, squares = (np.zeros(np.broadcast(s, beta, a, b).shape) for _ in range(3))
        for u, step, factor in _nodes(beta, t, rate, NODES_ENDLESS if np.isinf(t) else NODES):
            until = u if rate == 0 else -np.expm1(-rate * beta * u) / (rate * beta)
            one = step * s * staying(a, b, s + 1, u)
            two = step * s * (s + 1) * b / (a + b) * staying(a, b + 1, s + 2, u)
            first += factor * one
            squares += factor**2 * one
            second += 2 * factor * until * two
        chance = np.broadcast_to(self.chance(x, T, t), first.shape)
        return Moments(chance, first, second + squares, squares)

    def discounted_mean(self, x: Numbers, T: Numbers, t: float, rate: float) -> Floats:
        """`moments(…).first` alone, with five digits."""
        s, beta, a, b = self._ahead(x, T)
        nodes = _nodes(beta, t, rate, NODES if np.isinf(t) else NODES // 2)
        return np.asarray(sum(step * factor * s * staying(a, b, s + 1, u) for u, step, factor in nodes))

    def _ahead(self, x: Numbers, T: Numbers) -> tuple[Floats, Floats, Floats, Floats]:
        """s, beta, a and b + x."""
        x, T = np.asarray(x, dtype=np.float64), np.asarray(T, dtype=np.float64)
        return np.asarray(self.r + x), np.asarray(self.alpha + T), np.asarray(self.a), np.asarray(self.b + x)


def _nodes(beta: Floats, t: float, rate: float, count: int) -> Iterator[tuple[Floats, Floats, Floats]]:
    """Times u beta of quadrature up to t, as u, the length du each stands for, and the discount factor there."""
    if np.isinf(t) and not rate > 0:
        raise UsageError("An endless horizon needs a discount rate above 0.")
    reach = np.log1p((min(t, -np.log(NEGLIGIBLE) / rate) if rate > 0 else t) / beta)
    nodes, weights = np.polynomial.legendre.leggauss(count)
    for node, weight in zip((nodes + 1) / 2, weights / 2, strict=True):
        u = np.expm1(node * reach)
        yield u, weight * reach * (1 + u), np.exp(-rate * beta * u)


def staying(a: Floats, b: Floats, power: Floats, u: Floats) -> Floats:
    """E[(1 + p u)^-power] for p ~ Beta(a, b), as `(1-z)^a 2F1(a+b-power, a; a+b; z)`, z = u/(1+u).

    That is Pfaff's form of 2F1(power, a; a+b; -u), whose series has no large terms. The few values that still come
    out as no number (a, b in the hundreds with a long horizon) are integrated over p.
    """
    a, b, power, u = np.broadcast_arrays(a, b, power, u)
    z = u / (1 + u)
    with np.errstate(all="ignore"):
        value = np.asarray((1 - z) ** a * hyp2f1(a + b - power, a, a + b, z))
    lost = ~((value >= 0) & (value <= 1 + 1e-9))
    if lost.any():
        value[lost] = _integrated(a[lost], b[lost], power[lost], u[lost])
    return value


def _integrated(a: Floats, b: Floats, power: Floats, u: Floats) -> Floats:
    """The same over the logit of p: double-exponential nodes around the peak of the whole integrand."""
    step, reach = 0.05, 5.0
    grid = np.arange(-reach, reach + step / 2, step)
    nodes, widths = np.sinh(np.sinh(grid)), step * np.cosh(grid) * np.cosh(np.sinh(grid))
    logit = np.log(a / b)[:, None] + np.minimum(1.0, np.sqrt(1 / a + 1 / b))[:, None] * nodes
    log_p, log_q = log_expit(logit), log_expit(-logit)
    log_weight = a[:, None] * log_p + b[:, None] * log_q - betaln(a, b)[:, None]
    kept = np.exp(log_weight - power[:, None] * np.log1p(u[:, None] * np.exp(log_p)))
    return np.asarray(np.minimum(1.0, np.sum(widths * kept, axis=1) * np.minimum(1.0, np.sqrt(1 / a + 1 / b))))


def thinned(values: Floats, draws: int) -> Floats:
    """At most `draws` rows, evenly spread over all of them."""
    if len(values) <= draws:
        return values
    return values[np.linspace(0, len(values) - 1, draws).round().astype(np.intp)]


def continuous_rate(discount_rate: float, unit: Unit) -> float:
    """The continuous discount rate per `unit` that equals `discount_rate` a year, compounded yearly."""
    return float(np.log1p(discount_rate)) * DAYS[unit] / DAYS["year"]
