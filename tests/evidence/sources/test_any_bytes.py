"""Whatever the bytes, a table comes out whose counts agree, or a sentence."""

import csv
import gzip
import io
import re
import tempfile
from functools import cache
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from goodwill.evidence.sources import open_sources
from goodwill.terms import GoodwillError

from .conftest import Reading, read

PIECES = st.sampled_from(
    [
        *[b"customer,date,amount\n", b"c01,2024-01-01,10.00\n", b'"', b"'", b",", b";", b"\t", b"|", b" "],
        *[b"\n", b"\r\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\\", b"sep=;\n"],
        *[b"\x1a", b"\x81", b'{"a": 1, "b": {"c": "x"}}\n', b"[", b"]", b"{", b"}", b'[{"a": 1},\n', b'{"a": 2}]'],
        *[b'"\\ud800"', b"1e999", b"-", b"PAR1", b"SQLite format 3\x00", b"PK\x03\x04", "é".encode()],
        *["é".encode("cp1252"), "日本語".encode("cp932"), "日本".encode("utf-16-le")],
    ]
)
HOSTILE = st.lists(PIECES | st.binary(max_size=6), max_size=40).map(b"".join)


@cache
def working_database() -> duckdb.DuckDBPyConnection:
    """One for all examples: there are hundreds, and each would wait for its own."""
    return duckdb.connect()


def open_or_refuse(content: bytes, name: str) -> list[Reading]:
    connection = working_database()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            sources = open_sources(path, connection, Path(folder))
        except GoodwillError as error:
            said = str(error)
        else:
            return [read(source, connection) for source in sources]
        assert said.strip().endswith((".", "?")), said
        return []


@pytest.mark.parametrize("name", ["orders.csv", "orders.jsonl"])
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=HOSTILE)
def test_any_bytes_give_a_table_or_a_sentence(name: str, content: bytes):
    for table in open_or_refuse(content, name):
        assert table.source.rows == len(table.cells) + len(table.problems)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=HOSTILE, cut=st.integers(1, 200))
def test_any_packed_bytes_give_a_table_or_a_sentence(content: bytes, cut: int):
    packed = gzip.compress(content)
    open_or_refuse(packed[:cut], "orders.csv.gz")
    open_or_refuse(packed, "orders.csv")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=HOSTILE)
def test_no_line_of_a_text_is_lost(content: bytes):
    """Below a plain header every line that is not blank belongs to exactly one row."""
    whole = b"customer,date,amount\nc01,2024-01-01,10.00\nc02,2024-01-02,10.00\n" + content
    assume(b"\x00" not in content)
    assume(not re.search(rb'"[\s,\x1a]*"', content))  # a row of blank quoted cells is a blank line, however many it has
    for table in open_or_refuse(whole, "orders.csv"):
        if table.names != ["customer", "date", "amount"]:
            continue
        ends = [*sorted([*table.lines, *(line for line, *_ in table.problems)])]
        assert len(ends) == len(set(ends))
        lines = [line.replace(b"\xef\xbb\xbf", b"").strip(b", \t\x1a") for line in whole.splitlines()]
        text = {number for number, line in enumerate(lines, start=1) if line}
        held = {1, *ends}
        for line, cells in zip(table.lines, table.cells, strict=True):
            inside = "".join(cells)
            held |= set(range(line, line + inside.count("\n") + inside.count("\r") - inside.count("\r\n") + 1))
        assert text <= held


LETTERS = st.characters(codec="utf-8", exclude_characters="\x00\x1a\ufeff")
WORDS = [
    "Zoë",
    "Müller",
    "O’Brien",
    "Café",
    "30 €",
    "– Köln",
    "Çelik",
    "“quoted”",
    "œuvre",
    "ÉTÉ",
    "1,5",
    "a;b",
    '"q"',
    "\n",
]
WESTERN = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)
JAPANESE = st.text(
    st.sampled_from("あいうえおかきくけこ顧客注文金額東京大阪アイウエオ表能十予ソ"), min_size=2, max_size=6
)
SIGNS = st.sampled_from(",;\t|^~#\x01")


def cells_back(rows: list[list[str]], encoding: str, sign: str, end: str, quoting: int) -> None:
    # Rows of blanks alone are blank lines; and Python's writer leaves line ends other than its own without quotes.
    assume(all(any(cell.strip(" \t\r\n\x1a") for cell in row) for row in rows))
    foreign = "\r" if "\n" in end else "\r\n"
    assume(quoting == csv.QUOTE_ALL or not any(set(foreign) & set(cell) for row in rows for cell in row))
    names = [f"name{place}" for place in range(len(rows[0]))]
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=sign, lineterminator=end, quoting=quoting)
    writer.writerows([names, *rows])
    content = sink.getvalue().encode(encoding)
    (table,) = open_or_refuse(content, "orders.csv")
    assert table.names == names
    assert table.problems == []
    assert [list(row) for row in table.cells] == rows


def tables(cells: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    return st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=12)
    )


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=tables(st.text(LETTERS, max_size=8)),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
    sign=SIGNS,
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_cells_come_back_exactly(rows: list[list[str]], encoding: str, sign: str, end: str, quoting: int):
    cells_back(rows, encoding, sign, end, quoting)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=tables(WESTERN), sign=st.sampled_from(",;\t|"))
def test_western_cells_come_back_exactly(rows: list[list[str]], sign: str):
    cells_back(rows, "cp1252", sign, "\r\n", csv.QUOTE_MINIMAL)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=tables(JAPANESE), sign=st.sampled_from(",;\t|"), codec=st.sampled_from(["cp932", "utf-16-le", "utf-16-be"]))
def test_japanese_cells_come_back_exactly(rows: list[list[str]], sign: str, codec: str):
    cells_back(rows, codec, sign, "\r\n", csv.QUOTE_MINIMAL)
