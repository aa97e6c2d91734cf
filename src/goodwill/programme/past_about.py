"""What a condition of a past list is asked about, and what every condition is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goodwill.programme.kept.analysed import Analysed
from goodwill.records.models import AnalysisRun
from goodwill.terms import UsageError
from goodwill.terms.dates import written_day

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class About:
    """since: the earlier day that conditions compare with."""

    table: pa.Table
    days: Sequence[Analysed]
    day: Analysed
    since: Analysed | None

    @property
    def party(self) -> NDArray[np.int64]:
        return cast("NDArray[np.int64]", self.table["party"].to_numpy())

    @property
    def then(self) -> Analysed:
        if self.since is None:
            raise UsageError("There is no earlier analysed day to compare with.")
        return self.since


Condition = Callable[[About, str], tuple[Mask, str]]
"""From the value that is asked for to the rows that fit, and the sentence that says so."""


def since_of(days: Sequence[Analysed], day: Analysed, asked: str) -> Analysed | None:
    earlier = [other for other in days if other.as_of < day.as_of]
    return next((other for other in earlier if other.as_of.isoformat() == asked), earlier[0] if earlier else None)


def window_of(day: Analysed) -> int:
    """W of that day's analysis: the days of silence that end a stay in the base."""
    told = AnalysisRun.objects.filter(id=day.run).values_list("results__bucket_window__days", flat=True).first()
    if not told:
        raise UsageError(f"The analysis of {written_day(day.as_of)} knows no window of the base.")
    return int(told)


def day_in(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f'"{text}" is not a day. Write it as in 2011-06-30.') from error


def days_in(text: str) -> tuple[date, date]:
    """First and last day of a stretch such as 2011-06-01..2011-06-30, or of a day alone."""
    start, _, end = text.partition("..")
    return day_in(start), day_in(end or start)


def numbers_in(text: str, label: str) -> tuple[float, float]:
    """Both ends of a range such as 10..20; of a number alone, from nothing to it."""
    start, dots, end = text.partition("..")
    try:
        return (float(start), float(end)) if dots else (0.0, float(start))
    except ValueError as error:
        raise UsageError(f'{label} needs a number, or two as in 10..20, not "{text}".') from error
