"""Files that are made to fill disk or memory are refused with a sentence, before they do."""

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodwill.evidence.sources import growing
from goodwill.terms import EvidenceError

from .conftest import Reading
from .test_excel import HEADER, ROWS, workbook
from .test_packed import zipped, zstd

ReadText = Callable[..., Reading]
BIG = 6_000_000
START = b"customer,date,amount\nc1,2024-01-01,1\n"
SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
)
TEXT = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "lol">{ENTITIES}<!ENTITY own SYSTEM "file:///etc/hostname">]>'


@pytest.fixture(autouse=True)
def _little_is_free(monkeypatch):
    monkeypatch.setattr(growing, "FREE", BIG // 4)


def excel(sheet: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The good workbook with another sheet in its place."""
    sink = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook({"Orders": [HEADER, *ROWS]}))) as whole,
        zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in whole.namelist():
            if name == "xl/worksheets/sheet1.xml":
                made.writestr(part, sheet)
            else:
                content = whole.read(name).decode().replace("worksheets/sheet1.xml", part.removeprefix("xl/"))
                made.writestr(name, content)
    return sink.getvalue()


def rows(*cells: tuple[str, str]) -> str:
    said = "".join(f'<row r="{place.lstrip("ABCDXF")}">{TEXT.format(place, text)}</row>' for place, text in cells)
    return SHEET.format(f"<sheetData>{said}</sheetData>")


def opendocument(table: str) -> bytes:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="a">{table}</table:table>'
    whole = f"<office:document-content{names}>{body}</office:spreadsheet></office:body></office:document-content>"
    return zipped({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": b"<manifest/>",
        "content.xml": f'<?xml version="1.0"?>{whole}'.encode(),
    })  # fmt: skip


def repeated(many_rows: int, many_cells: int) -> str:
    cell = (
        f'<table:table-cell table:number-columns-repeated="{many_cells}" office:value-type="string"><text:p>x</text:p>'
    )
    return f'<table:table-row table:number-rows-repeated="{many_rows}">{cell}</table:table-cell></table:table-row>'


def lying() -> bytes:
    """A workbook whose directory says that a part is small."""
    made = bytearray(excel(rows(("A1", "customer")) + " " * BIG))
    with zipfile.ZipFile(io.BytesIO(bytes(made))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    return bytes(made).replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "gzip": ("orders.csv.gz", lambda: gzip.compress(START + b"\n" * BIG), "unpacks to more than"),
    "zstd": ("orders.csv.zst", lambda: zstd(START + b"\n" * BIG), "unpacks to more than"),
    "bzip2": ("orders.csv.bz2", lambda: bz2.compress(START + b"\n" * BIG), "unpacks to more than"),
    "xz": ("orders.csv.xz", lambda: lzma.compress(START + b"\n" * BIG), "unpacks to more than"),
    "zip": ("orders.zip", lambda: zipped({"orders.csv": START + b"\n" * BIG}), "unpacks to more than"),
    "JSON in gzip": ("orders.jsonl.gz", lambda: gzip.compress(b'{"a":"' + b" " * BIG + b'"}'), "unpacks to more than"),
    "gzip in gzip": ("orders.csv.gz", lambda: gzip.compress(gzip.compress(START * 9)), "packed twice"),
    "many in a zip": ("orders.zip", lambda: zipped({f"{n}.csv": START for n in range(500)}), "holds 500 files"),
    "long sheet": ("orders.xlsx", lambda: excel(rows(("A1", "customer")) + " " * BIG), "unpacks to more than"),
    "lying directory": ("orders.xlsx", lying, "unpacks to more than|damaged"),
    "cells far apart": ("orders.xlsx", lambda: excel(rows(("A1", "customer"), ("XFD1048576", "1"))), "so far apart"),
    "hidden sheet": (
        "orders.xlsx",
        lambda: excel(rows(("A1", "customer"), ("XFD1048576", "1")), "xl/worksheets/sheet1.dat"),
        "so far apart",
    ),
    "many parts": (
        "orders.xlsx",
        lambda: zipped({"[Content_Types].xml": b"", **{f"p{n}": b"" for n in range(10_001)}}),
        "10,002 parts",
    ),
    "words of words": (
        "orders.xlsx",
        lambda: excel(rows(("A1", "&l9;")).replace("?>", f"?>{LAUGHS}", 1)),
        "damaged|no table",
    ),
    "repeated cells": ("orders.ods", lambda: opendocument(repeated(1_000_000, 90)), "stand 90,000,000 times"),
    "repeated rows": ("orders.ods", lambda: opendocument(repeated(4_000_000_000, 1)), "stand 4,000,000,000 times"),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_with_a_sentence(read_text: ReadText, bomb: str):
    name, content, said = BOMBS[bomb]

    with pytest.raises(EvidenceError, match=said):
        read_text(content(), name)


def test_what_another_file_holds_is_not_read_through_a_workbook(read_text: ReadText):
    with pytest.raises(EvidenceError, match=r"damaged|no table"):
        read_text(excel(rows(("A1", "&own;")).replace("?>", f"?>{LAUGHS}", 1)), "orders.xlsx")


def test_a_parquet_file_of_one_value_a_billion_times_is_refused(read_text: ReadText, monkeypatch):
    monkeypatch.setattr("goodwill.evidence.sources.parquet._FREE_ROWS", 1_000_000)
    monkeypatch.setattr("goodwill.evidence.sources.parquet._MOST_IN_A_BYTE", 100)
    sink = io.BytesIO()
    same = pa.array([1]).take(pa.array([0] * 3_000_000))
    pq.write_table(pa.table({"amount": same}), sink, compression="zstd")

    with pytest.raises(EvidenceError, match="says that it holds 3,000,000 rows"):
        read_text(sink.getvalue(), "orders.parquet")


def test_sheets_that_end_in_a_million_empty_rows_are_read(read_text: ReadText):
    def row(*words: str) -> str:
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        rest = '<table:table-cell table:number-columns-repeated="16381"/>'
        return f"<table:table-row>{''.join(map(cell.format, words))}{rest}</table:table-row>"

    empty = '<table:table-row table:number-rows-repeated="1048500"><table:table-cell/></table:table-row>'
    good = row("customer", "date", "amount") + row("c1", "2024-01-01", "1") * 3

    assert read_text(opendocument(good + empty), "orders.ods").source.rows == 3


def test_a_file_that_packs_well_is_read(read_text: ReadText):
    many = b"customer,date,amount\n" + b"".join(b"c%d,2024-01-%02d,5.00\n" % (n, 1 + n % 28) for n in range(600_000))

    assert read_text(gzip.compress(many), "orders.csv.gz").source.rows == 600_000
