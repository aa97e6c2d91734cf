from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtri

from goodwill.terms import Estimate

Floats = NDArray[np.float64]
Total = Literal["occasions", "returning", "revenue", "value"]

VALUES = 4_000


@dataclass(frozen=True, eq=False)
class TotalDistribution:
    """The posterior predictive of a total over customers: its mean, and at least 4,000 equally likely values of it.

    Doubt about the parameters is shared by all customers; their own chances mostly even out.
    """

    mean: float
    values: Floats

    @classmethod
    def of(
        cls, *, mean: float, variance: float, drawn: Floats, bounds: tuple[float, float], rng: np.random.Generator
    ) -> "TotalDistribution":
        """Mix over posterior draws, whose expected totals stand to one another as `drawn` does.

        variance: what the customers' own chances add. A total that is bounded by 0 alone is gamma distributed under
        each draw, any other normal within its bounds; the two differ for few or lopsided customers. The levels are
        stratified: less noise than plain samples.
        """
        ratios = drawn / drawn.mean() if drawn.mean() != 0 else np.ones(1)
        ratios = np.repeat(ratios, -(-VALUES // len(ratios)))
        if not variance > 0:
            return cls(mean, mean * ratios)
        levels = (rng.permutation(len(ratios)) + 0.5) / len(ratios)
        if bounds == (0.0, np.inf):
            return cls(mean, gammaincinv(mean**2 * ratios / variance, levels) * (variance / mean))
        return cls(mean, np.clip(mean * ratios + ndtri(levels) * np.sqrt(variance), *bounds))

    def estimate(self, level: float) -> Estimate:
        low, high = np.quantile(self.values, [(1 - level) / 2, (1 + level) / 2])
        return Estimate(self.mean, float(low), float(high), level)
