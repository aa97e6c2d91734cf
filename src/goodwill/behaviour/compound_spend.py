"""What a number of occasions comes to in money, when each customer spends around a mean of its own.

Amounts are Gamma(p, nu), and of a customer with x repeat purchases of mean m it is known that nu ~ Gamma(Q, V),
Q = q + p x, V = v + x m (gamma-gamma; Fader, Hardie & Lee 2005). One nu is shared by all its occasions to come.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour.cells import spend_known
from goodwill.behaviour.gamma_gamma import GammaGamma
from goodwill.behaviour.occasion_distribution import Moments, thinned
from goodwill.terms import Histories, UsageError

Floats = NDArray[np.float64]

DRAWS = 200
# A variance that does not exist is reckoned as if Q - 2 were this: wide, yet finite.
SMALLEST_EXCESS = 0.1


@dataclass(frozen=True, eq=False)
class SpendAhead:
    """What is known of each row's spend per occasion.

    mean: posterior predictive mean, money. doubt: relative variance of that mean from doubt about p, q and v.
    shape: Q of its nu.
    """

    p: float
    shape: Floats
    mean: Floats
    doubt: Floats

    def of(self, rows: NDArray[np.intp]) -> "SpendAhead":
        return SpendAhead(self.p, self.shape[rows], self.mean[rows], self.doubt[rows])

    def expected(self, moments: Moments) -> Floats:
        """Mean money of the (discounted) occasions."""
        return np.asarray(moments.first * self.mean)

    def variance(self, moments: Moments) -> Floats:
        """Variance of the same; where none exists, that of a slightly lighter tail."""
        excess = np.maximum(self.shape - 2, SMALLEST_EXCESS)
        second = (moments.squares / self.p + moments.second) * self.mean**2 * (excess + 1) / excess
        return np.asarray(second - self.expected(moments) ** 2)


@dataclass(frozen=True, eq=False)
class SpendLaw:
    """The gamma-gamma posterior mean of any history, `own(x) + share(x) * mean spend`, under draws of p, q and v.

    values: shape (draws, 3). table: mean own, mean share, and the variances and covariance of the two over the
    draws, for x = 0, 1, …; shape (5, largest x + 1).
    """

    spending: GammaGamma
    values: Floats
    table: Floats

    @classmethod
    def of(cls, spending: GammaGamma, largest: int, draws: int = DRAWS) -> "SpendLaw":
        """Raises UsageError where spending has no mean (q <= 1): then no money can be forecast."""
        if not spending.q > 1:
            raise UsageError(
                f"Spend per occasion has no mean over customers (q = {spending.q:.3g}, above 1 is needed): "
                "forecast occasions without spending."
            )
        fitted = spending.fitted
        values = np.array([[spending.p, spending.q, spending.v]])
        if fitted is not None and fitted.draws is not None:
            values = thinned(fitted.draws.values[fitted.draws.values[:, 1] > 1], draws)
        table = np.zeros((5, largest + 1))
        for parameters in values:
            own, share = _coefficients(np.arange(largest + 1), *parameters)
            table += np.array([own, share, own * own, own * share, share * share]) / len(values)
        own, share = table[0], table[1]
        table[2:] -= np.array([own * own, own * share, share * share])
        return cls(spending, values, table)

    def ahead(self, histories: Histories) -> SpendAhead:
        x, mean = known_spend(histories)
        own, share, own_own, own_share, share_share = (column[x] for column in self.table)
        expected = own + share * mean
        doubt = np.maximum(own_own + mean * (2 * own_share + mean * share_share), 0.0) / expected**2
        return SpendAhead(self.spending.p, self.spending.q + np.float64(self.spending.p) * x, expected, doubt)

    def typical(self, x: NDArray[np.int64]) -> SpendAhead:
        """Of customers with x repeat purchases whose mean spend is the population's."""
        mean = self.spending.mean_spend
        filled = Histories(x, np.minimum(x, 1.0), np.ones(len(x)), mean_spend=np.full(len(x), mean))
        return self.ahead(filled)

    def drawn(self, histories: Histories, draws: int) -> Floats:
        """Expected spend of each row under `draws` draws in turn; shape (draws, rows)."""
        x, mean = known_spend(histories)
        p, q, v = self.values[np.arange(draws) % len(self.values)].T[:, :, None]
        own, share = _coefficients(x, p, q, v)
        return own + share * mean


def _coefficients(x: NDArray[np.int64], p: Floats, q: Floats, v: Floats) -> tuple[Floats, Floats]:
    return p * v / (p * x + q - 1), p * x / (p * x + q - 1)


def known_spend(histories: Histories) -> tuple[NDArray[np.int64], Floats]:
    """Repeat purchases and their mean spend, both 0 where no positive mean is known."""
    known = spend_known(histories)
    if histories.mean_spend is None:
        return np.zeros(histories.rows, dtype=np.int64), np.zeros(histories.rows)
    return np.where(known, histories.repeat_purchases, 0), np.where(known, histories.mean_spend, 0.0)
