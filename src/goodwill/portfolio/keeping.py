"""Retention of the base and of its segments over the last year: the same customers looked at twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour import BgNbd, GammaGamma
from goodwill.measures.summary import Occasion, Summary, summarise
from goodwill.portfolio.analysis import RetentionSegment
from goodwill.portfolio.groups import GROUPS, PLURALS, group_customers
from goodwill.portfolio.past import day_number
from goodwill.portfolio.retention_economics import Economics, Kept, economics
from goodwill.terms import GoodwillError, Period, Unit

FULL_SPAN = 365
SPANS = (FULL_SPAN, 182, 91)
LEAST_SEGMENT = 30


@dataclass(frozen=True, eq=False)
class Look:
    """Two looks at the same customers, `span_days` apart. then_row: where a customer of `then` stands in `now`."""

    then: Summary
    now: Summary
    span_days: int
    window_days: int
    as_of: date
    first: date

    @property
    def then_row(self) -> NDArray[np.intp]:
        return np.searchsorted(self.now.customer, self.then.customer)

    @property
    def based_then(self) -> NDArray[np.bool_]:
        """In the base at the first look: an occasion within the last `window_days`, counting that day."""
        return np.asarray(self.then.last_day > day_number(self.as_of) - self.span_days - self.window_days)

    @property
    def based_now(self) -> NDArray[np.bool_]:
        return np.asarray(self.now.last_day > day_number(self.as_of) - self.window_days)

    @property
    def definition(self) -> str:
        """The rate of retention that the economics rest on, in a sentence."""
        compounded = "" if self.span_days == FULL_SPAN else f"; compounded from {self.span_days} days to a year"
        return (
            f"Of the customers with an occasion in the {self.window_days} days to the day {self.span_days} days "
            f"before, the share with one in the {self.window_days} days to the as-of day{compounded}.{self._short}"
        )

    @property
    def _short(self) -> str:
        known = (self.as_of - self.first).days - self.span_days + 1
        if known >= self.window_days:
            return ""
        return f" The record held only {known} days by then, so everyone who had ordered by then counts."


def look_back(
    days: ir.Table, now: Summary, *, first: date, as_of: date, window_days: int, occasion: Occasion
) -> Look | None:
    """The longest of a year, half and quarter that leaves at least a month of record before it."""
    for span in SPANS:
        then_day = as_of - timedelta(days=span)
        if then_day >= first + timedelta(days=28):
            return Look(summarise(days, as_of=then_day, occasion=occasion), now, span, window_days, as_of, first)
    return None


def keep(
    look: Look,
    inside_then: NDArray[np.bool_],
    inside_now: NDArray[np.bool_],
    margins: NDArray[np.float64],
    *,
    discount: float,
    level: float,
    rng: np.random.Generator,
    money: bool,
) -> Economics:
    """Economics of the customers `inside_then` and `inside_now`; a span below a year is compounded to a year."""
    based = look.based_then & inside_then
    still = based & look.based_now[look.then_row]
    customers, kept = int(based.sum()), int(still.sum())
    if customers == 0:
        return Economics(None, None, None, None)
    if look.span_days != FULL_SPAN:
        kept = round(customers * (kept / customers) ** (365 / look.span_days))
    return economics(
        Kept(customers, kept, margins[look.based_now & inside_now]),
        discount=discount,
        level=level,
        rng=rng,
        money=money,
    )


def groups_then(look: Look, behaviour: BgNbd | None, horizon: Period, unit: Unit) -> NDArray[np.int8] | None:
    """The groups as they would have been cut at the first look; today's groups know how it ended."""
    history = look.then.histories(unit)
    if behaviour is None or history.rows < LEAST_SEGMENT or not history.repeat_purchases.any():
        return None
    try:
        past = BgNbd.fit(history, draws=0)
        spend = GammaGamma.fit(history).expected_spend(history) if history.mean_spend is not None else 1.0
    except GoodwillError:
        return None
    potential = np.nan_to_num(past.rate_while_active(history) * spend)
    return group_customers(potential, past.probability_to_return(history, horizon), potential_is="revenue").codes


def segments(
    look: Look,
    *,
    codes_now: NDArray[np.int8] | None,
    codes_then: NDArray[np.int8] | None,
    own_segments: Mapping[str, NDArray[np.bool_]],
    margins: NDArray[np.float64],
    discount: float,
    level: float,
    rng: np.random.Generator,
    money: bool,
) -> tuple[RetentionSegment, ...]:
    pairs: list[tuple[str, NDArray[np.bool_], NDArray[np.bool_]]] = []
    if codes_now is not None and codes_then is not None:
        pairs += [(PLURALS[name], codes_then == i, codes_now == i) for i, name in reversed(list(enumerate(GROUPS)))]
    pairs += [(name, inside[look.then_row], inside) for name, inside in own_segments.items()]
    result = []
    for name, inside_then, inside_now in pairs:
        customers = int((inside_now & look.based_now).sum())
        based = int((inside_then & look.based_then).sum())
        if based < LEAST_SEGMENT:
            note = (
                f"Only {based} customers {look.span_days} days before; at least {LEAST_SEGMENT} are needed for a rate."
            )
            result.append(RetentionSegment(name, customers, None, None, None, note))
            continue
        found = keep(look, inside_then, inside_now, margins, discount=discount, level=level, rng=rng, money=money)
        result.append(
            RetentionSegment(name, customers, found.rate, found.margin_per_customer_year, found.point_worth, None)
        )
    return tuple(result)
