import pytest

from goodwill.evidence.sources.recognition import recognise
from goodwill.evidence.sources.source import NoTableError


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"PAR1\x15\x04", "parquet"),
        (b"SQLite format 3\x00\x10\x00", "sqlite"),
        (b"12345678DUCK@", "duckdb"),
        (b"ARROW1\x00\x00", "arrow"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "excel"),
        (b"PK\x03\x04", "excel"),
        (b'{"a": 1}\n', "json"),
        (b'\xef\xbb\xbf\n [\n {"a": 1}]', "json"),
        ('{"a": 1}'.encode("utf-16"), "json"),
        (b"[Customer],[Date]\n", "text"),
        (b"{curly},b\n", "text"),
        (b"a,b\n", "text"),
        (b"", "text"),
    ],
)
def test_first_bytes_tell_what_a_file_is(head: bytes, kind: str):
    assert recognise(head, "orders") == kind


@pytest.mark.parametrize(
    ("head", "spoken"),
    [
        (b"\x89PNG\r\n\x1a\n", r"a picture \(PNG\)"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b" \n<!DOCTYPE HTML><html>", r"a web page \(HTML\)"),
        (b'<?xml version="1.0"?>', "an XML document"),
        (b"\x7fELF\x02", "a program"),
    ],
)
def test_strangers_are_named(head: bytes, spoken: str):
    with pytest.raises(NoTableError, match=f"^orders.csv is no table: it is {spoken}"):
        recognise(head, "orders.csv")
