from datetime import date

import pytest

from goodwill.evidence.order_book import read_orders


def days(read, *written, **options):
    """What each date was read as, None where it was set aside."""
    text = "customer,date\n" + "".join(f'{place},"{one}"\n' for place, one in enumerate(written, start=100))
    book = read(text, **options)
    table = book.lines.to_pyarrow()
    found = dict(zip(table["customer"].to_pylist(), table["at"].to_pylist(), strict=True))
    return book, [str(found[place]) if place in found else None for place in range(100, 100 + len(written))]


def codes(book):
    return [finding.code for finding in book.findings if finding.code != "no-amounts"]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-01-05", "2024-01-05 00:00:00"),
        ("2024/1/5", "2024-01-05 00:00:00"),
        ("2024-01-05 09:30", "2024-01-05 09:30:00"),
        ("2024-01-05T09:30:15", "2024-01-05 09:30:15"),
        ("2024-01-05T09:30:15.250", "2024-01-05 09:30:15.250000"),
        ("2024-01-05T23:59:59.999999999", "2024-01-05 23:59:59.999999"),
        ("31.12.2023", "2023-12-31 00:00:00"),
        ("31/12/99", "1999-12-31 00:00:00"),
        ("31/12/2023 7:05 PM", "2023-12-31 19:05:00"),
        ("12/31/2023 12:05 a.m.", "2023-12-31 00:05:00"),
        ("5 January 2024", "2024-01-05 00:00:00"),
        ("5-Jan-24", "2024-01-05 00:00:00"),
        ("Jan 5, 2024", "2024-01-05 00:00:00"),
        ("Sept 5, 2024", "2024-09-05 00:00:00"),
        ("January 5th, 2024 at 3:04 pm", "2024-01-05 15:04:00"),
        ("Fri, 5 Jan 2024 10:00:00 GMT", "2024-01-05 10:00:00"),
        ("05JAN2024", "2024-01-05 00:00:00"),
        ("20240105", "2024-01-05 00:00:00"),
        ("20240105T101112Z", "2024-01-05 10:11:12"),
        ("20240105101112", "2024-01-05 10:11:12"),
        ("1704448800", "2024-01-05 10:00:00"),
        ("1704448800000", "2024-01-05 10:00:00"),
        ("45296", "2024-01-05 00:00:00"),
        ("45296.75", "2024-01-05 18:00:00"),
        ("1900-01-01", "1900-01-01 00:00:00"),
        ("9999-12-31", "9999-12-31 00:00:00"),
    ],
)
def test_a_moment_is_read_however_it_is_written(read, written, moment):
    assert days(read, written)[1] == [moment]


@pytest.mark.parametrize(
    "written",
    [
        "2024-11-31",
        "1899-12-31",
        "20240-01-01",
        "infinity",
        "epoch",
        "soon",
        "2024-01",
        "2024-01-05 25:00",
        "0000-00-00",
    ],
)
def test_what_is_no_day_is_set_aside(read, written):
    book, found = days(read, "2024-01-05", written)
    assert found == ["2024-01-05 00:00:00", None]
    assert dict(book.set_aside_reasons) == {"bad_date": 1}


def test_one_day_above_12_decides_the_whole_column(read):
    assert days(read, "03/04/2024", "25/01/2024")[1] == ["2024-04-03 00:00:00", "2024-01-25 00:00:00"]
    assert days(read, "03/04/2024", "01/25/2024")[1] == ["2024-03-04 00:00:00", "2024-01-25 00:00:00"]
    assert days(read, "03/04/05", "99/12/31")[1] == ["2003-04-05 00:00:00", "1999-12-31 00:00:00"]


def test_where_nothing_decides_the_day_is_taken_first_and_said(read):
    book, found = days(read, "03/04/05", "01/02/05")
    assert found == ["2005-04-03 00:00:00", "2005-02-01 00:00:00"]
    assert codes(book) == ["two-digit-years", "ambiguous-dates"]
    sentence = next(f.sentence for f in book.findings if f.code == "ambiguous-dates")
    assert "day first or month first or year first" in sentence
    assert "--column dates=month-first" in sentence


def test_the_person_decides_before_the_column(read):
    book, found = days(read, "03/04/2005", "01/02/2005", columns={"dates": "month-first"})
    assert found == ["2005-03-04 00:00:00", "2005-01-02 00:00:00"]
    assert codes(book) == []


def test_an_open_order_is_read_so_that_no_date_lies_in_the_future(read):
    book, found = days(read, "06/12/2024", "07/12/2024", run_on=date(2024, 8, 1))
    assert found == ["2024-06-12 00:00:00", "2024-07-12 00:00:00"]
    assert "future" in next(f.sentence for f in book.findings if f.code == "ambiguous-dates")


def test_days_that_read_the_same_either_way_are_not_ambiguous(read):
    book, found = days(read, "05/05/2024", "06/06/2024")
    assert found == ["2024-05-05 00:00:00", "2024-06-06 00:00:00"]
    assert codes(book) == []


def test_a_file_that_leaves_the_order_open_follows_one_that_does_not(read):
    book = read("customer,date\n1,01/25/2024\n", "customer,date\n2,03/04/2024\n")
    assert book.lines.at.max().to_pyarrow().as_py().date() == date(2024, 3, 4)
    assert "dates-as-elsewhere" in codes(book)


def test_the_day_is_the_one_on_the_clock_of_whoever_wrote_it(read):
    book, found = days(read, "2024-01-31T23:30:00-05:00", "2024-02-01T00:30:00+01:00")
    assert found == ["2024-01-31 23:30:00", "2024-02-01 00:30:00"]
    assert codes(book) == ["mixed-offsets"]


def test_a_zone_is_not_mistaken_for_a_day(read):
    assert days(read, "2024-01-05", "2024-01-05 10:00:00-05")[1] == ["2024-01-05 00:00:00", "2024-01-05 10:00:00"]


def test_moments_counted_from_1970_are_in_utc_and_said_so(read):
    assert codes(days(read, "1704448800", "1704535200")[0]) == ["utc-days"]


def test_a_serial_number_among_written_dates_is_no_date(read):
    book, found = days(read, "2024-01-05", "2024-01-06", "45296")
    assert found[2] is None
    assert dict(book.set_aside_reasons) == {"bad_date": 1}


def test_an_empty_date_is_told_from_an_unreadable_one(read):
    assert dict(days(read, "2024-01-05", "", "n/a", "soon")[0].set_aside_reasons) == {"no_date": 2, "bad_date": 1}


def test_how_dates_were_read_is_shown_with_the_column(read):
    column = next(c for c in days(read, "25/01/2024")[0].columns if c.role == "date")
    assert (column.column, column.how, column.reading, column.first_values) == (
        "date",
        "by name",
        "day first",
        ("25/01/2024",),
    )


def test_typed_moments_with_a_zone_are_in_utc():
    import pyarrow as pa

    table = pa.table({"customer": [1], "date": pa.array([1_704_448_800_000_000], pa.timestamp("us", tz="Asia/Tokyo"))})
    book = read_orders(table)
    assert str(book.lines.at.max().to_pyarrow().as_py()) == "2024-01-05 10:00:00"
    assert "utc-days" in codes(book)
    book.close()
