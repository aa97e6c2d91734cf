"""Days that cannot be, days that can be two things, and moments counted from somewhere else."""

from .case import Case
from .faulty_files import text


def one(fault: str, written: str, *, reason: str = "bad_date") -> Case:
    """One unreadable date after forty good ones."""
    return Case(fault, "csv", text(f'c01,"{written}",10.00'), rows=41, aside={reason: 1}, lines=(42,), net=400)


JANUARY = {"first": "2024-01-01", "last": "2024-01-28"}
DAY_FIRST = "{customer},{day:02d}/01/2024,10.00"
MONTH_FIRST = "{customer},01/{day:02d}/2024,10.00"

CASES = (
    one("no date", "", reason="no_date"),
    one("blanks for a date", "   ", reason="no_date"),
    one("NULL for a date", "NULL", reason="no_date"),
    one("N/A for a date", "#N/A", reason="no_date"),
    one("word for a date", "soon"),
    one("30 February", "2024-02-30"),
    one("29 February in a common year", "2023-02-29"),
    one("month 13", "2024-13-01"),
    one("day 0", "2024-01-00"),
    one("zero date of MySQL", "0000-00-00"),
    one("year 0001, a placeholder", "0001-01-01"),
    one("year of five digits", "20240-01-01"),
    one("year before Christ", "-0044-03-15"),
    one("hour 25", "2024-01-05 25:00:00"),
    one("minute 60", "2024-01-05 10:60:00"),
    one("leap second", "2016-12-31 23:59:60"),
    one("month without a day", "2024-01"),
    one("week of the year", "2024-W05-1"),
    one("full-width digits in a date", "\uff12\uff10\uff12\uff14-01-05"),
    one("special words of databases: infinity", "infinity"),
    one("special words of databases: epoch", "epoch"),
    one("special words of databases: now", "now"),
    one("Excel serial among written dates", "45301"),
    one("text after a date", "2024-01-05 approx."),
    one("two dates in one cell", "2024-01-05/2024-01-07"),
    one("amount in the place of the date", "10.00"),
    Case("half the dates missing", "csv", text(*["c01,,10.00"] * 40), ends=1, says="40 of (the )?80"),
    Case("just over one row in twenty", "csv", text(*["c01,soon,10.00"] * 3), ends=1, says="3 of (the )?43"),
    Case(
        "just over one row in twenty, allowed",
        "csv",
        text(*["c01,soon,10.00"] * 3),
        rows=43,
        aside={"bad_date": 3},
        lines=(42, 43, 44),
        options=("--max-set-aside", "0.1"),
    ),
    Case(
        "exactly one row in twenty",
        "csv",
        text("c01,soon,10.00", "c01,later,10.00")
        .replace("c09,2024-01-10,10.00\n", "")
        .replace("c09,2024-01-20,10.00\n", ""),
        rows=40,
        aside={"bad_date": 2},
        lines=(40, 41),
        net=380,
    ),
    Case(
        "day first, by one day above 12",
        "csv",
        text("c01,03/04/2024,10.00", row=DAY_FIRST),
        rows=41,
        first="2024-01-01",
        last="2024-04-03",
    ),
    Case(
        "month first, by one day above 12",
        "csv",
        text("c01,03/04/2024,10.00", row=MONTH_FIRST),
        rows=41,
        first="2024-01-01",
        last="2024-03-04",
    ),
    Case(
        "one month-first date among day-first dates",
        "csv",
        text("c01,02/13/2024,10.00", row=DAY_FIRST),
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
        last="2024-01-28",
    ),
    Case(
        "day first and month first in equal parts",
        "csv",
        "customer,date,amount\n" + "c01,25/01/2024,10\nc02,01/25/2024,10\n" * 20,
        ends=1,
        says="date",
    ),
    Case(
        "03/04/05, every date ambiguous",
        "csv",
        "customer,date,amount\n" + "".join(f"c{i:02d},0{1 + i % 9}/0{1 + i % 7}/05,10.00\n" for i in range(40)),
        rows=40,
        says="(?i)day.*month|month.*day",
    ),
    Case(
        "years of two digits",
        "csv",
        text("c01,31/12/99,10.00", row="{customer},{day:02d}/01/24,10.00"),
        rows=41,
        first="1999-12-31",
        last="2024-01-28",
    ),
    Case("dots", "csv", text(row="{customer},{day:02d}.01.2024,10.00"), rows=40, **JANUARY),
    Case("names of months", "csv", text(row="{customer},{day}-Jan-2024,10.00"), rows=40, **JANUARY),
    Case("names of months first", "csv", text(row='{customer},"January {day}, 2024",10.00'), rows=40, **JANUARY),
    Case("names of months in German", "csv", text(row="{customer},{day}. März 2024,10.00"), ends=1, says="date"),
    Case("slashes, year first", "csv", text(row="{customer},2024/01/{day:02d},10.00"), rows=40, **JANUARY),
    Case(
        "eight digits",
        "csv",
        text("c01,20240230,1", row="{customer},202401{day:02d},10.00"),
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
        **JANUARY,
    ),
    Case("Excel serials", "csv", text(row="{customer},{serial},10.00"), rows=40, **JANUARY),
    Case("Excel serials with the time", "csv", text(row="{customer},{serial}.75,10.00"), rows=40, **JANUARY),
    Case("Unix seconds", "csv", text(row="{customer},{unix},10.00"), rows=40, **JANUARY),
    Case("Unix milliseconds", "csv", text(row="{customer},{unix}000,10.00"), rows=40, **JANUARY),
    Case("Unix microseconds", "csv", text(row="{customer},{unix}000000,10.00"), rows=40, **JANUARY),
    Case("numbers too small for any calendar", "csv", text(row="{customer},{day},10.00"), ends=1, says="date"),
    Case(
        "zone behind the time",
        "csv",
        text("c01,2024-01-31T23:30:00-05:00,10.00", row="{customer},{date}T12:00:00Z,10.00"),
        rows=41,
        first="2024-01-01",
        last="2024-01-31",  # expected in UTC at first; the day on the clock of whoever bought is the truer one
        says="own clock",
    ),
    Case(
        "zones as Shopify writes them",
        "csv",
        text("c01,2024-01-31 23:30:00 -0500,10.00", row="{customer},{date} 12:00:00 -0500,10.00"),
        rows=41,
        first="2024-01-01",
        last="2024-01-31",
    ),
    Case("hour 24 of a day", "csv", text("c01,2024-01-28 24:00:00,10.00"), rows=41, aside={"bad_date": 1}, lines=(42,)),
    Case(
        "clock of twelve hours",
        "csv",
        text("c01,01/28/2024 12:05 AM,10.00", row="{customer},01/{day:02d}/2024 11:59 PM,10.00"),
        rows=41,
        **JANUARY,
    ),
    Case(
        "thirteen o'clock PM",
        "csv",
        text("c01,01/28/2024 13:05 PM,10.00", row="{customer},01/{day:02d}/2024 11:59 PM,10.00"),
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
    ),
    Case("nanoseconds", "csv", text(row="{customer},{date}T23:59:59.999999999,10.00"), rows=40, **JANUARY),
    Case(
        "times of day in some rows only",
        "csv",
        text("c01,2024-02-01 10:30,10.00", "c01,2024-02-01T10:30:15.5,10.00"),
        rows=42,
        last="2024-02-01",
    ),
    Case("blanks around dates", "csv", text(row="{customer},\t{date}  ,10.00"), rows=40, **JANUARY),
    Case("year 9999, a placeholder", "csv", text("c01,9999-12-31,10.00"), rows=41, outside=1, last="2024-01-28"),
    Case("year of another calendar", "csv", text("c01,2567-01-28,10.00"), rows=41, outside=1, last="2024-01-28"),
    Case(
        "dates after --as-of", "csv", text(), options=("--as-of", "2024-01-14"), rows=40, outside=14, last="2024-01-14"
    ),
    Case(
        "all dates in the future", "csv", text(row="{customer},2999-01-{day:02d},10.00"), ends=1, says="on or before 20"
    ),
    Case(
        "last moment of the --as-of day",
        "csv",
        text(
            "c01,2024-02-01 23:59:59.999999,1.00",
            "c02,2024-02-02 00:00:00,1.00",
            row="{customer},{date} 10:00:00,10.00",
        ),
        options=("--as-of", "2024-02-01"),
        rows=42,
        outside=1,
        last="2024-02-01",
        net=401,
    ),
    Case(
        "day first, by the last of 9,001 rows",
        "csv",
        lambda: "customer,date,amount\n" + "c1,03/02/2024,1.00\n" * 9_000 + "c1,25/02/2024,1.00\n",
        rows=9_001,
        first="2024-02-03",
        last="2024-02-25",
    ),
    Case("all dates after --as-of", "csv", text(), options=("--as-of", "2020-01-01"), ends=1, says="2020-01-01"),
    Case(
        "dates before Excel can count", "csv", text("c01,1899-12-31,10.00"), rows=41, aside={"bad_date": 1}, lines=(42,)
    ),
)
