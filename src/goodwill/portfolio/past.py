"""Standing at a past day: the histories as they were then, and what has come since."""

from dataclasses import dataclass
from datetime import date, timedelta

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.measures.summary import Occasion, Summary, summarise
from goodwill.terms import Histories, Unit


@dataclass(frozen=True, eq=False)
class Past:
    """The customers known on `origin`, and how many occasions each had after it up to and including `until`."""

    origin: date
    until: date
    summary: Summary
    histories: Histories
    actual: NDArray[np.int64]
    spent: NDArray[np.float64]

    @property
    def horizon_days(self) -> int:
        return (self.until - self.origin).days


def stand_at(days: ir.Table, *, origin: date, until: date, occasion: Occasion, unit: Unit) -> Past:
    """Histories up to and including `origin`; outcomes from the next day up to and including `until`."""
    then = summarise(days, as_of=origin, occasion=occasion)
    later = summarise(days, as_of=until, occasion=occasion)
    rows = np.searchsorted(later.customer, then.customer)
    return Past(
        origin=origin,
        until=until,
        summary=then,
        histories=then.histories(unit),
        actual=(later.occasions[rows] - then.occasions).astype(np.int64),
        spent=later.spend[rows] - then.spend,
    )


def day_number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def day_of(number: int) -> date:
    return date(1970, 1, 1) + timedelta(days=int(number))
