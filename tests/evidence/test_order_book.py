"""The order books that come with Goodwill, against what is known of them, and the promise that no row is lost."""

from decimal import Decimal

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodwill.evidence.order_book import read_orders
from goodwill.samples import path
from goodwill.terms import EvidenceError, UsageError

ONLINE_RETAIL = [path("online_retail/orders_2010.parquet"), path("online_retail/orders_2011.parquet")]
CDNOW = path("cdnow/transactions.parquet")


@pytest.fixture(scope="module")
def online_retail():
    book = read_orders(ONLINE_RETAIL)
    yield book
    book.close()


def test_online_retail_nets_to_the_cent_of_an_independent_sum(online_retail):
    independent = sum(
        (Decimal(str(amount)) for file in ONLINE_RETAIL for amount in pq.read_table(file)["amount"].to_pylist()),
        Decimal(0),
    )
    assert independent == Decimal("12962692.94")
    assert round(online_retail.net, 2) == 12_962_692.94
    assert round(online_retail.lines.amount.sum().to_pyarrow().as_py(), 2) == 12_962_692.94


def test_online_retail_loses_no_row_and_no_customer(online_retail):
    assert (online_retail.rows, online_retail.accepted, online_retail.set_aside) == (36_524, 36_524, 0)
    assert online_retail.lines.customer.nunique().to_pyarrow().as_py() == 5_314
    assert online_retail.kinds == {0: 29_848, 2: 6_672, 3: 4}
    assert (str(online_retail.first), str(online_retail.last)) == ("2009-12-01", "2011-08-31")


def test_online_retail_has_orders_in_both_files_though_one_has_no_ids(online_retail):
    assert online_retail.has_order_id
    orders = online_retail.connection.con.execute(
        "SELECT count(DISTINCT order_key) FILTER (\"at\" < '2010-12-01'), "
        "count(DISTINCT order_key) FILTER (\"at\" >= '2010-12-01'), count(*) - count(order_key) FROM lines"
    ).fetchall()
    assert orders[0] == (22_686, 13_776, 0)


def test_cdnow_keeps_255_identical_rows_and_says_so():
    book = read_orders(CDNOW)
    assert (book.rows, book.accepted, book.has_time_of_day, book.has_order_id) == (69_659, 69_659, False, False)
    assert [f.sentence.split(" rows")[0] for f in book.findings if f.code == "identical-rows"] == ["255"]


def test_the_cdnow_sample_has_the_published_counts():
    table = pq.read_table(CDNOW)
    book = read_orders(table.filter(table["in_sample"]))
    days = book.connection.con.execute('SELECT count(DISTINCT (customer, CAST("at" AS DATE))) FROM lines').fetchall()
    assert book.rows == 6_919
    assert book.lines.customer.nunique().to_pyarrow().as_py() == 2_357
    assert days == [(6_696,)]


def test_complete_journey_is_read_unaided_and_as_told():
    sample = path("complete_journey/transactions_sample.parquet")
    told = {
        "customer": "household_id",
        "order": "basket_id",
        "date": "transaction_timestamp",
        "amount": "sales_value",
    }
    unaided, aided = read_orders(sample), read_orders(sample, columns=told)
    assert unaided.rows == aided.rows == aided.accepted == 75_000
    assert unaided.net == aided.net
    assert {c.role: c.column for c in unaided.columns if c.role in told} == told
    assert {c.how for c in aided.columns if c.role in told} == {"by you"}
    assert aided.lines.order_key.nunique().to_pyarrow().as_py() == 47_243


def test_the_same_orders_as_text_and_as_parquet_are_the_same_book(tmp_path, online_retail):
    with duckdb.connect() as connection:
        for file in ONLINE_RETAIL:
            target = tmp_path / f"{file.stem}.csv"
            connection.execute(f"COPY (FROM '{file}') TO '{target}' (HEADER)")
    book = read_orders([tmp_path / f"{file.stem}.csv" for file in ONLINE_RETAIL])
    assert book.customer_ids is None
    assert (book.rows, book.net, book.returns, book.returns_matched) == (
        online_retail.rows,
        online_retail.net,
        online_retail.returns,
        online_retail.returns_matched,
    )
    both = [b.lines.order_by(["customer", "at", "amount"]).to_pyarrow() for b in (book, online_retail)]
    assert both[0].equals(both[1])


def test_nothing_of_a_book_is_left_on_disk_once_it_is_closed():
    book = read_orders(CDNOW)
    scratch = book.scratch
    assert scratch.exists()
    book.close()
    assert not scratch.exists()


def test_nothing_is_left_on_disk_when_reading_fails(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "orders.csv").write_text("customer,date\nann,soon\n")
    with pytest.raises(EvidenceError):
        read_orders(tmp_path / "orders.csv")
    assert [p.name for p in tmp_path.iterdir()] == ["orders.csv"]


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_outside_0_and_1_is_refused(share):
    with pytest.raises(UsageError, match="between 0 and 1"):
        read_orders(CDNOW, max_set_aside=share)


cells = st.one_of(
    st.sampled_from(
        ["", " ", "7", "007", "7.0", "ann", "NULL", "-", "2024-01-05", "05/01/2024", "13/13/2024", "2024-01-05T10:00Z"]
    ),
    st.sampled_from(
        ["10.00", "1,5", "1.234,56", "-3", "(4.00)", "€5", "$6", "inf", "1e400", "C536379", "true", "=1+1"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters='\r\n",\x00'), max_size=8),
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(table=st.lists(st.tuples(cells, cells, cells, cells, cells), min_size=1, max_size=30))
def test_accepted_and_set_aside_add_up_to_the_rows_read(tmp_path_factory, table):
    folder = tmp_path_factory.mktemp("orders")
    text = "customer,date,amount,order id,currency\n" + "\n".join(",".join(f'"{c}"' for c in row) for row in table)
    (folder / "orders.csv").write_text(text, encoding="utf-8")
    try:
        book = read_orders(folder / "orders.csv", max_set_aside=1.0)
    except EvidenceError:
        return  # nothing to count; how refusals are worded is tested elsewhere
    written = book.write_set_aside(folder / "set-aside.csv")
    assert book.rows == len(table) == book.accepted + book.set_aside
    assert book.set_aside == written == sum(book.set_aside_reasons.values())
    assert book.accepted == sum(book.kinds.values()) == book.lines.count().to_pyarrow().as_py()
    if book.customer_ids is not None:
        assert book.lines.customer.nunique().to_pyarrow().as_py() == book.customer_ids.count().to_pyarrow().as_py()
    book.close()
