import io
from collections.abc import Iterator

import pytest

from goodwill.evidence.sources.lines import Block, LineReader, is_damaged, readable
from goodwill.evidence.sources.source import NoTableError
from goodwill.terms import EvidenceError


def read(content: bytes, **options: bool) -> tuple[list[Block], list[str]]:
    reader = LineReader(io.BytesIO(content), "orders.csv", **options)
    blocks = list(reader.blocks())
    return blocks, [finding.sentence for finding in reader.findings()]


def lines_of(blocks: list[Block]) -> list[str]:
    return [line for block in blocks for line in block.lines]


def many(count: int = 20_000) -> Iterator[str]:
    return (f"c{i},2024-01-01,10.00\n" for i in range(count))


def test_lines_keep_their_ends_and_are_counted_across_blocks():
    blocks, said = read("".join(many()).encode())
    assert len(blocks) > 1
    assert lines_of(blocks) == list(many())
    assert [block.first for block in blocks] == [
        1 + sum(len(before.lines) for before in blocks[:at]) for at in range(len(blocks))
    ]
    assert [block.last for block in blocks] == [False] * (len(blocks) - 1) + [True]
    assert said == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_no_line_end_is_torn_apart_between_blocks(end: str):
    content = "".join(many()).replace("\n", end)
    for shift in range(4):
        assert len(lines_of(read(("x" * shift + content).encode())[0])) == 20_000


def test_a_western_line_late_in_a_utf8_file_is_read_as_such_and_said():
    content = "Zoë\n".encode() + "".join(many()).encode() + "René\n".encode("cp1252")
    blocks, said = read(content)
    assert lines_of(blocks)[-1] == "René\n"
    sentence = "1 line of orders.csv (first: line 20,002) was not in UTF-8 like the rest and was read as cp1252"
    assert said == [f"{sentence} (Western European)."]


def test_a_utf8_line_in_a_western_file_is_read_as_such_and_said():
    blocks, said = read("é\né\né\n".encode("cp1252") + "ö\n".encode())
    assert lines_of(blocks) == ["é\n", "é\n", "é\n", "ö\n"]
    assert said[0] == "orders.csv was read as cp1252 (Western European)."
    assert "(first: line 4)" in said[1]


def test_a_file_that_begins_in_ascii_is_open_to_every_encoding():
    japanese = "東京商店,2024-01-01,100\n" * 3
    blocks, said = read("".join(many()).encode() + japanese.encode("cp932"))
    assert lines_of(blocks)[-1] == "東京商店,2024-01-01,100\n"
    assert said == ["orders.csv was read as Shift-JIS (Japanese)."]


def test_bytes_that_are_no_text_anywhere_are_kept_and_marked():
    blocks, _ = read("é\n".encode() + b"x\x81\x8d\n")
    assert [block.damaged for block in blocks] == [True]
    assert [is_damaged(line) for line in lines_of(blocks)] == [False, True]
    assert readable(lines_of(blocks)[1]) == "x\\x81\\x8d\n"


def test_one_encoding_means_no_second_one_is_tried():
    blocks, said = read("é\né\n".encode() + "é\n".encode("cp1252"), one_encoding=True)
    assert [is_damaged(line) for line in lines_of(blocks)] == [False, False, True]
    assert said == []


def test_marks_at_the_beginning_of_lines_are_dropped():
    assert lines_of(read("\ufeffa\n\ufeffb\nc\ufeffd\n".encode())[0]) == ["a\n", "b\n", "c\ufeffd\n"]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_letters_are_read_across_blocks(codec: str):
    text = "Zoë,2024-01-01\n" * 30_000
    blocks, said = read(text.encode(codec))
    assert "".join(lines_of(blocks)) == text
    assert said[0].startswith("orders.csv was read as UTF-")


def test_half_a_letter_at_the_end_is_no_text():
    blocks, _ = read("a,b\nc,d".encode("utf-16")[:-1])
    assert [is_damaged(line) for line in lines_of(blocks)] == [False, True]


def test_a_line_without_end_is_refused():
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return b"x" * size

    with pytest.raises(NoTableError, match="a line of more than 64 MB"):
        list(LineReader(Endless(), "orders.csv").blocks())  # type: ignore[arg-type]


def test_a_stream_that_breaks_off_says_how():
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(size) or self._fail()

        def _fail(self) -> bytes:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")

    with pytest.raises(
        EvidenceError, match=r"damaged or was cut short: unpacking it fails after 0 lines \(Compressed file ended"
    ):
        list(LineReader(Broken(b"a,b\n"), "orders.csv").blocks())
