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


@pytest.mark.parametrize("number", ["", "5. ", "05 - "])
def test_of_deals_with_their_pipeline_only_those_that_were_won_are_purchases(read, rows, number):
    stages = [f"{number}{stage} (Sales Pipeline)" for stage in ("Closed won", "Closed lost", "Contract sent")]
    lines = [f"{place},{place},2024-01-05,10,,{stage}" for place, stage in enumerate(stages)]
    assert kinds(read, rows, *lines) == [(10.0, 0), (0.0, 2), (0.0, 2)]


def test_a_pipeline_in_which_nothing_was_won_yet_holds_no_purchase(read, rows):
    lines = ("1,1,2024-01-05,10,,Closed lost (Shop)", "2,2,2024-01-05,10,,Contract sent (Shop)")
    assert kinds(read, rows, *lines) == [(0.0, 2), (0.0, 2)]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("wc-pending", 2),
        ("Pending payment", 2),
        ("wc-failed", 2),
        ("wc-checkout-draft", 2),
        ("requires_payment_method", 2),
        ("wc-refunded", 1),
        ("Refunded (by Ann)", 1),
        ("Fully refunded", 1),
        ("Disputed", 1),
        ("dispute_lost", 1),
        ("Charged back", 1),
        ("wc-on-hold", 0),
        ("pending", 0),
        ("partially_refunded", 0),
        ("Refunded (partially)", 0),
        ("dispute won", 0),
        ("wc-completed", 0),
    ],
)
def test_what_shops_and_payment_services_call_an_order_decides(read, rows, status, kind):
    assert kinds(read, rows, f"1,1,2024-01-05,10,,{status}") == [(0.0 if kind else 10.0, kind)]


def test_every_word_of_a_status_is_named_once_for_the_book(read):
    header = "customer,date,amount,status\n"
    first = header + "1,2024-01-05,10,wc-pending\n2,2024-01-05,10,wc-completed\n3,2024-01-06,10,wc-on-hold\n"
    book = read(first, header + "4,2024-01-05,11,wc-completed\n")
    (sentence,) = [f.sentence for f in book.findings if f.code == "status-counted"]
    assert '"wc-completed" (2 rows) and "wc-on-hold" (1 row) were counted as a purchase' in sentence
    assert '"wc-pending" (1 row) was not.' in sentence
    assert "--column cancelled=NAME" in sentence


def test_a_status_of_more_words_than_anybody_reads_is_said(read):
    lines = "".join(f"{n},2024-01-05,10,state {n}\n" for n in range(101))
    book = read("customer,date,amount,status\n" + lines)
    assert "status-unread" in {finding.code for finding in book.findings}
