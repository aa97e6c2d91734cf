from collections.abc import Callable

import pytest

from goodwill.evidence.sources import NoTableError

from .conftest import Reading

ReadText = Callable[..., Reading]
HEADER = "customer,date,amount\n"
GOOD = "c01,2024-01-01,10.00\nc02,2024-01-02,20.00\nc03,2024-01-03,30.00\n"


def test_cells_stay_the_text_they_are_with_the_line_they_stand_on(read_text: ReadText):
    table = read_text('customer,date,amount\n007,2024-01-01,"1,000.50"\n  c02 ,,\n')
    assert dict(table.source.columns) == {"customer": "text", "date": "text", "amount": "text"}
    assert table.cells == [("007", "2024-01-01", "1,000.50"), ("  c02 ", "", "")]
    assert table.lines == [2, 3]
    assert table.source.findings == ()


@pytest.mark.parametrize(
    ("row", "raw"), [("c09,2024-01-09\n", "c09,2024-01-09"), ("c09,2024-01-09,1,x\r\n", "c09,2024-01-09,1,x")]
)
def test_a_row_with_too_few_or_too_many_fields_is_kept_as_it_is(read_text: ReadText, row: str, raw: str):
    table = read_text(HEADER + GOOD + row + "c04,2024-01-04,40.00\n")
    assert table.problems == [(5, "ragged_row", raw)]
    assert table.lines == [2, 3, 4, 6]


def test_blank_fields_beyond_the_header_are_nothing(read_text: ReadText):
    table = read_text(HEADER + GOOD + "c04,2024-01-04,40.00,,\n")
    assert table.problems == []
    assert table.cells[-1] == ("c04", "2024-01-04", "40.00")


def test_blank_lines_and_lines_of_delimiters_are_no_rows_but_count_as_lines(read_text: ReadText):
    table = read_text(HEADER + "\n" + GOOD + ",,\n  \r\n , , \nc04,2024-01-04,40.00\n\x1a")
    assert table.source.rows == 4
    assert table.lines == [3, 4, 5, 9]


@pytest.mark.parametrize("again", [HEADER, " Customer,DATE , Amount\n", "\ufeffcustomer,date,amount\n"])
def test_the_header_again_in_the_middle_is_set_aside(read_text: ReadText, again: str):
    table = read_text(HEADER + GOOD + again + GOOD)
    assert [(line, code) for line, code, _ in table.problems] == [(5, "repeated_header")]
    assert table.source.rows == 7


def test_a_delimiter_at_the_end_of_every_row_makes_no_column(read_text: ReadText):
    table = read_text(
        "customer,date,amount,\n" + GOOD.replace("\n", ",\n") + "c04,2024-01-04,40.00,x\nc05,2024-01-05,\n"
    )
    assert table.names == ["customer", "date", "amount"]
    assert table.cells[0] == ("c01", "2024-01-01", "10.00")
    assert [(line, code) for line, code, _ in table.problems] == [(5, "ragged_row"), (6, "ragged_row")]
    assert "trailing-delimiter" in table.codes


def test_a_delimiter_at_the_end_of_the_rows_alone_makes_no_column(read_text: ReadText):
    table = read_text(HEADER + GOOD.replace("\n", ",\n"))
    assert table.cells[2] == ("c03", "2024-01-03", "30.00")


def test_rows_that_all_lack_the_last_fields_are_sound(read_text: ReadText):
    table = read_text("customer,date,amount,coupon,note\n" + GOOD)
    assert table.cells[0] == ("c01", "2024-01-01", "10.00", "", "")
    assert "lack the last 2 of the 5 fields" in table.said


def test_an_open_quote_costs_its_own_row_only(read_text: ReadText):
    table = read_text(HEADER + GOOD + '"c04,2024-01-04,40.00\n' + GOOD * 100)
    assert table.problems == [(5, "broken_quote", '"c04,2024-01-04,40.00')]
    assert table.source.rows == 304


