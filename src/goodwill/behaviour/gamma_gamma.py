import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour.fit import Fit
from goodwill.terms import Histories

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class GammaGamma:
    """What customers spend on an occasion varies around a personal mean, whatever their rate of buying.

    Amounts are Gamma(p, nu) with nu ~ Gamma(q, v) over customers. Fader, Hardie & Lee (2005), "RFM and CLV",
    Journal of Marketing Research 42(4). p and q have no unit, v is money. `fitted` is None when they were given.
    """

    p: float
    q: float
    v: float
    fitted: Fit | None = field(default=None, repr=False)

    name = "gamma-gamma"

    @property
    def parameters(self) -> dict[str, float]:
        return {"p": self.p, "q": self.q, "v": self.v}

    @property
    def mean_spend(self) -> float:
        """Spend per occasion over the population, p v/(q-1); NaN for q <= 1, where no mean exists."""
        return self.p * self.v / (self.q - 1) if self.q > 1 else math.nan

    def expected_spend(self, histories: Histories) -> Floats:
        """Spend expected per future occasion, for each row: p (v + x mean)/(p x + q - 1).

        A customer without repeat purchases, or without a known positive mean, is given the population's mean, which
        does not exist (NaN) for q <= 1.
        """
        mean = histories.mean_spend
        if mean is None:
            return np.full(histories.rows, self.mean_spend)
        x = histories.repeat_purchases.astype(np.float64)
        known = (x > 0) & (mean > 0)
        x = np.where(known, x, 1.0)
        own = self.p * (self.v + x * np.where(known, mean, 1.0)) / (self.p * x + self.q - 1)
        return np.where(known & (self.p * x + self.q > 1), own, self.mean_spend)
