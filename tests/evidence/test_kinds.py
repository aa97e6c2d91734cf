import pytest


def kinds(read, rows, *lines, header="order id,customer,date,amount,quantity,status,cancelled,type"):
    width = len(header.split(","))
    text = header + "\n" + "".join(line + "," * (width - 1 - line.count(",")) + "\n" for line in lines)
    return rows(read(text), "amount", "kind")


def test_a_plain_row_is_a_purchase_and_a_zero_is_none(read, rows):
    assert kinds(read, rows, "1,1,2024-01-05,10", "2,2,2024-01-05,0") == [(10.0, 0), (0.0, 3)]


def test_a_negative_amount_or_quantity_is_a_return(read, rows):
    assert kinds(read, rows, "1,1,2024-01-05,-10", "2,2,2024-01-05,10,-1") == [(-10.0, 1), (-10.0, 1)]


@pytest.mark.parametrize("word", ["true", "Yes", "1", "2024-01-06", "cancelled"])
def test_an_order_cancelled_as_a_whole_counts_nothing(read, rows, word):
    assert kinds(read, rows, f"1,1,2024-01-05,10,,,{word}", "2,2,2024-01-05,7") == [(0.0, 2), (7.0, 0)]


def test_a_cancelling_row_with_a_negative_amount_takes_it_off(read, rows):
    assert kinds(read, rows, "1,1,2024-01-05,-10,,,true") == [(-10.0, 2)]


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Cancelled", (0.0, 2)), ("failed", (0.0, 2)), ("Refunded", (0.0, 1)), ("shipped", (10.0, 0)), ("", (10.0, 0))],
)
def test_the_status_of_an_order_says_what_became_of_it(read, rows, status, expected):
    assert kinds(read, rows, f"1,1,2024-01-05,10,,{status}") == [expected]


def test_a_row_of_type_refund_takes_its_amount_off_whatever_its_sign(read, rows):
    assert kinds(
        read, rows, "1,1,2024-01-05,10,,,,sale", "1,2,2024-01-06,10,,,,Refund", "1,3,2024-01-06,-4,,,,refund"
    ) == [
        (10.0, 0),
        (-10.0, 1),
        (-4.0, 1),
    ]


def test_invoices_that_begin_with_c_are_cancellations_among_plain_numbers(read, rows):
    lines = ("1001,1,2024-01-05,10", "1002,2,2024-01-05,10", "C1003,3,2024-01-05,10")
    assert kinds(read, rows, *lines) == [(10.0, 0), (10.0, 0), (-10.0, 2)]
    assert kinds(read, rows, "C1,1,2024-01-05,10", "C2,2,2024-01-05,10") == [(10.0, 0), (10.0, 0)]


def test_what_a_status_was_taken_for_is_said(read):
    book = read("customer,date,amount,status\n1,2024-01-05,10,Cancelled\n2,2024-01-05,10,sent\n")
    sentence = next(f.sentence for f in book.findings if f.code == "status-read")
    assert sentence.startswith("1 row of ")
    assert '"cancelled"' in sentence
