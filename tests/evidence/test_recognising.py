"""Columns as the exports of shops, payment services and sales systems call them, and the person's word above all."""

import pytest

from goodwill.evidence.names import squeezed
from goodwill.terms import EvidenceError, UsageError


def roles(book):
    return {column.role: column.column for column in book.columns if column.role}


SHOPIFY = """
Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,\
Cancelled at,Refunded Amount,Id
#1001,ann@example.org,paid,EUR,25,30,2024-01-05 09:59:00 -0500,2,Cup,10,,0,1
#1001,ann@example.org,,,,,2024-01-05 09:59:00 -0500,1,Plate,5,,,
#1002,bob@example.org,refunded,EUR,40,40,2024-01-06 09:59:00 -0500,4,Cup,10,,40,2
#1003,bob@example.org,partially_refunded,EUR,40,40,2024-01-07 09:59:00 -0500,4,Cup,10,,10,3
#1004,cat@example.org,voided,EUR,10,10,2024-01-08 09:59:00 -0500,1,Cup,10,2024-01-08 11:00:00 -0500,0,4
""".lstrip()


def test_shopify(read, rows):
    book = read(SHOPIFY, max_set_aside=0)
    assert roles(book) == {
        "customer": "Email",
        "date": "Created at",
        "order": "Name",
        "amount": "Total",
        "price": "Lineitem price",
        "quantity": "Lineitem quantity",
        "currency": "Currency",
        "cancelled": "Cancelled at",
        "status": "Financial Status",
        "refunded": "Refunded Amount",
        "product": "Lineitem name",
    }
    assert (book.rows, book.accepted, book.currency) == (5, 5, "EUR")
    assert "currency-assumed" not in {finding.code for finding in book.findings}
    assert sorted(rows(book, "order_key", "amount", "kind")) == [
        ("#1001", 0.0, 3),
        ("#1001", 30.0, 0),
        ("#1002", 0.0, 1),
        ("#1003", 30.0, 0),
        ("#1004", 0.0, 2),
    ]


def test_woocommerce(read, rows):
    book = read(
        "Order Number,Order Status,Order Date,Customer User ID,Email (Billing),Order Total Amount,Order Currency\n"
        "101,wc-completed,2024-01-05 10:00,7,ann@example.org,30.00,GBP\n"
        "102,wc-cancelled,2024-01-06 10:00,8,bob@example.org,40.00,GBP\n"
    )
    assert roles(book)["customer"] == "Customer User ID"
    assert rows(book, "customer", "order_key", "amount", "kind") == [(7, "101", 30.0, 0), (8, "102", 0.0, 2)]


def test_stripe(read, rows):
    book = read(
        "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Customer ID,Customer Email\n"
        "ch_1,2024-01-05 10:00,30.00,0.00,usd,Paid,cus_A,ann@example.org\n"
        "ch_2,2024-01-06 10:00,40.00,15.00,usd,Paid,cus_B,bob@example.org\n"
        "ch_3,2024-01-07 10:00,50.00,0.00,usd,Failed,cus_B,bob@example.org\n"
    )
    assert (roles(book)["customer"], roles(book)["order"], book.currency) == ("Customer ID", "id", "USD")
    assert rows(book, "order_key", "amount", "kind") == [("ch_1", 30.0, 0), ("ch_2", 25.0, 0), ("ch_3", 0.0, 2)]


def test_salesforce_counts_what_was_won(read, rows):
    book = read(
        "Opportunity ID,Opportunity Name,Account Name,Stage,Close Date,Amount,Type\n"
        'O1,Big,Acme,Closed Won,1/31/2024,"1,000.00",New Business\n'
        'O2,Small,Acme,Closed Lost,2/1/2024,"500.00",New Business\n'
        'O3,Open,Bolt,Negotiation,12/24/2024,"700.00",New Business\n'
    )
    assert roles(book)["customer"] == "Account Name"
    assert sorted(rows(book, "order_key", "amount", "kind")) == [("O1", 1000.0, 0), ("O2", 0.0, 2), ("O3", 0.0, 2)]
    assert "status-read" in [finding.code for finding in book.findings]


def test_hubspot(read, rows):
    book = read(
        "Record ID,Deal Name,Deal Stage,Close Date,Amount,Associated Company\n"
        "1,Big,Closed won,2024-01-31 10:00,1000,Acme\n2,Small,Closed lost,2024-02-01 10:00,500,Acme\n"
    )
    assert (roles(book)["customer"], roles(book)["order"]) == ("Associated Company", "Record ID")
    assert rows(book, "amount", "kind") == [(1000.0, 0), (0.0, 2)]


