"""Days as integers, as dates, and as members of calendar weeks, months, quarters and years."""

from datetime import date, timedelta
from typing import Literal

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

CalendarPeriod = Literal["week", "month", "quarter", "year"]

YEAR = 365
"""Days of a year that is measured backwards from the as-of day."""

EPOCH = date(1970, 1, 1)
MONTHS_BEFORE_EPOCH = 1970 * 12
# 1970-01-01 was a Thursday: three days later than the Monday of its week.
MONDAY = 3
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def day_of(day: date) -> int:
    """Days from 1970-01-01 to `day`."""
    return (day - EPOCH).days


def date_of(day: int) -> date:
    return EPOCH + timedelta(days=int(day))


def day_number(at: ir.TimestampValue | ir.DateValue) -> ir.IntegerColumn:
    """Days from 1970-01-01 to the calendar day of `at`, which is taken without a time zone."""
    return at.cast("date").delta(ibis.date(1970, 1, 1), unit="day").cast("int32")


def period_start(day: ir.IntegerColumn, period: CalendarPeriod) -> ir.IntegerColumn:
    """The first day of the calendar period that holds each day."""
    on = ibis.date(1970, 1, 1) + day.as_interval("D")
    return day_number(on.truncate({"week": "W", "month": "M", "quarter": "Q", "year": "Y"}[period]))


def period_numbers(days: NDArray[np.integer], period: CalendarPeriod) -> NDArray[np.int64]:
    """The number of the calendar period that holds each day; consecutive periods have consecutive numbers."""
    if period == "week":
        return (days.astype(np.int64) + MONDAY) // 7
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + MONTHS_BEFORE_EPOCH
    return months // MONTHS_IN[period]


def period_number(day: int, period: CalendarPeriod) -> int:
    return int(period_numbers(np.array([day]), period)[0])


def first_day_of(number: int, period: CalendarPeriod) -> int:
    """The first day of the period with this number; the last one is the day before the next period's first."""
    if period == "week":
        return number * 7 - MONDAY
    year, month = divmod(number * MONTHS_IN[period], 12)
    return day_of(date(year, month + 1, 1))


def period_code(number: int, period: CalendarPeriod) -> str:
    """The period as "2011-07", "2011-Q3", "2011" or, for a week, the date of its Monday."""
    first = date_of(first_day_of(number, period))
    if period == "week":
        return first.isoformat()
    if period == "month":
        return f"{first:%Y-%m}"
    if period == "quarter":
        return f"{first.year}-Q{(first.month + 2) // 3}"
    return str(first.year)


def period_name(number: int, period: CalendarPeriod, *, until: date) -> str:
    """The period in words, such as "Jul 2011"; "Aug 2011, to 12th" when `until` comes before its end."""
    first = date_of(first_day_of(number, period))
    name = {
        "week": f"Week of {first.day} {first:%b %Y}",
        "month": f"{first:%b %Y}",
        "quarter": f"Q{(first.month + 2) // 3} {first.year}",
        "year": str(first.year),
    }[period]
    if until >= date_of(first_day_of(number + 1, period) - 1):
        return name
    return f"{name}, to {ordinal(until.day)}" if period == "month" else f"{name}, to {until.day} {until:%b}"


def ordinal(number: int) -> str:
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
