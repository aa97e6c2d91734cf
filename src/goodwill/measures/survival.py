from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from goodwill.measures.almanac import day_of
from goodwill.measures.batches import fetch
from goodwill.measures.occasions import occasions
from goodwill.terms import UsageError
from goodwill.terms.dates import written_day


@dataclass(frozen=True)
class SurvivalCurve:
    """Share of customers not yet fallen silent by the age (days since the first occasion), with its range.

    age_days: ages at which the curve steps, the first is 0. survival: Kaplan-Meier estimate just after that age.
    low, high: its range at `level` (Greenwood, log-log). at_risk: customers still observed just before that age.
    definition: what counts as gone, in a sentence.
    """

    age_days: tuple[int, ...]
    survival: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    at_risk: tuple[int, ...]
    definition: str
    level: float


def survival_curve(days: ir.Table, *, as_of: date, window_days: int, level: float = 0.9) -> SurvivalCurve:
    """Kaplan-Meier survival of customers who have no contract that could end.

    The event is the first silence longer than window_days; it happens at the last occasion before that silence, for
    that is when the customer was last there (and a later return does not undo it). Whether an occasion was such a
    last one is known window_days later, so that everybody is observed up to the day as_of - window_days and no
    longer: customers who came after it are not counted, who was not gone by then is censored on it. (To censor at
    the last occasion instead would tie the censoring to the rate of buying.)

    Raises:
        UsageError: if window_days is below 1 or level is not between 0 and 1.
    """
    if window_days < 1:
        raise UsageError(f"The silence that counts as gone must last at least 1 day, not {window_days}.")
    cells = fetch(lifetimes(days, as_of=as_of, window_days=window_days)).sort_by("age_days")
    age, gone = cells["age_days"].to_numpy(), cells["gone"].to_numpy(zero_copy_only=False)
    return kaplan_meier(
        age.astype(np.int64),
        events=np.where(gone, cells["customers"], 0),
        leaving=cells["customers"].to_numpy(),
        level=level,
        definition=(
            f"Counted from the last purchase before the first silence of more than {window_days} days, whether or not "
            f"it ended. Observed up to {window_days} days before {written_day(as_of)}."
        ),
    )


def lifetimes(days: ir.Table, *, as_of: date, window_days: int) -> ir.Table:
    """age_days, gone, customers: how old customers were when they fell silent (gone) or observation ended."""
    until = day_of(as_of) - window_days
    found = occasions(days).filter(lambda rows: rows.day <= day_of(as_of))
    customers = found.group_by("customer").aggregate(
        first=found["first"].min(),
        last=found.day.max(),
        broken=found.previous.min(where=found.day - found.previous > window_days),
    )
    customers = customers.filter(customers["first"] <= until)
    ended = ibis.coalesce(customers.broken, customers["last"])
    lives = customers.select(
        age_days=ibis.least(ended, until) - customers["first"],
        gone=ended <= until,
    )
    return lives.group_by(["age_days", "gone"]).aggregate(customers=lives.count())


def kaplan_meier(
    ages: NDArray[np.int64],
    *,
    events: NDArray[np.int64],
    leaving: NDArray[np.int64],
    level: float,
    definition: str,
) -> SurvivalCurve:
    """S(t) = product over ages up to t of (1 - d/n), with Greenwood's variance and log(-log) intervals.

    ages: days, in any order, repeats allowed. events (d): how many were seen to go at that age. leaving: how many
    are observed no longer after it, events included; n is the sum of leaving over that age and all later ones, so
    that who is censored at an age was at risk there.

    Raises:
        UsageError: if level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise UsageError(f"The level of an interval lies between 0 and 1, not at {level:g}.")
    steps, where = np.unique(np.append(0, ages), return_inverse=True)
    d = np.bincount(where, weights=np.append(0, events))
    out = np.bincount(where, weights=np.append(0, leaving))
    n = np.cumsum(out[::-1])[::-1]
    shown = ((d > 0) | (steps == 0)) & (n > 0)
    steps, d, n = steps[shown], d[shown], n[shown]
    survival = np.cumprod(1 - d / n)
    with np.errstate(divide="ignore", invalid="ignore"):
        # Var[log(-log S)] = sum d/(n(n-d)) / (log S)^2
        spread = ndtri((1 + level) / 2) * np.sqrt(np.cumsum(d / (n * (n - d)))) / np.abs(np.log(survival))
        low, high = survival ** np.exp(spread), survival ** np.exp(-spread)
    certain = (survival == 1) | (survival == 0)
    low, high = np.where(certain, survival, low), np.where(certain, survival, high)
    return SurvivalCurve(
        tuple(steps.tolist()),
        tuple(survival.tolist()),
        tuple(low.tolist()),
        tuple(high.tolist()),
        tuple(n.astype(np.int64).tolist()),
        definition,
        level,
    )
