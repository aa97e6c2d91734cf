"""Everything an analysis says of keeping customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour import BgNbd
from goodwill.measures.retention import RetentionRates
from goodwill.portfolio.analysis import Retention, RetentionSegment
from goodwill.portfolio.groups import PLURALS
from goodwill.portfolio.keeping import FULL_SPAN, Look, groups_then, keep, segments
from goodwill.portfolio.kotler import four_steps
from goodwill.portfolio.literature import five_points_check, six_times_check
from goodwill.portfolio.retention_economics import Economics, half_life
from goodwill.terms import Finding, Period, Unit


@dataclass(frozen=True, eq=False)
class Money:
    """What customers leave behind: `word` names it; last_year is shape (customers,) of today, lost_year of then."""

    word: str
    currency: str | None
    last_year: NDArray[np.float64]
    then_year: NDArray[np.float64]


def retention(
    look: Look | None,
    *,
    rates: RetentionRates,
    money: Money | None,
    codes_now: NDArray[np.int8] | None,
    behaviour: BgNbd | None,
    own_segments: Mapping[str, NDArray[np.bool_]],
    discount: float,
    level: float,
    seed: int,
    horizon: Period,
    unit: Unit,
    cost_of_new: float | None,
) -> tuple[Retention, list[Finding]]:
    """Rates by every definition, the economics of a point, segments, Kotler's steps and the textbooks' claims."""
    rng = np.random.default_rng([seed, 6])
    word, currency = ("", None) if money is None else (money.word, money.currency)
    unit_of_money = "" if currency is None else f" {currency}"
    definitions = tuple((d.name, d.value, d.sentence) for d in rates.definitions)
    repeat_rate = rates.repeat_rate.value or 0.0
    if look is None:
        reason = "The record is shorter than four months; a yearly retention rate is not known."
        nothing = Retention(
            rate=None,
            rate_definition=reason,
            repeat_rate=repeat_rate,
            half_life_years=None,
            definitions=definitions,
            point_worth=None,
            five_points_percent=None,
            segments=(),
            kotler=four_steps(None, None, None, None, None, money=word, currency=currency),
            literature=(five_points_check(None, None, discount), six_times_check(cost_of_new, None, unit_of_money)),
            margin_per_customer_year=None,
            customers_in_base=0,
            lost_last_year=None,
            lost_profit=None,
        )
        return nothing, [Finding("short-record", "note", reason)]
    margins = np.zeros(look.now.customers) if money is None else money.last_year
    whole = keep(
        look,
        np.ones(look.then.customers, bool),
        np.ones(look.now.customers, bool),
        margins,
        discount=discount,
        level=level,
        rng=rng,
        money=money is not None,
    )
    apart = segments(
        look,
        codes_now=codes_now,
        codes_then=groups_then(look, behaviour, horizon, unit),
        own_segments=own_segments,
        margins=margins,
        discount=discount,
        level=level,
        rng=rng,
        money=money is not None,
    )
    worth_by_group = by_group(apart)
    gone = look.based_then & ~look.based_now[look.then_row]
    lost_profit = None if money is None else float(money.then_year[gone].sum())
    return (
        Retention(
            rate=whole.rate,
            rate_definition=look.definition,
            repeat_rate=repeat_rate,
            half_life_years=None if whole.rate is None else half_life(whole.rate.mean),
            definitions=definitions,
            point_worth=whole.point_worth,
            five_points_percent=whole.five_points_percent,
            segments=apart,
            kotler=four_steps(
                whole.rate,
                int(gone.sum()),
                lost_profit,
                whole.point_worth,
                worth_by_group,
                money=word,
                currency=currency,
                days=look.span_days,
            ),
            literature=(
                five_points_check(whole.rate, whole.five_points_percent, discount),
                six_times_check(cost_of_new, worth_of_one(whole, discount), unit_of_money),
            ),
            margin_per_customer_year=whole.margin_per_customer_year,
            customers_in_base=int(look.based_now.sum()),
            lost_last_year=int(gone.sum()),
            lost_profit=lost_profit,
            customers_in_base_then=int(look.based_then.sum()),
            point_worth_by_group=worth_by_group,
        ),
        []
        if look.span_days == FULL_SPAN
        else [
            Finding(
                "short-record",
                "note",
                "The record is shorter than a year and a month; "
                f"yearly retention is compounded from {look.span_days} days.",
            )
        ],
    )


def by_group(apart: Sequence[RetentionSegment]) -> float | None:
    """What a point is worth where each relationship group is kept at its own rate; groups too small to tell add 0."""
    groups = PLURALS.values()
    worths = [s.point_worth.mean for s in apart if s.name in groups and s.point_worth is not None]
    return sum(worths) if worths else None


def worth_of_one(whole: Economics, discount: float) -> float | None:
    """What a customer of the base is worth from the next year on: the most to spend on keeping one more."""
    if whole.rate is None or whole.margin_per_customer_year is None:
        return None
    return whole.margin_per_customer_year * whole.rate.mean / (1 + discount - whole.rate.mean)