def test_an_open_quote_that_a_later_quote_closes_costs_its_own_row_only(read_text: ReadText):
    table = read_text(HEADER + GOOD + '"c04,2024-01-04,40.00\n' + GOOD + '"c05",2024-01-05,"50.00"\n' + GOOD)
    assert [(line, code) for line, code, _ in table.problems] == [(5, "broken_quote")]
    assert table.source.rows == 11


def test_letters_behind_a_closing_quote_break_the_row(read_text: ReadText):
    table = read_text(HEADER + GOOD + '"c04"x,2024-01-04,40.00\n')
    assert table.problems == [(5, "broken_quote", '"c04"x,2024-01-04,40.00')]


def test_cells_of_several_lines_stay_whole_and_keep_the_count_of_lines(read_text: ReadText):
    table = read_text('customer,note,amount\nc01,"two\r\nlines",1\nc02,"\n\n",2\nc03,plain,3\n')
    assert table.cells == [("c01", "two\r\nlines", "1"), ("c02", "\n\n", "2"), ("c03", "plain", "3")]
    assert table.lines == [2, 4, 7]


def test_lines_end_as_they_like(read_text: ReadText):
    assert read_text((HEADER + GOOD).replace("\n", "\r"), "mac.csv").lines == [2, 3, 4]
    assert read_text((HEADER + GOOD).replace("\n", "\r\n"), "dos.csv").lines == [2, 3, 4]
    assert read_text(HEADER + GOOD.replace("\n", "\r\n", 1), "mixed.csv").lines == [2, 3, 4]
    assert read_text((HEADER + GOOD).rstrip(), "open.csv").lines == [2, 3, 4]


def test_signs_that_only_look_like_line_ends_stay_in_the_cell(read_text: ReadText):
    table = read_text(HEADER + "a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g,2024-01-01,1\n")
    assert table.cells[0][0] == "a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g"


def test_a_cell_of_a_million_letters_is_a_cell(read_text: ReadText):
    table = read_text(HEADER + GOOD + f"{'x' * 1_000_000},2024-01-04,1\n")
    assert len(table.cells[-1][0]) == 1_000_000


def test_nul_in_a_row_is_no_text(read_text: ReadText):
    table = read_text(HEADER + GOOD + "c\x0004,2024-01-04,1\n")
    assert table.problems == [(5, "undecodable", "c\\x0004,2024-01-04,1")]


def test_a_file_longer_than_one_block_keeps_every_row_and_line(read_text: ReadText):
    rows = "".join(
        f'c{i},2024-01-01,"note {i}\nmore"\n' if i % 7 == 0 else f"c{i},2024-01-01,{i}\n" for i in range(40_000)
    )
    table = read_text(HEADER + rows)
    assert table.source.rows == 40_000
    assert [row[0] for row in table.cells] == [f"c{i}" for i in range(40_000)]
    assert table.lines == [2 + i + (i + 6) // 7 for i in range(40_000)]


@pytest.mark.parametrize("content", ["", "\n\n \r\n", "\ufeff", "\ufeff\n", "\x00" * 100])
def test_a_file_with_nothing_in_it_is_refused(read_text: ReadText, content: str):
    with pytest.raises(NoTableError, match=r"orders\.csv is empty\."):
        read_text(content)


def test_a_header_without_rows_is_refused(read_text: ReadText):
    with pytest.raises(NoTableError, match="it has a header and no rows below it"):
        read_text(HEADER)


def test_prose_is_refused(read_text: ReadText):
    with pytest.raises(NoTableError, match="is no table: its lines do not divide into columns"):
        read_text("Dear all please find below what you asked for\nI shall write again when there is more\n" * 4)


def test_bytes_that_are_no_text_are_refused(read_text: ReadText):
    with pytest.raises(NoTableError, match="its bytes are not text"):
        read_text(bytes(range(256)) * 8)
