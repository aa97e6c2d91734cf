"""Forecast against actual, week by week, from the last day the behaviour was tested from."""

from datetime import date, timedelta
from typing import Literal

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour import BgNbd
from goodwill.measures.occasions_per_period import repeat_occasions
from goodwill.portfolio.analysis import Tracking
from goodwill.portfolio.past import Past, day_number
from goodwill.terms import DAYS

TWO_YEARS = 731


def track(days: ir.Table, past: Past | None, fitted: BgNbd | None, *, first: date) -> Tracking | None:
    """Repeat occasions of the customers known at the origin: weekly up to two years of record, else monthly.

    The expectation of a period is the sum over customers of what the behaviour expects between its ends, each counted
    from the customer's first occasion (Fader, Hardie and Lee 2005, equation 9).
    """
    if past is None or fitted is None:
        return None
    record = (past.until - first).days
    period: Literal["week", "month"] = "week" if record <= TWO_YEARS else "month"
    step = 7 if period == "week" else 30
    count = record // step
    if count <= 1:
        return None
    ends = np.array([day_number(past.until) - step * (count - 1 - i) for i in range(count)])
    starts, weights = np.unique(past.summary.first_day, return_counts=True)
    by_age = fitted.expected_repeat_purchases(np.arange(day_number(past.until) - starts[0] + 1) / DAYS[fitted.unit])

    def expected_by(days: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.asarray(by_age[np.maximum(days[:, None] - starts, 0)] @ weights)

    actual = repeat_occasions(days, ends=ends, step=step, known_until=day_number(past.origin))
    return Tracking(
        period,
        tuple(date(1970, 1, 1) + timedelta(days=int(e)) for e in ends),
        tuple(int(v) for v in actual),
        tuple(float(v) for v in expected_by(ends) - expected_by(ends - step)),
        past.origin,
    )
