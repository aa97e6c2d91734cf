from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour.base import Base, sample_of
from goodwill.behaviour.outlook import Outlook, Outlooks, Rows
from goodwill.behaviour.rows import chunks, in_parallel
from goodwill.behaviour.scoring_law import outlooks
from goodwill.behaviour.sum_table import SumTable
from goodwill.behaviour.totals import Total

Floats = NDArray[np.float64]
Numbers = NDArray[np.float32]

CHUNK = 1 << 16


@dataclass(frozen=True, eq=False)
class Range:
    """For each row the posterior predictive mean, and the ends of the range that holds the outcome."""

    mean: Numbers
    low: Numbers
    high: Numbers


@dataclass(frozen=True, eq=False)
class Forecasts:
    """Of every row P(active), and for each kind of total the row's part in it.

    variances: what the row's own chance adds to the total. drawn: the expected totals of a sample of all rows under
    each posterior draw.
    """

    p_active: Numbers
    ranges: Mapping[Total, Range]
    variances: Mapping[Total, Numbers]
    drawn: Mapping[Total, Floats]


class Part(NamedTuple):
    """What each row adds to a total: mean, ends of its range, variance."""

    mean: Floats
    low: Floats | NDArray[np.int64]
    high: Floats | NDArray[np.int64]
    variance: Floats


def forecast(base: Base) -> Forecasts:
    """Forecast every row, in chunks on all cores.

    Rows are scored under few draws or none, totals under many; the rows' means are brought in line with those, so
    that they add up to the total's.
    """
    rows = base.histories.rows
    forecaster = Forecaster.of(base)
    drawn = {of: base.drawn_totals(of, base.everyone) for of in base.kinds}
    scales = forecaster.scales(drawn)
    p_active = np.empty(rows, dtype=np.float32)
    mean, low, high, variance = ({of: np.empty(rows, dtype=np.float32) for of in base.kinds} for _ in range(4))

    def fill(rows: slice) -> Floats:
        outlook = forecaster.outlooks.of(rows)
        p_active[rows] = outlook.p_active
        for of in base.kinds:
            part = forecaster.part(of, outlook, rows)
            mean[of][rows] = np.minimum(part.mean * scales[of], 1.0 if of == "returning" else np.inf)
            low[of][rows], high[of][rows], variance[of][rows] = part.low, part.high, part.variance
        return np.empty(0)

    in_parallel(fill, list(chunks(rows, CHUNK)))
    return Forecasts(p_active, {of: Range(mean[of], low[of], high[of]) for of in base.kinds}, variance, drawn)


@dataclass(frozen=True, eq=False)
class Forecaster:
    base: Base
    outlooks: Outlooks
    tables: Mapping[Total, SumTable]

    @classmethod
    def of(cls, base: Base) -> "Forecaster":
        ways, asked = outlooks(base.behaviour, base.histories, base.question), base.question
        tables: dict[Total, SumTable] = {}
        if base.spend is not None and ways.value is not None:
            table = partial(SumTable.of, ways.cells, law=ways.law, spend=base.spend, tails=asked.tails)
            tables = {
                "revenue": table(moments=ways.ahead, t=asked.time),
                "value": table(moments=ways.value, t=asked.discounted_time),
            }
        return cls(base, ways, tables)

    def scales(self, drawn: Mapping[Total, Floats]) -> dict[Total, float]:
        """For each total what brings the means of a sample of rows to the mean over the posterior draws."""
        rows = sample_of(self.base.everyone)
        outlook, customers = self.outlooks.of(rows), self.base.customers(rows)
        scored = {of: float(self.part(of, outlook, rows).mean @ customers) for of in drawn}
        return {of: float(drawn[of].mean()) / scored[of] if scored[of] else 1.0 for of in drawn}

    def part(self, of: Total, outlook: Outlook, rows: Rows | slice) -> Part:
        """The part of each of these rows in a total."""
        ahead = outlook.ahead
        if of == "returning":
            chance = ahead.chance
            return Part(chance, np.zeros_like(chance), np.ones_like(chance), chance * (1 - chance))
        if of == "occasions":
            return Part(ahead.first, outlook.low, outlook.high, ahead.second - ahead.first**2)
        moments = ahead if of == "revenue" or outlook.value is None else outlook.value
        spend, factor = self.base.spending.ahead(self.base.histories.take(rows)), self.base.factor(of, rows)
        ends = self.tables[of].range(moments, spend, rows)
        # A negative factor turns the range round.
        low, high = np.sort([ends[0] * factor, ends[1] * factor], axis=0)
        return Part(spend.expected(moments) * factor, low, high, spend.variance(moments) * factor**2)
