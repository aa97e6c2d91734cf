"""What winning customers cost, by period."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from goodwill.evidence.side_tables import SideColumn, SideRow, read_side_table, scratch_database
from goodwill.terms import UsageError

_COLUMNS = (
    SideColumn("period", ("period", "month", "quarter", "year", "date", "week", "start", "from")),
    SideColumn(
        "spend", ("spend", "amount", "cost", "costs", "acquisitionspend", "acquisitioncost", "budget"), "number"
    ),
    SideColumn("end", ("end", "to", "until", "enddate"), "date", needed=False),
)
_MONTHS = {name.lower(): month for month, name in enumerate(calendar.month_abbr) if name}


@dataclass(frozen=True)
class AcquisitionSpend:
    """Money spent on winning customers from `start` to `end`, both inclusive."""

    period: str
    start: date
    end: date
    amount: float


def read_acquisition(given: Any) -> tuple[AcquisitionSpend, ...]:
    """The spend by period, in order of time; a table with the columns period and spend, and perhaps end.

    A period is a year (2010), a quarter (2010-Q3), a month (2010-03, Mar 2010) or a day; a day stands for its month
    where every row names the first of one, and begins a period of its own up to `end` where that is given.

    Raises:
        UsageError: for a table that cannot be read, a period or a sum that is none, or periods that overlap.
    """
    with scratch_database() as (connection, scratch):
        rows = read_side_table(connection, given, scratch, _COLUMNS, "the acquisition spend")
    periods = [_period(row) for row in rows]
    if all(start == end and start.day == 1 for start, end in periods) and not any(r.values.get("end") for r in rows):
        periods = [(start, _month_end(start.year, start.month)) for start, _ in periods]
    spends = sorted(
        (
            AcquisitionSpend(row.written["period"].strip(), start, end, _amount(row))
            for row, (start, end) in zip(rows, periods, strict=True)
        ),
        key=lambda spend: (spend.start, spend.end),
    )
    _refuse_overlaps(spends)
    return tuple(spends)


def _period(row: SideRow) -> tuple[date, date]:
    written = row.written["period"].strip()
    found = _named_period(written)
    if found is None:
        raise UsageError(
            f'"{written}", the period on {row.place}, is none. Write it as 2010, 2010-Q3, 2010-03 or 2010-03-31.'
        )
    start, end = found
    last = row.values.get("end")
    if row.written.get("end", "").strip():
        if not isinstance(last, datetime) or last.date() < start:
            raise UsageError(f'"{row.written["end"]}" on {row.place} is no end of the period that begins {start}.')
        end = last.date()
    return start, end


def _named_period(written: str) -> tuple[date, date] | None:
    try:
        if found := re.fullmatch(r"([0-9]{4})(?:\.0)?", written):
            return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
        if found := re.fullmatch(r"([0-9]{4})[- /]?[Qq]([1-4])", written):
            year, quarter = int(found[1]), int(found[2])
            return date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter)
        if found := re.fullmatch(r"([0-9]{4})[-/]([0-9]{1,2})", written):
            return date(int(found[1]), int(found[2]), 1), _month_end(int(found[1]), int(found[2]))
        if found := re.fullmatch(r"([A-Za-z]{3})[A-Za-z]*\.?[- ]([0-9]{4})", written):
            month = _MONTHS[found[1].lower()]
            return date(int(found[2]), month, 1), _month_end(int(found[2]), month)
        day = datetime.fromisoformat(written).date()
    except (ValueError, KeyError):
        return None
    return day, day


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _amount(row: SideRow) -> float:
    value = row.values["spend"]
    if value is None or not 0 <= float(value) < float("inf"):
        raise UsageError(f'"{row.written["spend"]}", the spend on {row.place}, is no sum of 0 or more.')
    return float(value)


def _refuse_overlaps(spends: Sequence[AcquisitionSpend]) -> None:
    for earlier, later in pairwise(spends):
        if later.start <= earlier.end:
            raise UsageError(
                f"The acquisition spend of {earlier.period} and of {later.period} overlap on {later.start}. "
                f"Let each period begin on {earlier.end + timedelta(days=1)} or later."
            )
