from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodwill.behaviour.base import Base
from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.behaviour.compound_spend import SpendLaw
from goodwill.behaviour.forecasts import Forecasts, Range, forecast
from goodwill.behaviour.gamma_gamma import GammaGamma
from goodwill.behaviour.outlook import Question, Rows
from goodwill.behaviour.realised_value import realised_draws
from goodwill.behaviour.totals import Total, TotalDistribution
from goodwill.terms import Estimate, Histories, Period, UsageError

Floats = NDArray[np.float64]
Numbers = NDArray[np.float32]

CONVENTION = (
    "mid-period: what comes in a month is discounted from the middle of that month; "
    "reckoned continuously, which differs by less than one part in 10,000"
)


@dataclass(frozen=True, eq=False)
class Prediction:
    """What is to be expected of each customer (arrays of shape (rows,)) and of all of them.

    Means are posterior predictive. A range holds the outcome with chance `level`, or somewhat more where the outcome
    is a whole number or often none at all. Money is None where no spending was given; revenue is net of returns,
    value is that times the margin rate, discounted by `CONVENTION`.
    """

    base: Base
    forecasts: Forecasts
    distributions: dict[Total, TotalDistribution]
    seed: int

    @property
    def level(self) -> float:
        return self.base.question.level

    @property
    def p_active(self) -> Numbers:
        """Chance to be active on the as-of day."""
        return self.forecasts.p_active

    @property
    def p_return(self) -> Numbers:
        """Chance of at least one occasion within the horizon."""
        return self.forecasts.ranges["returning"].mean

    @property
    def occasions(self) -> Range:
        return self.forecasts.ranges["occasions"]

    @property
    def revenue(self) -> Range | None:
        return self.forecasts.ranges.get("revenue")

    @property
    def value(self) -> Range | None:
        return self.forecasts.ranges.get("value")

    @property
    def totals(self) -> "Totals":
        return Totals(**{of: found.estimate(self.level) for of, found in self.distributions.items()})

    @property
    def value_draws(self) -> Floats | None:
        """Equally likely values of the whole base, at least 4,000 of them, in no order."""
        return None if self.value is None else self.distributions["value"].values

    def group_total(self, mask: NDArray[np.bool_], of: Total | None = None) -> Estimate:
        """The same as `totals` for the customers in `mask` alone; of their value, or occasions without spending.

        Means of groups add up to the mean of all. Ranges do not add: the customers' chances even out.
        """
        of = of or ("occasions" if self.value is None else "value")
        rows = np.flatnonzero(mask)
        drawn = self.base.drawn_totals(of, rows)
        return _total(self.base, self.forecasts, of, rows, drawn, self.seed).estimate(self.level)

    def realised_value_draws(self, rows: Rows, n: int, rng: np.random.Generator) -> Floats:
        """`n` equally likely joint outcomes of what these rows bring within the horizon, undiscounted; (n, rows).

        In units of `value` (net revenue times margin rate), or in occasions without spending. All rows of one outcome
        share the same parameters, so that comparing them is fair.
        """
        base = self.base
        chosen = base.histories.take(rows)
        outcomes = realised_draws(base.behaviour, base.spend, chosen, base.question.horizon, n, rng)
        return outcomes if base.spend is None else outcomes * base.value_factor[rows]


@dataclass(frozen=True)
class Totals:
    """Over all customers and the horizon: occasions, customers with at least one, net revenue; discounted value."""

    occasions: Estimate
    returning: Estimate
    revenue: Estimate | None = None
    value: Estimate | None = None


def predict(
    behaviour: BgNbd,
    spending: GammaGamma | None,
    histories: Histories,
    *,
    horizon: Period,
    value_horizon: Period,
    discount_rate: float,
    level: float,
    rng: np.random.Generator,
    net_factor: ArrayLike = 1.0,
    margin_rate: ArrayLike = 1.0,
) -> Prediction:
    """Predict each customer's and the base's occasions, net revenue and discounted value.

    discount_rate: per year, 0 or more. net_factor: net revenue per unit of spend (1 less the share returned).
    margin_rate: value per unit of net revenue. Both are one number or one for each row.

    Raises:
        UsageError: for an endless horizon (only value_horizon may be endless, and only with a discount rate), a
            negative discount rate, a level outside 0 to 1, or spending that has no mean.
    """
    if horizon.endless:
        raise UsageError("The horizon of a forecast must end; only the value horizon may be infinite.")
    if not discount_rate >= 0:
        raise UsageError(f"The discount rate must be 0 or more a year, not {discount_rate:g}.")
    if not 0 < level < 1:
        raise UsageError(f"The level of a range lies between 0 and 1, not at {level:g}.")
    question = Question(horizon, None if spending is None else value_horizon, discount_rate, level, histories.unit)
    spend = None if spending is None else SpendLaw.of(spending, int(histories.repeat_purchases.max(initial=0)))
    net = np.broadcast_to(np.asarray(net_factor, dtype=np.float64), histories.rows)
    worth = np.broadcast_to(net * np.asarray(margin_rate, dtype=np.float64), histories.rows)
    base = Base(behaviour, spend, histories, question, net, worth)
    forecasts, seed = forecast(base), int(rng.integers(2**63))
    totals = {of: _total(base, forecasts, of, base.everyone, forecasts.drawn[of], seed) for of in base.kinds}
    return Prediction(base, forecasts, totals, seed)


def _total(base: Base, forecasts: Forecasts, of: Total, rows: Rows, drawn: Floats, seed: int) -> TotalDistribution:
    customers = base.customers(rows)
    most = float(customers.sum()) if of == "returning" else np.inf
    least = -np.inf if (base.factor(of, rows) < 0).any() else 0.0
    return TotalDistribution.of(
        mean=float(forecasts.ranges[of].mean[rows] @ customers),
        variance=float(forecasts.variances[of][rows] @ customers),
        drawn=drawn,
        bounds=(least, most),
        rng=np.random.default_rng(seed),
    )
