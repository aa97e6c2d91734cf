import re
import sys
import zlib

import pytest

from goodwill.portfolio.analysis import Analysis
from goodwill.report.document import compose
from goodwill.report.parts import Document
from goodwill.report.pdf import paper
from goodwill.terms import UsageError


@pytest.fixture(scope="module")
def pdf(document: Document) -> bytes:
    return paper(document)


def unpacked(pdf: bytes) -> bytes:
    """The file with its compressed streams opened."""
    found = b""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, flags=re.DOTALL):
        try:
            found += zlib.decompress(stream)
        except zlib.error:
            found += stream
    return pdf + found


def test_it_is_a_pdf_of_several_a4_pages(pdf: bytes):
    text = unpacked(pdf)

    assert pdf.startswith(b"%PDF-1.")
    assert 6 <= len(re.findall(rb"/Type\s*/Page\b", text)) <= 16
    assert re.search(rb"/MediaBox\s*\[0 0 595\.\d+ 841\.\d+\]", text)


def test_its_text_can_be_read_and_its_letters_are_our_own(pdf: bytes):
    text = unpacked(pdf)

    assert b"SourceSerif4" in text
    assert b"SourceSans3" in text
    assert b"/ToUnicode" in text


def test_it_is_tagged_titled_and_its_pictures_are_described(pdf: bytes):
    text = unpacked(pdf)

    assert b"/StructTreeRoot" in text
    assert b"Relationship report, 31 August 2011" in text
    assert b"/Alt" in text


def test_the_same_document_gives_the_same_bytes(pdf: bytes, document: Document):
    assert paper(document) == pdf


def test_every_circumstance_can_be_printed(variant: Analysis):
    assert paper(compose(variant)).startswith(b"%PDF")


def test_without_the_renderer_it_says_how_to_get_it(document: Document, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(UsageError, match=r"A PDF needs its renderer; install it with `pip install goodwill\[pdf\]`\."):
        paper(document)
