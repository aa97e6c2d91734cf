import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodwill.terms import EvidenceError

from .conftest import Reading

ReadText = Callable[..., Reading]
ROWS = "customer,date,amount\n" + "".join(f"c{i},2024-01-{1 + i % 28:02d},{i}.00\n" for i in range(20_000))


def zstd(content: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(content)
    return bytes(sink.getvalue())


def zipped(members: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return sink.getvalue()


@pytest.mark.parametrize(
    "pack", [gzip.compress, zstd, bz2.compress, lzma.compress, lambda rows: zipped({"a.csv": rows})]
)
@pytest.mark.parametrize("name", ["orders.csv", "orders.csv.gz"])
def test_packed_files_are_known_by_their_bytes(read_text: ReadText, pack: Callable[[bytes], bytes], name: str):
    assert read_text(pack(ROWS.encode()), name).source.rows == 20_000


def test_pieces_packed_one_by_one_are_one_file(read_text: ReadText):
    half = len(ROWS) // 2
    assert read_text(gzip.compress(ROWS[:half].encode()) + gzip.compress(ROWS[half:].encode())).source.rows == 20_000
    assert read_text(zstd(ROWS[:half].encode()) + zstd(ROWS[half:].encode())).source.rows == 20_000


@pytest.mark.parametrize(
    "pack", [gzip.compress, zstd, bz2.compress, lzma.compress, lambda rows: zipped({"a.csv": rows})]
)
def test_a_packed_file_cut_short_is_refused(read_text: ReadText, pack: Callable[[bytes], bytes]):
    with pytest.raises(EvidenceError, match=r"orders\.csv is (a )?damaged or (was )?cut.short"):
        read_text(pack(ROWS.encode())[:-500])


def test_how_much_could_be_read_is_said(read_text: ReadText):
    with pytest.raises(EvidenceError, match=r"unpacking it fails after [\d,]{5,} lines"):
        read_text(gzip.compress(ROWS.encode())[:-500])


def test_a_zip_of_several_files_is_to_be_unpacked(read_text: ReadText):
    with pytest.raises(EvidenceError, match=r"holds 2 files \(a\.csv, b\.csv\)\. Unpack it"):
        read_text(zipped({"a.csv": b"a", "b.csv": b"b"}))


def test_a_zip_of_nothing_has_nothing_in_it(read_text: ReadText):
    with pytest.raises(EvidenceError, match="a zip file with nothing in it"):
        read_text(zipped({}))


def test_what_macs_add_to_a_zip_does_not_count(read_text: ReadText):
    assert read_text(zipped({"orders.csv": ROWS.encode(), "__MACOSX/._orders.csv": b"x"})).source.rows == 20_000


def test_parquet_inside_gzip_is_parquet(read_text: ReadText):
    sink = io.BytesIO()
    pq.write_table(pa.table({"customer": [7], "amount": [1.5]}), sink)
    table: Any = read_text(gzip.compress(sink.getvalue()), "orders.parquet.gz")
    assert table.cells == [(7, 1.5)]


def test_a_table_packed_twice_is_refused(read_text: ReadText):
    with pytest.raises(EvidenceError, match="is packed twice"):
        read_text(gzip.compress(gzip.compress(ROWS.encode())))
