from decimal import Decimal

import pyarrow as pa
import pytest

from goodwill.evidence.order_book import read_orders


def amounts(read, *written, **options):
    """What each amount was read as, None where it was set aside."""
    text = "customer,date,amount\n" + "".join(f'{i},2024-01-05,"{one}"\n' for i, one in enumerate(written, start=100))
    book = read(text, **options)
    table = book.lines.to_pyarrow()
    found = dict(zip(table["customer"].to_pylist(), table["amount"].to_pylist(), strict=True))
    return book, [found.get(place) for place in range(100, 100 + len(written))]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1,234,567.50", 1_234_567.5),
        ("12,34,567.50", 1_234_567.5),
        ("1.234,56", 1_234.56),
        ("1 234,56", 1_234.56),
        ("1'234.56", 1_234.56),
        ("1\u202f234,56", 1_234.56),
        (".5", 0.5),
        ("5.", 5.0),
        ("1.5E+2", 150.0),
        ("+10.00", 10.0),
        ("-10.00", -10.0),
        ("\u221210.00", -10.0),
        ("10.00-", -10.0),
        ("(12.00)", -12.0),
        ("(£12.00)", -12.0),
        ("-$10.00", -10.0),
        ("$-10.00", -10.0),
        ("€ 10.00", 10.0),
        ("10,00 €", 10.0),
        ("CHF 1'000.00", 1_000.0),
        ("12 kr", 12.0),
        ("0,123", 0.123),
    ],
)
def test_an_amount_is_read_however_it_is_written(read, written, amount):
    assert amounts(read, written)[1] == [amount]


@pytest.mark.parametrize(
    "written",
    [
        "ten",
        "inf",
        "1e400",
        "1e308",
        "9" * 30,
        "10.00.00",
        "1,00",
        "1.234,50",
        "1,23,4.00",
        "--1",
        "10%",
        "0x1F",
        "1_000.0",
    ],
)
def test_what_is_no_amount_is_set_aside_and_never_guessed(read, written):
    book, found = amounts(read, "10.00", "2,500.00", written)
    assert found == [10.0, 2500.0, None]
    assert dict(book.set_aside_reasons) == {"bad_amount": 1}


def test_the_decimal_mark_is_decided_on_the_whole_column(read):
    assert amounts(read, "1.234", "5,50")[1] == [1234.0, 5.5]
    assert amounts(read, "1,234", "5.50")[1] == [1234.0, 5.5]


@pytest.mark.parametrize(("written", "amount"), [("1.234", 1.234), ("1,234", 1234.0)])
def test_where_nothing_decides_the_mark_it_is_said(read, written, amount):
    book, found = amounts(read, written)
    assert found == [amount]
    assert "ambiguous-amounts" in [finding.code for finding in book.findings]


def test_cents_add_up_exactly(read):
    book, _ = amounts(read, *["0.10"] * 1_000, "33333.33")
    assert book.net == float(Decimal("0.10") * 1_000 + Decimal("33333.33"))


def test_an_empty_amount_is_told_from_an_unreadable_one(read):
    assert dict(amounts(read, "10", "", "NULL", "ten")[0].set_aside_reasons) == {"no_amount": 2, "bad_amount": 1}


def test_typed_amounts_that_are_no_numbers_are_set_aside():
    table = pa.table(
        {
            "customer": [1, 2, 3, 4, 5],
            "date": ["2024-01-05"] * 5,
            "amount": [10.0, None, float("nan"), float("inf"), 1e300],
        }
    )
    book = read_orders(table, max_set_aside=1.0)
    assert (book.net, dict(book.set_aside_reasons)) == (10.0, {"no_amount": 2, "bad_amount": 2})
    book.close()


def test_quantity_times_price_is_the_amount_where_there_is_none(read, rows):
    text = "customer,date,quantity,unit price\n"
    text += "1,2024-01-05,3,2.50\n2,2024-01-05,-1,2.50\n3,2024-01-05,,1\n4,2024-01-05,1,\n"
    book = read(text)
    assert rows(book, "amount", "kind") == [(7.5, 0), (-2.5, 1)]
    assert dict(book.set_aside_reasons) == {"bad_quantity": 1, "no_amount": 1}
    assert "amount-worked-out" in [finding.code for finding in book.findings]


def test_without_amounts_nothing_is_said_in_money(read, rows):
    book = read("customer,date\n1,2024-01-05\n")
    assert (book.has_amount, book.net, book.gross) == (False, None, None)
    assert rows(book, "amount", "kind") == [(None, 0)]
    assert "no-amounts" in [finding.code for finding in book.findings]


def test_a_margin_column_is_kept_and_a_cost_column_taken_off(read, rows):
    book = read("customer,date,amount,margin\n1,2024-01-05,10,4\n2,2024-01-05,-10,-4\n3,2024-01-05,5,\n")
    assert book.margin_column
    assert rows(book, "margin") == [(4.0,), (-4.0,), (None,)]
    assert "margin-missing" in [finding.code for finding in book.findings]
    assert rows(read("customer,date,amount,cost\n1,2024-01-05,10,6\n2,2024-01-05,-10,6\n"), "margin") == [
        (4.0,),
        (-4.0,),
    ]


def test_a_unit_cost_counts_as_often_as_units_were_sold(read, rows):
    book = read("customer,date,quantity,unit price,unit cost\n1,2024-01-05,3,5,2\n")
    assert rows(book, "amount", "margin") == [(15.0, 9.0)]
