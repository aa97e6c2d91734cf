"""Forecasts anyone could make without a behaviour; a behaviour has to beat them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import ibis.expr.types as ir
import numpy as np

from goodwill.behaviour import BgNbd
from goodwill.measures.summary import Occasion, Summary, summarise
from goodwill.portfolio.past import day_number, stand_at
from goodwill.terms import GoodwillError, Period, Unit

LEAST_COHORT = 100
LEAST_STRETCH = 28
YEAR_OF_WEEKS = 364
"""A year that ends on the same weekday."""


@dataclass(frozen=True)
class Standpoint:
    """Where a rule stands: what it may know. `first`: first day of the record."""

    days: ir.Table
    first: date
    origin: date
    summary: Summary
    occasion: Occasion
    unit: Unit


def same_rate(here: Standpoint, horizon: Period) -> float | None:
    """Each customer goes on at the rate of its repeat occasions so far (at least one unit observed)."""
    history = here.summary.histories(here.unit)
    observed = np.maximum(history.observed_for, 1.0)
    return float((history.repeat_purchases / observed).sum() * horizon.in_unit(here.unit))


def same_total(here: Standpoint, horizon: Period) -> float | None:
    """As many repeat occasions in all as in a stretch of the same length before; a shorter record is scaled up."""
    stretch = min(round(horizon.days), (here.origin - here.first).days)
    if stretch < LEAST_STRETCH:
        return None
    before = summarise(here.days, as_of=here.origin - timedelta(days=stretch), occasion=here.occasion)
    repeats = int(here.summary.occasions.sum()) - here.summary.customers
    repeats_before = int(before.occasions.sum()) - before.customers
    return (repeats - repeats_before) * horizon.days / stretch


def same_season(here: Standpoint, horizon: Period) -> float | None:
    """As many occasions a known customer as in the same days a year before; None where the record is too young."""
    a_year_before = here.origin - timedelta(days=YEAR_OF_WEEKS)
    if a_year_before < here.first + timedelta(days=LEAST_STRETCH) or horizon.days > YEAR_OF_WEEKS:
        return None
    until = a_year_before + timedelta(days=round(horizon.days))
    then = stand_at(here.days, origin=a_year_before, until=until, occasion=here.occasion, unit=here.unit)
    if not len(then.actual):
        return None
    return float(then.actual.mean() * len(here.summary.customer))


def newer_cohorts(here: Standpoint, horizon: Period) -> float | None:
    """The behaviour fitted to customers first seen after the first quarter of the record, applied to all.

    A record that starts in the middle of a business calls its old customers new; later cohorts are truly new.
    None where fewer than 100 customers are, or where this fit is doubtful too.
    """
    fitted = fit_newer_cohorts(here)
    if fitted is None:
        return None
    return float(fitted.expected_occasions(here.summary.histories(here.unit), horizon).sum())


def fit_newer_cohorts(here: Standpoint) -> BgNbd | None:
    cut = day_number(here.first) + (here.origin - here.first).days // 4
    newer = here.summary.first_day > cut
    history = here.summary.histories(here.unit).take(newer)
    if history.rows < LEAST_COHORT or not history.repeat_purchases.any():
        return None
    try:
        fitted = BgNbd.fit(history, draws=0)
    except GoodwillError:
        return None
    return None if fitted.doubt(history) else fitted


Rule = Callable[[Standpoint, Period], float | None]

RULES: dict[str, Rule] = {
    "same rate goes on": same_rate,
    "same total goes on": same_total,
    "same season a year ago": same_season,
    "behaviour of newer cohorts": newer_cohorts,
}
