from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from goodwill.terms import EvidenceError, UsageError

from .conftest import Reading

Opened = Callable[[Any], list[Reading]]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE sales AS SELECT i AS customer, i * 1.10 AS amount FROM range(3) AS t(i)")
        connection.execute("CREATE VIEW big AS SELECT customer FROM sales WHERE amount > 1")
        connection.execute('CREATE SCHEMA old; CREATE TABLE old."a ""b""" AS SELECT 7 AS "x y"')
    return path


def test_a_table_is_scanned_where_it_lies(opened: Opened, shop: Path):
    (table,) = opened(f"duckdb:///{shop}?table=sales")
    assert dict(table.source.columns) == {"customer": "int", "amount": "decimal"}
    assert [str(amount) for _, amount in table.cells] == ["0.00", "1.10", "2.20"]
    assert table.lines == [1, 2, 3]
    assert [*(shop.parent / "scratch").iterdir()] == []


def test_views_and_other_schemas_are_read(opened: Opened, shop: Path):
    assert opened(f"duckdb:///{shop}?table=big")[0].cells == [(1,), (2,)]
    assert opened(f'{shop}#old.a "b"')[0].cells == [(7,)]


def test_a_query_is_answered(opened: Opened, shop: Path):
    assert opened(f"duckdb:///{shop}?query=SELECT count(*) AS n FROM sales")[0].cells == [(3,)]


def test_one_of_several_tables_has_to_be_named(opened: Opened, shop: Path):
    with pytest.raises(EvidenceError, match="is a database with 3 tables"):
        opened(shop)


@pytest.mark.parametrize("query", ["DROP TABLE sales", "SELEC 1", "SELECT nope FROM sales"])
def test_a_query_that_is_none_is_refused(opened: Opened, shop: Path, query: str):
    with pytest.raises(UsageError, match="cannot answer the query"):
        opened(f"duckdb:///{shop}?query={query}")


def test_what_is_not_there_is_refused(opened: Opened, shop: Path):
    with pytest.raises(UsageError, match=r"has no table sale\. Did you mean sales\?"):
        opened(f"duckdb:///{shop}?table=sale")
    with pytest.raises(UsageError, match="does not exist"):
        opened("duckdb:///none.duckdb?table=sales")


def test_a_damaged_file_is_refused(opened: Opened, shop: Path):
    shop.write_bytes(shop.read_bytes()[:5000])
    with pytest.raises(EvidenceError, match="cannot be opened as a DuckDB file"):
        opened(shop)
