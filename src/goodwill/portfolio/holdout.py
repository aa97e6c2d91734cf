"""The last stretch of the record kept apart, forecast, and compared."""

from datetime import date, timedelta

import ibis.expr.types as ir
import numpy as np

from goodwill.behaviour import BgNbd
from goodwill.behaviour.accuracy import score
from goodwill.measures.summary import Occasion
from goodwill.portfolio.analysis import Holdout
from goodwill.portfolio.evaluation import error_percent
from goodwill.portfolio.past import stand_at
from goodwill.portfolio.tracking import track
from goodwill.terms import EvidenceError, Period, Unit


def hold_out(
    days: ir.Table, *, first: date, as_of: date, length: Period, occasion: Occasion, unit: Unit, level: float, seed: int
) -> Holdout:
    """Fit until `length` before the as-of day, forecast the rest, compare.

    Raises:
        EvidenceError: where the record is not longer than the holdout, or too few customers are known before it.
    """
    start = as_of - timedelta(days=round(length.days))
    if start <= first:
        raise EvidenceError(
            f"The record runs from {first} to {as_of} and cannot spare a holdout of {length}. "
            "Choose a shorter --holdout."
        )
    past = stand_at(days, origin=start, until=as_of, occasion=occasion, unit=unit)
    if not past.histories.repeat_purchases.any():
        raise EvidenceError(
            f"Until {start} nobody has bought twice; nothing can be fitted. Choose a shorter --holdout."
        )
    fitted = BgNbd.fit(past.histories, rng=np.random.default_rng([seed, 3]))
    result = score(fitted, past.histories, length, past.actual, level=level, rng=np.random.default_rng([seed, 4]))
    actual = int(past.actual.sum())
    return Holdout(
        start=start + timedelta(days=1),
        end=as_of,
        customers=past.histories.rows,
        orders_actual=actual,
        orders_forecast=result.total,
        error_percent=error_percent(result.total.mean, actual),
        mae=result.mae,
        rmse=result.rmse,
        log_score=result.log_score,
        coverage=result.coverage,
        tracking=track(days, past, fitted, first=first),
    )
