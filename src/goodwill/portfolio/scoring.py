"""The behaviour in hand: all that turns a history into an expected worth, kept so that it can be asked again."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour import BgNbd, GammaGamma
from goodwill.behaviour.base import Base
from goodwill.behaviour.compound_spend import SpendLaw
from goodwill.behaviour.expected_worth import expected_worth
from goodwill.behaviour.outlook import Question
from goodwill.behaviour.prediction import Prediction, predict
from goodwill.portfolio.analysis import Basis
from goodwill.terms import Histories, Period

Floats = NDArray[np.float64]
YEAR = Period(1, "year")


@dataclass(frozen=True, eq=False)
class Customers:
    """What an analysis knew of its customers; all arrays have shape (customers,) and follow `party`, which rises.

    party: whole numbers. last_day: days since 1970-01-01. net_factor: share of spend kept after returns. margin_rate:
    margin per unit of net revenue, 1 on a revenue basis.
    """

    party: NDArray[np.int64]
    last_day: NDArray[np.int64]
    histories: Histories
    net_factor: Floats
    margin_rate: Floats


@dataclass(frozen=True, eq=False)
class Scoring:
    """How one analysis turned histories into worth.

    Method: the rule that stood in for the behaviour (None where the behaviour was believed), basis, flat rate of
    margin (None where each order carries its own), value horizon and discount rate a year. Parameters: behaviour and
    spending with their posterior draws, and the factor that brings totals to the rule's. log_error: the range of past
    errors over `tested`, as logs of actual over forecast; it widens totals.
    """

    behaviour: BgNbd
    spending: GammaGamma | None
    factor: float
    rule: str | None
    basis: Basis
    flat_rate: float | None
    value_horizon: Period
    discount: float
    level: float
    seed: int
    log_error: tuple[float, float] = (0.0, 0.0)
    tested: Period = YEAR

    @property
    def method(self) -> tuple[object, ...]:
        """What a person chose or the analysis decided, as against what was learned from the histories."""
        return (
            self.behaviour.name,
            self.rule,
            self.basis,
            self.flat_rate,
            self.value_horizon.days,
            self.discount,
        )

    @property
    def knows_worth(self) -> bool:
        return self.spending is not None and self.spending.q > 1

    def same_parameters(self, other: "Scoring") -> bool:
        """Whether both learned the same, draws included."""
        ours, theirs = _learned(self), _learned(other)
        return len(ours) == len(theirs) and all(map(np.array_equal, ours, theirs))

    def under(self, other: "Scoring") -> "Scoring":
        """These parameters under the method of `other`."""
        return replace(
            self,
            rule=other.rule,
            basis=other.basis,
            flat_rate=other.flat_rate,
            value_horizon=other.value_horizon,
            discount=other.discount,
        )

    def worth(self, customers: Customers) -> Floats:
        """Expected worth of each customer over the value horizon, discounted; money."""
        h = customers.histories
        rate = customers.margin_rate if self.flat_rate is None else np.full(h.rows, self.flat_rate)
        if self.spending is None or not h.rows:
            return np.zeros(h.rows)
        base = Base(
            self.behaviour,
            SpendLaw.of(self.spending, int(h.repeat_purchases.max(initial=0))),
            h,
            Question(YEAR, self.value_horizon, self.discount, self.level, h.unit),
            customers.net_factor,
            customers.net_factor * rate,
        )
        found = expected_worth(base)
        # As the analysis itself does: in single precision.
        return found if self.factor == 1 else (found.astype(np.float32) * self.factor).astype(np.float64)

    def occasions(self, histories: Histories, horizon: Period) -> Prediction:
        """What was to be expected of these customers within `horizon`, without money and before `factor`."""
        return predict(
            self.behaviour,
            None,
            histories,
            horizon=horizon,
            value_horizon=horizon,
            discount_rate=0.0,
            level=self.level,
            rng=np.random.default_rng([self.seed, 1]),
        )


@dataclass(frozen=True, eq=False)
class InHand:
    """What an analysis keeps beside its standings, so that a later one can say what moved.

    Arrays are of shape (customers,), in the order of the standings. last_year: what each left in the year to the
    as-of day, in the money of `scoring.basis`. called: the band of each by the chance to return that was called on the
    last tested past day and has been checked since, from 1 on; 0 where it was not known then; None where none was.
    """

    scoring: Scoring
    net_factor: Floats
    margin_rate: Floats
    last_year: Floats
    called: NDArray[np.int8] | None = None


def _learned(scoring: Scoring) -> list[NDArray[np.float64]]:
    found = [np.array([scoring.factor, *scoring.behaviour.in_unit("day").parameters.values()])]
    if scoring.spending is not None:
        found.append(np.array(list(scoring.spending.parameters.values())))
    fits = (scoring.behaviour.fitted, None if scoring.spending is None else scoring.spending.fitted)
    return found + [fit.draws.values for fit in fits if fit is not None and fit.draws is not None]
