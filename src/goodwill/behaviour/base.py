from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.behaviour.cells import Cells
from goodwill.behaviour.compound_spend import SpendLaw
from goodwill.behaviour.occasion_distribution import OccasionDistribution
from goodwill.behaviour.outlook import Question, Rows
from goodwill.behaviour.rows import chunks, hashed_sample, in_parallel
from goodwill.behaviour.totals import Total
from goodwill.terms import Histories, UsageError

Floats = NDArray[np.float64]

DRAWS = 400
# Up to so many rows the doubt about a total is reckoned from each of them. Of more a sample tells by what share each
# draw's total is off, which differs so little between customers that a sample's error drowns in their own chances.
EXACT = 5_000
SAMPLE = 2_500
# A group of which so many rows are in the sample of everyone needs none of its own.
ENOUGH = 400
CELLS_AT_ONCE = 1 << 8
MONEY: tuple[Total, ...] = ("revenue", "value")
NO_SPENDING = "Without a behaviour of spending no money can be forecast; ask for occasions."


@dataclass(frozen=True, eq=False)
class Base:
    """The customers a forecast is made of, what is known of their behaviour, and what is asked.

    net_factor, value_factor: what turns spend into net revenue, and into value; shape (rows,).
    """

    behaviour: BgNbd
    spend: SpendLaw | None
    histories: Histories
    question: Question
    net_factor: Floats
    value_factor: Floats

    @property
    def kinds(self) -> tuple[Total, ...]:
        return ("occasions", "returning") if self.spend is None else ("occasions", "returning", "revenue", "value")

    @property
    def everyone(self) -> Rows:
        return np.arange(self.histories.rows)

    def customers(self, rows: Rows) -> Floats:
        """How many customers each row stands for."""
        weights = self.histories.weights
        return np.ones(len(rows)) if weights is None else weights[rows]

    @property
    def spending(self) -> SpendLaw:
        """What is known of spend.

        Raises:
            UsageError: if nothing is.
        """
        if self.spend is None:
            raise UsageError(NO_SPENDING)
        return self.spend

    def factor(self, of: Total, rows: Rows | slice) -> Floats:
        """What an occasion, a return or a unit of spend of each row counts in the total."""
        if of == "revenue":
            return self.net_factor[rows]
        return self.value_factor[rows] if of == "value" else np.ones_like(self.net_factor[rows])

    def drawn_totals(self, of: Total, rows: Rows) -> Floats:
        """The expected total of a hashed sample of the rows (ascending) under each posterior draw; shape (draws,).

        Raises:
            UsageError: for money without spending.
        """
        if of not in self.kinds:
            raise UsageError(NO_SPENDING)
        place = np.searchsorted(rows, self._sample)
        shared = np.take(rows, place, mode="clip") == self._sample if len(rows) else np.zeros(len(place), np.bool_)
        if shared.sum() >= min(len(rows), ENOUGH):
            return np.asarray(self._drawn[of] @ shared.astype(np.float64))
        return np.asarray(self._parts(sample_of(rows), of)[of].sum(axis=1))

    @cached_property
    def _sample(self) -> Rows:
        return sample_of(self.everyone)

    @cached_property
    def _drawn(self) -> dict[Total, Floats]:
        """The parts of one sample of everyone, which serve the totals of the base and of its groups alike."""
        return self._parts(self._sample, *self.kinds)

    def _parts(self, rows: Rows, *kinds: Total) -> dict[Total, Floats]:
        """What each of these rows is expected to add to each total under each posterior draw; shape (draws, rows)."""
        h = self.histories.take(rows)
        law = OccasionDistribution.drawn(self.behaviour, h.unit, DRAWS)
        cells = Cells.of(h)
        active = law.active(h.repeat_purchases, h.last_purchase_age, h.observed_for)
        expected = {of: active * self._while_active(of, law, cells)[:, cells.of_row] for of in kinds}
        if money := [of for of in kinds if of in MONEY]:
            draws = max(len(active), len(self.spending.values))
            spend = self.spending.drawn(h, draws)
            for of in money:
                expected[of] = expected[of][np.arange(draws) % len(active)] * spend
        return {of: part * (self.customers(rows) * self.factor(of, rows)) for of, part in expected.items()}

    def _while_active(self, of: Total, law: OccasionDistribution, cells: Cells) -> Floats:
        """Of each cell under each draw, given that it is active; shape (draws, cells)."""
        question = self.question

        def part(these: slice) -> Floats:
            x, T = cells.x[these], cells.T[these]
            if of == "returning":
                return law.chance(x, T, question.time)
            if of == "value":
                return law.discounted_mean(x, T, question.value_time, question.rate)
            return law.mean(x, T, question.time)

        pieces = in_parallel(part, list(chunks(len(cells.x), CELLS_AT_ONCE)))
        return np.concatenate([np.empty((law.draws, 0)), *pieces], axis=1)


def sample_of(rows: Rows) -> Rows:
    return rows if len(rows) <= EXACT else rows[hashed_sample(len(rows), SAMPLE)]
