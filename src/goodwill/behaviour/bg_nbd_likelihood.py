"""The BG/NBD log-likelihood of weighted histories, its gradient and Hessian in (ln r, ln alpha, ln a, ln b).

Fader, Hardie & Lee (2005), Marketing Science 24(2), equation (6), with every power taken on the log scale.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, gammaln, zeta

from goodwill.behaviour.newton import Bend
from goodwill.behaviour.rows import CHUNK, chunks, summed
from goodwill.terms import Histories

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class BgNbdLikelihood:
    """Histories made ready: those with a repeat purchase row by row, the others by their age alone.

    The gamma functions are needed once per distinct number of repeat purchases, `counts`, shared by `customers_at`.
    """

    code: NDArray[np.intp]  # position of each repeat buyer's x in `counts`
    last: Floats
    observed: Floats
    weight: Floats | None
    counts: Floats
    customers_at: Floats
    once_observed: Floats
    once_weight: Floats | None
    customers: float

    @classmethod
    def of(cls, histories: Histories) -> "BgNbdLikelihood":
        x, weights = histories.repeat_purchases, histories.weights
        again, once = np.flatnonzero(x > 0), np.flatnonzero(x == 0)
        counts, code = distinct(x[again])
        weight = None if weights is None else weights[again]
        return cls(
            code=code,
            last=histories.last_purchase_age[again],
            observed=histories.observed_for[again],
            weight=weight,
            counts=counts,
            customers_at=np.bincount(code, weight, len(counts)).astype(np.float64),
            once_observed=histories.observed_for[once],
            once_weight=None if weights is None else weights[once],
            customers=float(len(x) if weights is None else weights.sum()),
        )

    @property
    def repeat_purchases(self) -> float:
        return float(self.counts @ self.customers_at)

    @property
    def rows(self) -> int:
        return len(self.code) + len(self.once_observed)

    def bend(self, logs: Floats) -> Bend:
        """Value, gradient and Hessian at the four log parameters."""
        r, alpha, a, b = np.exp(logs)
        value, slope, curve = self._shapes(r, alpha, a, b)
        sums = summed(lambda rows: self._repeat_buyers(rows, r, alpha, a, b), len(self.code))
        once = summed(lambda rows: self._one_time_buyers(rows, alpha), len(self.once_observed))
        value += sums[0] - r * once[0]
        slope += sums[1:5] - np.array([once[0], r * once[1], 0, 0])
        curve[np.triu_indices(4)] += sums[5:]
        curve[0, 1] -= once[1]
        curve[1, 1] += r * once[2]
        curve = np.triu(curve) + np.triu(curve, 1).T
        # From the parameters to their logs.
        scale = np.array([r, alpha, a, b])
        slope *= scale
        return Bend(float(value), slope, curve * np.outer(scale, scale) + np.diag(slope))

    def values(self, logs: Floats) -> Floats:
        """The log-likelihood at many points: logs has shape (points, 4), the answer (points,)."""
        once, once_weight = np.unique(self.once_observed, return_inverse=True)
        once_weight = np.bincount(once_weight, self.once_weight, len(once))

        def part(points: slice) -> Floats:
            r, alpha, a, b = np.exp(logs[points]).T[:, :, None]
            x, n = self.counts, self.customers_at
            by_count = gammaln(r + x) + gammaln(b + x) - gammaln(a + b + x)
            by_count += gammaln(a + b) - gammaln(b) - gammaln(r)
            total = by_count @ n + (r * (self.customers * np.log(alpha)))[:, 0]
            total -= r[:, 0] * (np.log(alpha + once) @ once_weight)
            for rows in chunks(len(self.code)):
                total += self._mixed(rows, r, alpha, a, b)
            return np.asarray(total)

        size = max(1, CHUNK // max(1, len(self.code)))
        return np.concatenate([part(points) for points in chunks(len(logs), size)])

    def _mixed(self, rows: slice, r: Floats, alpha: Floats, a: Floats, b: Floats) -> Floats:
        """`ln(A3 + A4)` summed over repeat buyers, for parameters of shape (points, 1)."""
        code = self.code[rows]
        shape = np.take(r + self.counts, code, axis=1)
        log_near = np.log(self.last[rows] + alpha)
        lag = shape * (np.log(self.observed[rows] + alpha) - log_near)
        odds = np.take(np.log(a / (b + self.counts - 1)), code, axis=1) + lag
        term = np.maximum(odds, 0) + np.log1p(np.exp(-np.abs(odds))) - lag - shape * log_near
        return np.asarray(term.sum(axis=1) if self.weight is None else term @ self.weight[rows])

    def _shapes(self, r: float, alpha: float, a: float, b: float) -> tuple[float, Floats, Floats]:
        """The terms that depend on x alone, over all customers, with their first and second derivatives."""
        n, x, everybody = self.customers_at, self.counts, self.customers
        # One call for all arguments: x = 0, whose terms are subtracted for each repeat buyer, comes last.
        x, n = np.append(x, 0.0), np.append(n, -n.sum())
        shapes = np.array([r + x, b + x, a + b + x])
        log_gamma, first, second = (function(shapes) @ n for function in (gammaln, digamma, trigamma))
        value = everybody * r * np.log(alpha) + log_gamma[0] + log_gamma[1] - log_gamma[2]
        slope = np.array([everybody * np.log(alpha) + first[0], everybody * r / alpha, -first[2], first[1] - first[2]])
        curve = np.zeros((4, 4))
        curve[0, 0] = second[0]
        curve[0, 1] = everybody / alpha
        curve[1, 1] = -everybody * r / alpha**2
        curve[2, 2] = curve[2, 3] = -second[2]
        curve[3, 3] = second[1] - second[2]
        return float(value), slope, curve

    def _one_time_buyers(self, rows: slice, alpha: float) -> Floats:
        since = self.once_observed[rows] + alpha
        weight = None if self.once_weight is None else self.once_weight[rows]
        inverse = 1 / since
        return np.array([_total(term, weight) for term in (np.log(since), inverse, inverse * inverse)])

    def _repeat_buyers(self, rows: slice, r: float, alpha: float, a: float, b: float) -> Floats:
        """`ln(A3 + A4)` of the rows: value, 4 first and 10 second derivatives (upper triangle, row by row).

        With D = (r+x) ln((alpha+T)/(alpha+t_x)) and rho = ln(a/(b+x-1)), it is -(r+x) ln(alpha+t_x) plus
        ln(e^-D + e^rho), in whose derivatives `gone` = e^rho / (e^-D + e^rho) is the chance to have left.
        """
        weight = None if self.weight is None else self.weight[rows]
        code = self.code[rows]
        shape = (r + self.counts)[code]
        per_b = (1 / (b + self.counts - 1))[code]
        near, far = self.last[rows] + alpha, self.observed[rows] + alpha
        per_near, per_far = 1 / near, 1 / far
        log_near = np.log(near)
        ratio = np.log(far * per_near)
        lag = shape * ratio
        odds = np.log(a / (b + self.counts - 1))[code] + lag
        small = np.exp(-np.abs(odds))
        whole = 1 + small
        gone = np.where(odds > 0, 1.0, small) / whole
        here = 1 - gone
        # How the log-odds of having left move with r and alpha; with a and b they move by 1/a and -per_b.
        by_alpha = shape * (per_far - per_near)
        spread = gone * here
        spread_r, spread_alpha, spread_b = spread * ratio, spread * by_alpha, spread * per_b
        gone_b = gone * per_b
        terms = (
            np.maximum(odds, 0) + np.log(whole) - lag - shape * log_near,
            -log_near - here * ratio,
            -shape * per_near - here * by_alpha,
            gone,
            gone_b,
            spread_r * ratio,
            spread_r * by_alpha - here * (per_far - per_near) - per_near,
            spread_r,
            spread_r * per_b,
            spread_alpha * by_alpha + here * by_alpha * (per_far + per_near) + shape * per_near * per_near,
            spread_alpha,
            spread_alpha * per_b,
            spread,
            spread_b,
            (spread_b + gone_b) * per_b,
        )
        sums = np.array([_total(term, weight) for term in terms])
        sums[[3, 7, 10]] /= a
        sums[13] /= -a
        sums[[4, 8, 11]] *= -1
        sums[12] = (sums[12] / a - sums[3]) / a
        return sums


def trigamma(x: Floats) -> Floats:
    return np.asarray(zeta(2.0, x))


def _total(term: Floats, weight: Floats | None) -> float:
    return float(term.sum() if weight is None else np.einsum("i,i->", term, weight))


def distinct(x: NDArray[np.int64]) -> tuple[Floats, NDArray[np.intp]]:
    """The distinct values of x and, for each row, the position of its own. No sorting where x stays small."""
    if len(x) and x.max() > 10 * len(x) + 1000:
        counts, code = np.unique(x, return_inverse=True)
        return counts.astype(np.float64), code
    present = np.bincount(x) > 0
    position = np.cumsum(present) - 1
    return np.flatnonzero(present).astype(np.float64), position[x]
