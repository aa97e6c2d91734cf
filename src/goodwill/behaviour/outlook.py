from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour.cells import Cells
from goodwill.behaviour.occasion_distribution import Moments, OccasionDistribution, continuous_rate
from goodwill.terms import Period, Unit

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Question:
    """What is asked of the future: occasions within `horizon`, and their discounted sum within `value_horizon`.

    Times are in `unit`. discount_rate: per year. level: the chance that a range holds what comes.
    """

    horizon: Period
    value_horizon: Period | None
    discount_rate: float
    level: float
    unit: Unit

    @property
    def tails(self) -> tuple[float, float]:
        """The chances to lie above the low and above the high end of a range."""
        return (1 + self.level) / 2, (1 - self.level) / 2

    @property
    def time(self) -> float:
        return self.horizon.in_unit(self.unit)

    @property
    def value_time(self) -> float:
        return (self.value_horizon or self.horizon).in_unit(self.unit)

    @property
    def rate(self) -> float:
        """Continuous discount rate."""
        return continuous_rate(self.discount_rate, self.unit)

    @property
    def discounted_time(self) -> float:
        """The value horizon, shortened by what discounting takes away."""
        return -np.expm1(-self.rate * self.value_time) / self.rate if self.rate else self.value_time

    def moments(self, law: OccasionDistribution, cells: Cells) -> tuple[Moments, Moments | None]:
        """Of the occasions within the horizon, and of the discounted ones within the value horizon; while active."""
        ahead = law.moments(cells.x, cells.T, self.time)
        if self.value_horizon is None:
            return ahead, None
        return ahead, law.moments(cells.x, cells.T, self.value_time, self.rate)


class Outlook(NamedTuple):
    """For each row: P(active), the range of occasions, and the moments of `Question`, P(active) counted in."""

    p_active: Floats
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    ahead: Moments
    value: Moments | None


class Outlooks(Protocol):
    """What is ahead of the rows of a base, before money.

    law: at the fitted parameters. ahead, value: moments of each cell while active.
    """

    @property
    def law(self) -> OccasionDistribution: ...
    @property
    def cells(self) -> Cells: ...
    @property
    def ahead(self) -> Moments: ...
    @property
    def value(self) -> Moments | None: ...
    def of(self, rows: Rows | slice) -> Outlook: ...


def ragged(lengths: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.int64]]:
    """Stretches of the given lengths laid end to end: the stretch and the place in it of each entry, and the starts."""
    stretch = np.repeat(np.arange(len(lengths)), lengths)
    starts = np.cumsum(lengths) - lengths
    return stretch, np.arange(len(stretch)) - starts[stretch], starts
