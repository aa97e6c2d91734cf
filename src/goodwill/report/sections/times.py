"""When customers order: weekdays, months, hours."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

from goodwill.report.charts.calendar import WEEKDAYS, calendar, month_index, weekday_index
from goodwill.report.parts import Cell, Chart, Column, Fig, Section, Table
from goodwill.report.telling import TWO_YEARS, Telling
from goodwill.report.wording import MONTHS, count, plural

DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
LEAST = 100
A_LOT = 120


def section(told: Telling) -> Section | None:
    times = told.analysis.purchase_times
    if sum(times.weekday) < LEAST:
        return None
    return Section(
        "times",
        _title(told),
        "Purchase days by weekday and by month of the year; 100 is the average day, each month by the days of "
        "it on record",
        chart=Chart(
            "times",
            "Purchase days by weekday and month, against the average day.",
            {
                "wide": calendar(times, width=1024),
                "narrow": calendar(times, width=350),
                "paper": calendar(times, width=640),
            },
            _table(told),
            narrow_note="On a narrow screen days and months by their first letter.",
        ),
        note=(Fig(f"n = {count(sum(times.weekday))} purchase days", "occasion"), f", {told.record}. {told.sources}."),
    )


def _title(told: Telling) -> str:
    times = told.analysis.purchase_times
    weekdays, months = weekday_index(times), month_index(times)
    day = weekdays.index(max(weekdays))
    known = [(v, m) for m, v in enumerate(months) if v is not None]
    high, month = max(known)
    if len(known) < 12:
        return f"{DAYS[day]} are the busiest; the record does not hold a whole year yet"
    if high < A_LOT:
        return f"{DAYS[day]} are the busiest; no month stands out"
    once = " (seen once)" if told.record_days < TWO_YEARS else ""
    return f"{DAYS[day]} are the busiest; a day in {NAMES[month]} sees {high - 100:.0f}% more than the average{once}"


def _table(told: Telling) -> Table:
    times = told.analysis.purchase_times
    rows: list[tuple[Cell, ...]] = [
        (name, count(n), f"{v:.0f}") for name, n, v in zip(WEEKDAYS, times.weekday, weekday_index(times), strict=True)
    ]
    rows += [
        (name, count(n), "not on record" if v is None else f"{v:.0f}")
        for name, n, v in zip(MONTHS, times.month, month_index(times), strict=True)
    ]
    if times.hour is not None:
        lines = max(sum(times.hour), 1)
        rows += [
            (f"{hour:02d}:00", plural(n, "row"), f"{2400 * n / lines:.0f}") for hour, n in enumerate(times.hour) if n
        ]
    return Table(
        "Purchase days by weekday, month and hour",
        (Column("When"), Column("Purchase days", "", "figures"), Column("Index", "average 100", "figures")),
        tuple(rows),
    )
