"""Ranges of the money that occasions bring, for cells of like histories at a time.

Given how many occasions come, n, their sum is Gamma(p n, nu) with nu ~ Gamma(Q, V): a scaled beta prime, exactly.
The distribution of a sum above 0 is the mixture of these over n, relative to its mean the same for all rows of a
cell. Small n count one by one, more of them in slices. A discounted sum is spread like the undiscounted one over as
much time as discounting leaves. Checked against simulated customers, from one-time buyers to heavy and erratic ones,
by `tests/behaviour/test_sum_table.py`.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, expit, logit

from goodwill.behaviour.cells import Cells
from goodwill.behaviour.compound_spend import SpendAhead, SpendLaw
from goodwill.behaviour.occasion_distribution import Moments, OccasionDistribution
from goodwill.behaviour.rows import chunks, in_parallel

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

# Numbers of occasions that count one by one, and edges of the slices of what lies beyond; each counts as its middle.
SINGLE = 8
SLICES = np.array([0, 0.01, 0.02, 0.04, 0.07, 0.12, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 1])
# Points at which the distribution is reckoned, and how many standard deviations of spend they reach beyond the counts.
POINTS, REACH = 32, 3.0
# Even steps of the logit of the level at which quantiles are kept. In it their logarithm is almost straight.
KNOTS, LOWEST = 40, -9.0
NEGLIGIBLE = 1e-6
# Of so many cells with the same occasions the quantiles are reckoned at some ages, closer together for young customers,
# and drawn straight in between: with age they hardly change.
AGES = 40
CELLS_AT_ONCE = 1 << 9


@dataclass(frozen=True, eq=False)
class SumTable:
    """Quantiles of each cell's sum where it is above 0, relative to its mean.

    logs: their logarithms at KNOTS levels, whose logits run from LOWEST to `highest`; shape (cells, KNOTS).
    tails: the chances to lie above the low and above the high end of a range.
    """

    cells: Cells
    tails: tuple[float, float]
    highest: float
    logs: Floats

    @classmethod
    def of(
        cls,
        cells: Cells,
        moments: Moments,
        law: OccasionDistribution,
        t: float,
        spend: SpendLaw,
        tails: tuple[float, float],
    ) -> "SumTable":
        """moments: of each cell while active. t: the time ahead, less what discounting takes of it."""
        known = spend.typical(cells.paid)
        highest = float(logit(1 - tails[1]))
        levels = expit(np.linspace(LOWEST, highest, KNOTS))

        between = Between.of(cells)

        def part(some: slice) -> Floats:
            these = between.reckoned[some]
            counts = _Counts.of(law, cells.x[these, None], cells.T[these, None], t)
            return counts.quantiles(levels, moments.of(these), known.of(these))

        pieces = in_parallel(part, list(chunks(len(between.reckoned), CELLS_AT_ONCE)))
        logs = np.concatenate([np.empty((0, KNOTS)), *pieces])
        return cls(cells, tails, highest, between.filled(logs))

    def range(self, moments: Moments, spend: SpendAhead, rows: Rows | slice) -> tuple[Floats, Floats]:
        """Low and high end for these rows of the base, P(active) counted into their moments."""
        cell = self.cells.of_row[rows]
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            mean = moments.first / moments.chance * spend.mean
            low, high = (self._end(1 - tail / moments.chance, mean, cell) for tail in self.tails)
        return low, high

    def _end(self, level: Floats, mean: Floats, cell: NDArray[np.int32]) -> Floats:
        """The quantile at a level of the sums above 0, or 0 for those rows where it would have to be lower."""
        end, some = np.zeros_like(mean), np.flatnonzero(level > 0)
        place = (logit(level[some]) - LOWEST) * ((KNOTS - 1) / (self.highest - LOWEST))
        place = np.clip(place, 0.0, KNOTS - 1 - 1e-9)
        knot, of = place.astype(np.int64), cell[some]
        before, after = self.logs[of, knot], self.logs[of, knot + 1]
        end[some] = mean[some] * np.exp(before + (place - knot) * (after - before))
        return end


class Between(NamedTuple):
    """Which cells are reckoned, and between which two of them, by their age, each cell lies; see `AGES`.

    reckoned: numbers of cells. before, after: places in `reckoned`, shape (cells,). share: of the way, 0 to 1.
    """

    reckoned: NDArray[np.intp]
    before: NDArray[np.intp]
    after: NDArray[np.intp]
    share: Floats

    @classmethod
    def of(cls, cells: Cells) -> "Between":
        kind = 2 * cells.x + (cells.paid > 0)
        order = np.lexsort((cells.T, kind))
        starts = np.flatnonzero(np.diff(kind[order], prepend=-1))
        lengths = np.diff(starts, append=len(order))
        places = [
            start + np.unique(np.rint((length - 1) * np.linspace(0, 1, min(length, AGES)) ** 2)).astype(np.intp)
            for start, length in zip(starts, lengths, strict=True)
        ]
        reckoned = np.concatenate([np.empty(0, np.intp), *places])
        after = np.empty(len(order), np.intp)
        after[order] = np.searchsorted(reckoned, np.arange(len(order)))
        exact = order[reckoned][after] == np.arange(len(order)) if len(order) else np.empty(0, np.bool_)
        before = after - ~exact
        young, old = cells.T[order][reckoned][[before, after]] if len(order) else np.empty((2, 0))
        share = np.divide(cells.T - young, old - young, out=np.zeros(len(order)), where=~exact)
        return cls(order[reckoned], before, after, share)

    def filled(self, values: Floats) -> Floats:
        """Values of every cell from those of the reckoned ones."""
        return values[self.before] + self.share[:, None] * (values[self.after] - values[self.before])


@dataclass(frozen=True, eq=False)
class _Counts:
    """Numbers of occasions of those who buy at all, with their chances (both of shape (cells, numbers)), and the mean.

    spread: E[N^2] / E[N]^2, shape (cells, 1) like the mean.
    """

    n: Floats
    weight: Floats
    mean: Floats
    spread: Floats

    @classmethod
    def of(cls, law: OccasionDistribution, x: NDArray[np.int64], T: Floats, t: float) -> "_Counts":
        moments = law.moments(x, T, t)
        single = np.arange(SINGLE + 1)
        beyond = law.beyond(single, x, T, t) / moments.chance
        rest = beyond[:, -1:]
        middles = (SLICES[1:] + SLICES[:-1]) / 2
        many = law.quantile(np.where(rest > NEGLIGIBLE, rest * (1 - middles) * moments.chance, 1.0), x, T, t)
        return cls(
            np.concatenate([np.broadcast_to(single[1:], (len(x), SINGLE)), np.maximum(many, SINGLE + 1)], axis=1),
            np.concatenate([beyond[:, :-1] - beyond[:, 1:], rest * np.diff(SLICES)], axis=1),
            moments.first / moments.chance,
            moments.chance * moments.second / moments.first**2,
        )

    def quantiles(self, levels: Floats, moments: Moments, known: SpendAhead) -> Floats:
        """Logarithms of the relative quantiles of the sum; shape (cells, levels).

        What the sum's own variance has beyond that of these numbers and of spend (doubt about the parameters, the
        times of discounted occasions) is added to the spread of spend.
        """
        Q = known.shape[:, None]
        whole = (moments.chance * (moments.second + moments.squares / known.p) / moments.first**2)[:, None]
        more = np.maximum(whole / (self.spread + 1 / (known.p * self.mean)), 1.0) * (1 + known.doubt[:, None]) - 1
        shape = known.p * self.n / (1 + known.p * self.n * more)
        relative = self.n / self.mean
        likely = np.where(self.weight > NEGLIGIBLE, relative, np.nan)
        lowest, highest = np.nanargmin(likely, axis=1)[:, None], np.nanargmax(likely, axis=1)[:, None]
        ends = [
            np.log(np.take_along_axis(relative, at, axis=1))
            + sign * REACH * np.sqrt(1 / np.take_along_axis(shape, at, axis=1) + 1 / Q)
            for at, sign in ((lowest, -1), (highest, 1))
        ]
        logs = ends[0] + np.linspace(0, 1, POINTS) * (ends[1] - ends[0])
        below = np.zeros_like(logs)
        for number in range(self.n.shape[1]):
            ratio = np.exp(logs) * (shape / relative)[:, [number]] / (Q - 1)
            below += self.weight[:, [number]] * betainc(shape[:, [number]], Q, ratio / (1 + ratio))
        return _inverse(logit(np.clip(below, 1e-12, 1 - 1e-12)), logs, logit(levels))


def _inverse(rising: Floats, values: Floats, wanted: Floats) -> Floats:
    """For each row of rising numbers, the values where they reach the wanted ones; linear in between, flat outside."""
    after = np.clip((rising[:, :, None] < wanted).sum(axis=1), 1, rising.shape[1] - 1)
    x0, x1 = (np.take_along_axis(rising, at, axis=1) for at in (after - 1, after))
    y0, y1 = (np.take_along_axis(values, at, axis=1) for at in (after - 1, after))
    share = np.divide(wanted - x0, x1 - x0, out=np.zeros_like(x0), where=x1 > x0)
    return np.asarray(y0 + np.clip(share, 0.0, 1.0) * (y1 - y0))