def test_raw_online_retail(read, rows):
    book = read(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "536365,85123A,HOLDER,6,12/1/2010 8:26,2.55,17850,United Kingdom\n"
        "536366,71053,LANTERN,2,12/13/2010 8:26,3.39,17850,United Kingdom\n"
        "C536379,85123A,HOLDER,-6,12/14/2010 9:41,2.55,17850,United Kingdom\n"
        "536380,22632,WARMER,1,12/14/2010 9:45,1.85,,United Kingdom\n"
    )
    assert rows(book, "order_key", "amount", "kind") == [
        ("536365", pytest.approx(15.30), 0),
        ("536366", pytest.approx(6.78), 0),
        ("C536379", pytest.approx(-15.30), 2),
    ]
    assert (str(book.first), str(book.last)) == ("2010-12-01", "2010-12-14")
    assert (book.returns, book.returns_matched, dict(book.set_aside_reasons)) == (1, 1, {"no_customer": 1})


@pytest.mark.parametrize(
    "text",
    [
        " 00001 19970101  1   11.77\n 00002 19970112  5   12.00\n 00002 19970112  1   77.00\n",
        " 00004 0001 19970101  1   11.77\n 00021 0002 19970112  5   12.00\n 00021 0002 19970112  1   77.00\n",
    ],
)
def test_cdnow_as_published_has_no_header(read, rows, text):
    book = read(text)
    assert {column.role: column.how for column in book.columns if column.role}["customer"] == "by values"
    assert rows(book, "amount") == [(11.77,), (12.0,), (77.0,)]
    assert book.lines.customer.nunique().to_pyarrow().as_py() == 2
    assert str(book.last) == "1997-01-12"


def test_an_id_is_the_customer_only_if_it_comes_back(read):
    assert roles(read("id,date\n7,2024-01-05\n7,2024-01-06\n"))["customer"] == "id"
    with pytest.raises(EvidenceError, match="--column customer=NAME"):
        read("id,date\n7,2024-01-05\n8,2024-01-06\n")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("CustomerID", "customerid"),
        ("Amount (USD)", "amount"),
        ("amount_eur", "amount"),
        ("Order #", "order"),
        ("$", "$"),
    ],
)
def test_names_are_compared_without_case_blanks_marks_and_currency(name, meant):
    assert squeezed(name) == (meant if meant.isalnum() else "")


def test_the_persons_word_overrules_names(read):
    text = "customer,buyer,date,amount\nshop 1,ann,2024-01-05,1\nshop 1,bob,2024-01-05,1\n"
    book = read(text, columns={"customer": "BUYER"})
    assert [(c.column, c.how) for c in book.columns if c.role == "customer"] == [("buyer", "by you")]
    assert book.lines.customer.nunique().to_pyarrow().as_py() == 2


def test_of_two_equally_good_columns_the_choice_is_said(read):
    book = read("client,customer,date\n1,2,2024-01-05\n")
    assert roles(book)["customer"] == "customer"
    assert "--column customer=client" in next(f.sentence for f in book.findings if f.code == "column-chosen")


def test_a_column_with_blanks_in_its_name_is_said_so_that_it_can_be_pasted(read):
    book = read("Associated Contact,Associated Company,date\n1,2,2024-01-05\n")
    sentence = next(f.sentence for f in book.findings if f.code == "column-chosen")
    assert '--column "customer=Associated Contact"' in sentence


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"buyer": "customer"}, "buyer.*The roles are customer, date.*dates=day-first|month-first|year-first"),
        ({"customer": "Custmer"}, "Custmer.*The columns are customer, date, amount"),
        ({"customer": "amount", "amount": "amount"}, "amount.*twice"),
        ({"dates": "backwards"}, "day-first, month-first, year-first"),
    ],
)
def test_words_that_mean_nothing_are_refused_with_what_there_is(read, columns, says):
    with pytest.raises(UsageError, match=says):
        read("customer,date,amount\n1,2024-01-05,1\n", columns=columns)


@pytest.mark.parametrize(("header", "role"), [("colour,date,amount", "customer"), ("customer,shade,amount", "date")])
def test_a_table_without_customer_or_date_is_refused_with_the_way_out(read, header, role):
    with pytest.raises(EvidenceError, match=f"{role}.*--column {role}=NAME.*{header.replace(',', ', ')}"):
        read(f"{header}\nred,red,1\n")


@pytest.mark.parametrize(
    "text",
    [
        "please find attached..\nall our orders\nof May\n",
        "Dear Ann, as we said last week on the telephone I send you, our orders.\nKind, regards, Bob\n",
    ],
)
def test_a_letter_is_said_to_be_no_table(read, text):
    with pytest.raises(EvidenceError, match="seems to be no table: where the names of columns should stand"):
        read(text)


def test_two_columns_of_one_name_are_refused(read):
    with pytest.raises(EvidenceError, match="--column amount="):
        read("customer,date,amount,amount\n1,2024-01-05,1,2\n")
    assert read("customer,date,amount,amount\n1,2024-01-05,1,2\n", columns={"amount": "amount_2"}).net == 2.0


def test_a_segment_column_travels_with_the_rows(read, rows):
    book = read("customer,date,region\n1,2024-01-05, north \n2,2024-01-05,\n", segment="Region")
    assert rows(book, "segment") == [("north",), (None,)]
    with pytest.raises(UsageError, match=r"colour.*The columns are customer, date, region"):
        read("customer,date,region\n1,2024-01-05,north\n", segment="colour")
