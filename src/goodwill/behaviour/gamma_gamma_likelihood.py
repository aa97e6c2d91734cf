"""The Gamma-Gamma log-likelihood of mean repeat spends, its gradient and Hessian in (ln p, ln q, ln v).

Fader, Hardie & Lee (2005), "RFM and CLV", Journal of Marketing Research 42(4), appendix:
`ln G(px+q) - ln G(px) - ln G(q) + q ln v + (px-1) ln m + px ln x - (px+q) ln(x m + v)`, m the mean of x occasions.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, gammaln

from goodwill.behaviour.bg_nbd_likelihood import distinct, trigamma
from goodwill.behaviour.newton import Bend
from goodwill.behaviour.rows import CHUNK, chunks, summed
from goodwill.terms import Histories

Floats = NDArray[np.float64]


def with_known_spend(histories: Histories) -> Histories:
    """Those with a repeat purchase and a mean spend above 0."""
    if histories.mean_spend is None:
        return histories.take(slice(0, 0))
    return histories.take((histories.repeat_purchases > 0) & (histories.mean_spend > 0))


@dataclass(frozen=True, eq=False)
class GammaGammaLikelihood:
    """Repeat buyers by their total repeat spend; the gamma functions are needed once per distinct count."""

    spent: Floats
    count: Floats
    weight: Floats
    counts: Floats
    customers_at: Floats
    customers: float
    log_spent: float  # sum of x ln(x m)
    log_mean: float  # sum of ln m

    @classmethod
    def of(cls, histories: Histories) -> "GammaGammaLikelihood":
        """The likelihood of rows `with_known_spend`."""
        x, mean = histories.repeat_purchases, histories.mean_spend
        mean = np.empty(0) if mean is None else mean
        counts, code = distinct(x)
        count = x.astype(np.float64)
        weight = np.ones(len(x)) if histories.weights is None else histories.weights
        spent = count * mean
        return cls(
            spent=spent,
            count=count,
            weight=weight,
            counts=counts,
            customers_at=np.bincount(code, weight, len(counts)).astype(np.float64),
            customers=float(weight.sum()),
            log_spent=float(np.sum(weight * count * np.log(spent))),
            log_mean=float(np.sum(weight * np.log(mean))),
        )

    @property
    def repeat_purchases(self) -> float:
        return float(self.counts @ self.customers_at)

    @property
    def rows(self) -> int:
        return len(self.spent)

    def bend(self, logs: Floats) -> Bend:
        """Value, gradient and Hessian at the three log parameters."""
        p, q, v = np.exp(logs)
        x, n, everybody = self.counts, self.customers_at, self.customers
        both, own = p * x + q, p * x
        log_v = np.log(v)
        (log_x, log_1), (per_x, per_1), (square_x, square_1) = summed(lambda rows: self._sums(rows, v), self.rows)
        value = n @ (gammaln(both) - gammaln(own)) - everybody * (gammaln(q) - q * log_v)
        value += p * (self.log_spent - log_x) - q * log_1 - self.log_mean
        first, second = digamma(both), trigamma(both)
        slope = np.array(
            [
                (n * x) @ (first - digamma(own)) + self.log_spent - log_x,
                n @ first - everybody * (digamma(q) - log_v) - log_1,
                everybody * q / v - p * per_x - q * per_1,
            ]
        )
        pq, pv, qv = (n * x) @ second, -per_x, everybody / v - per_1
        curve = np.array(
            [
                [(n * x * x) @ (second - trigamma(own)), pq, pv],
                [pq, n @ second - everybody * float(trigamma(q)), qv],
                [pv, qv, -everybody * q / v**2 + p * square_x + q * square_1],
            ]
        )
        # From the parameters to their logs.
        scale = np.array([p, q, v])
        slope *= scale
        return Bend(float(value), slope, curve * np.outer(scale, scale) + np.diag(slope))

    def values(self, logs: Floats) -> Floats:
        """The log-likelihood at many points: logs has shape (points, 3), the answer (points,)."""

        def part(points: slice) -> Floats:
            p, q, v = np.exp(logs[points]).T[:, :, None]
            both, own = p * self.counts + q, p * self.counts
            total = (gammaln(both) - gammaln(own) - gammaln(q)) @ self.customers_at
            p, q = p[:, 0], q[:, 0]
            for rows in chunks(self.rows):
                log_total = np.log(self.spent[rows] + v)
                total -= p * (log_total @ (self.weight * self.count)[rows]) + q * (log_total @ self.weight[rows])
            return np.asarray(total + self.customers * q * np.log(v[:, 0]) + p * self.log_spent - self.log_mean)

        size = max(1, CHUNK // max(1, self.rows))
        return np.concatenate([part(points) for points in chunks(len(logs), size)])

    def _sums(self, rows: slice, v: float) -> Floats:
        """Sums of ln(spent+v), 1/(spent+v) and its square, each times x and times 1; shape (3, 2)."""
        total, weight = self.spent[rows] + v, self.weight[rows]
        weights = (weight * self.count[rows], weight)
        inverse = 1 / total
        return np.array([[np.sum(term * by) for by in weights] for term in (np.log(total), inverse, inverse * inverse)])
