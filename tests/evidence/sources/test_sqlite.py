import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goodwill.terms import EvidenceError, UsageError

from .conftest import Reading

Opened = Callable[[Any], list[Reading]]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE sales (customer, amount, note)")
        cells = [(7, 0.1, "é"), (2**63 - 1, 1e22, None), ("007", 29.99, b"x\xff"), ("c04", 5, "a\x00b")]
        connection.executemany("INSERT INTO sales VALUES (?, ?, ?)", cells)
    connection.close()
    return path


def and_also(path: Path, script: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript(script)
    connection.close()


def test_every_cell_is_the_text_of_its_value(opened: Opened, shop: Path):
    (table,) = opened(f"sqlite:///{shop}?table=sales")
    assert table.cells == [
        ("7", "0.1", "é"),
        ("9223372036854775807", "1e+22", None),
        ("007", "29.99", "xÿ"),
        ("c04", "5", "a\x00b"),
    ]
    assert (table.lines, table.source.size) == ([1, 2, 3, 4], shop.stat().st_size)


def test_a_query_is_answered(opened: Opened, shop: Path):
    (table,) = opened(f"sqlite:///{shop}?query=SELECT customer, customer FROM sales WHERE amount > 5 & 1")
    assert table.names == ["customer", "customer_2"]
    assert table.cells == [("9223372036854775807",) * 2, ("007",) * 2, ("c04",) * 2]


def test_the_only_table_of_a_file_needs_no_name(opened: Opened, shop: Path):
    assert opened(shop)[0].source.name == f"{shop}, table sales"


def test_of_several_tables_the_one_called_orders_is_read(opened: Opened, shop: Path):
    and_also(shop, "CREATE TABLE Orders (a); INSERT INTO Orders VALUES (1)")
    assert opened(shop)[0].names == ["a"]


def test_of_several_tables_one_has_to_be_named(opened: Opened, shop: Path):
    and_also(shop, "CREATE TABLE log (a)")
    with pytest.raises(
        EvidenceError, match=r"with 2 tables \(sales, log\)\. Name one, as in sqlite:///.*\?table=sales\."
    ):
        opened(shop)
    assert opened(f"{shop}#sales")[0].source.rows == 4


def test_odd_names_are_only_names(opened: Opened, shop: Path):
    and_also(shop, 'ALTER TABLE sales RENAME TO "a ""b""; --"; ALTER TABLE "a ""b""; --" ADD COLUMN "no""te; --"')
    (table,) = opened(shop)
    assert table.names[-1] == 'no"te; --'


@pytest.mark.parametrize("query", ["DELETE FROM sales", "SELECT 1; SELECT 2", "SELECT nope FROM sales", "SELECTED"])
def test_a_query_that_is_none_is_refused(opened: Opened, shop: Path, query: str):
    with pytest.raises(UsageError, match="cannot answer the query"):
        opened(f"sqlite:///{shop}?query={query}")
    assert opened(shop)[0].source.rows == 4


def test_an_unknown_table_is_refused_with_the_nearest_name(opened: Opened, shop: Path):
    with pytest.raises(UsageError, match=r"has no table sale\. Did you mean sales\?"):
        opened(f"sqlite:///{shop}?table=sale")


def test_a_missing_file_is_not_created(opened: Opened, tmp_path: Path):
    with pytest.raises(UsageError, match="does not exist"):
        opened(f"sqlite:///{tmp_path}/none.db?table=sales")
    assert not (tmp_path / "none.db").exists()


def test_a_database_without_tables_and_a_table_without_rows_are_no_orders(opened: Opened, shop: Path):
    and_also(shop, "DELETE FROM sales")
    with pytest.raises(EvidenceError, match="holds no rows"):
        opened(shop)
    and_also(shop, "DROP TABLE sales")
    with pytest.raises(EvidenceError, match="a database with no tables"):
        opened(shop)


def test_a_damaged_file_is_refused(opened: Opened, shop: Path):
    content = shop.read_bytes()
    shop.write_bytes(content[:4096] + b"\xaa" * 2048 + content[6144:])
    with pytest.raises(EvidenceError, match="is damaged or no SQLite file"):
        opened(shop)


def test_a_table_longer_than_one_batch_is_read_whole(opened: Opened, shop: Path):
    and_also(
        shop,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) "
        "INSERT INTO sales SELECT i, i, i FROM n",
    )
    (table,) = opened(shop)
    assert table.lines == list(range(1, 50_005))
