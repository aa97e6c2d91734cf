"""How well the behaviour would have forecast, from past days whose future has since been seen."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

import ibis.expr.types as ir
import numpy as np

from goodwill.behaviour import BgNbd
from goodwill.behaviour.accuracy import score
from goodwill.measures.summary import Occasion
from goodwill.portfolio.analysis import Backtest, Origin
from goodwill.portfolio.naive_rules import RULES, Standpoint
from goodwill.portfolio.past import Past, stand_at
from goodwill.terms import GoodwillError, Period, Unit

LEAST_CUSTOMERS = 50
LEAST_DAYS = 28
NAIVE = ("same rate goes on", "same total goes on", "same season a year ago")
"""The rules that need no behaviour; one of them doing better makes a forecast weak."""


def origins(first: date, as_of: date, horizon: Period) -> list[tuple[date, date]]:
    """Three to five past days with their ends, for the longest horizon the record allows.

    The horizon is the one asked for, or half the record where that is shorter. The earliest origin leaves a third of
    the record to learn from; the last one ends on the as-of day.
    """
    record = (as_of - first).days
    length = min(record // 2, math.floor(min(horizon.days, record)))
    if length < LEAST_DAYS or record - length < LEAST_DAYS:
        return []
    earliest, latest = math.ceil(record / 3), record - length
    count = 3 if latest - earliest < length else 5
    starts = sorted({round(v) for v in np.linspace(min(earliest, latest), latest, count)})
    return [(first + timedelta(days=s), first + timedelta(days=s + length)) for s in starts]


def backtest(
    days: ir.Table,
    *,
    first: date,
    as_of: date,
    horizon: Period,
    occasion: Occasion,
    unit: Unit,
    level: float,
    seed: int,
    sampled: str | None,
) -> tuple[Backtest, Past | None, BgNbd | None]:
    """Forecasts from every origin, the naive rules beside them; and the last origin with its fit, for closer looks."""
    found: list[Origin] = []
    last: Past | None = None
    last_fit: BgNbd | None = None
    length = Period(1, "day")
    for origin, until in origins(first, as_of, horizon):
        past = stand_at(days, origin=origin, until=until, occasion=occasion, unit=unit)
        length = Period((until - origin).days, "day")
        if past.histories.rows < LEAST_CUSTOMERS or not past.histories.repeat_purchases.any():
            continue
        try:
            fitted = BgNbd.fit(past.histories, draws=500, rng=np.random.default_rng(seed))
        except GoodwillError:
            continue
        result = score(fitted, past.histories, length, past.actual, level=level, rng=np.random.default_rng(seed))
        here = Standpoint(days, first, origin, past.summary, occasion, unit)
        naive = {name: forecast for name, rule in RULES.items() if (forecast := rule(here, length)) is not None}
        found.append(
            Origin(
                origin,
                until,
                past.histories.rows,
                float(past.actual.sum()),
                result.total.mean,
                result.total.low,
                result.total.high,
                naive,
            )
        )
        last, last_fit = past, fitted
    error = median_error([(o.actual, o.forecast) for o in found])
    best, best_error = best_rule(found, NAIVE)
    return (
        Backtest(length, tuple(found), error, best, best_error, 0.0, sampled),
        last,
        last_fit,
    )


def median_error(pairs: list[tuple[float, float]]) -> float | None:
    """Median of |log(forecast/actual)|; a forecast or an actual of 0 counts as one half."""
    if not pairs:
        return None
    return median(abs(log_error(actual, forecast)) for actual, forecast in pairs)


def log_error(actual: float, forecast: float) -> float:
    return math.log(max(actual, 0.5) / max(forecast, 0.5))


def median_off(found: Sequence[Origin], rule: str | None = None) -> float | None:
    """Median of |forecast/actual - 1| of the behaviour, or of a rule tried at every origin: what sentences say."""
    forecasts = [o.forecast if rule is None else o.naive[rule] for o in found if rule is None or rule in o.naive]
    if not found or len(forecasts) < len(found):
        return None
    return median(abs(f / max(o.actual, 0.5) - 1) for f, o in zip(forecasts, found, strict=True))


def best_rule(found: list[Origin], names: tuple[str, ...]) -> tuple[str | None, float | None]:
    """The rule with the smallest median error, among those that could be tried at every origin."""
    tried = {
        name: median_error([(o.actual, o.naive[name]) for o in found])
        for name in names
        if found and all(name in o.naive for o in found)
    }
    known = {name: error for name, error in tried.items() if error is not None}
    if not known:
        return None, None
    name = min(known, key=lambda n: known[n])
    return name, known[name]
