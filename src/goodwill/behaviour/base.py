from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.behaviour.cells import Cells
from goodwill.behaviour.compound_spend import SpendLaw
from goodwill.behaviour.occasion_distribution import OccasionDistribution
from goodwill.behaviour.outlook import Question, Rows
from goodwill.behaviour.rows import hashed_sample
from goodwill.behaviour.totals import Total
from goodwill.terms import Histories, UsageError

Floats = NDArray[np.float64]

DRAWS = 400
# Up to so many rows the doubt about a total is reckoned from each of them. Of more a sample tells by what share each
# draw's total is off, which differs so little between customers that a sample's error drowns in their own chances.
EXACT = 5_000
SAMPLE = 2_500


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
            raise UsageError("Without a behaviour of spending no money can be forecast; ask for occasions.")
        return self.spend

    def factor(self, of: Total, rows: Rows | slice) -> Floats:
        """What an occasion, a return or a unit of spend of each row counts in the total."""
        if of == "revenue":
            return self.net_factor[rows]
        return self.value_factor[rows] if of == "value" else np.ones_like(self.net_factor[rows])

    def drawn_totals(self, of: Total, rows: Rows) -> Floats:
        """The expected total of a hashed sample of the rows under each posterior draw; shape (draws,)."""
        rows = sample_of(rows)
        h = self.histories.take(rows)
        law = OccasionDistribution.drawn(self.behaviour, h.unit, DRAWS)
        cells = Cells.of(h)
        expected = law.active(h.repeat_purchases, h.last_purchase_age, h.observed_for)
        expected = expected * self._while_active(of, law, cells)[:, cells.of_row]
        if of in ("revenue", "value"):
            draws = max(len(expected), len(self.spending.values))
            expected = expected[np.arange(draws) % len(expected)] * self.spending.drawn(h, draws)
        return np.asarray(expected @ (self.customers(rows) * self.factor(of, rows)))

    def _while_active(self, of: Total, law: OccasionDistribution, cells: Cells) -> Floats:
        question = self.question
        if of == "returning":
            return law.chance(cells.x, cells.T, question.time)
        if of == "value":
            return law.discounted_mean(cells.x, cells.T, question.value_time, question.rate)
        return law.mean(cells.x, cells.T, question.time)


def sample_of(rows: Rows) -> Rows:
    return rows if len(rows) <= EXACT else rows[hashed_sample(len(rows), SAMPLE)]
