import pytest

from goodwill.evidence.sources.layout import find_layout
from goodwill.evidence.sources.source import NoTableError


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def test_a_plain_table_needs_no_words():
    layout = find_layout(lines("customer,date\nc01,2024-01-01\n"), "orders.csv")
    assert layout.names == ["customer", "date"]
    assert (layout.above, layout.findings) == (1, ())


def test_titles_above_the_header_are_skipped_and_said():
    layout = find_layout(lines("Orders of ACME\n\ncustomer;date;amount\nc01;2024-01-01;1,50\n"), "orders.csv")
    assert layout.above == 3
    assert [finding.sentence for finding in layout.findings] == [
        "The fields of orders.csv are divided by semicolons.",
        'The header of orders.csv was found on line 3; 1 line above it was skipped (first: "Orders of ACME").',
    ]


def test_columns_without_a_header_are_named_by_their_places():
    layout = find_layout(lines("00004 00001 19970101  1   29.33\n00004 00001 19970118  1   29.73\n"), "cdnow.txt")
    assert layout.names == ["column_1", "column_2", "column_3", "column_4", "column_5"]
    assert layout.above == 0
    assert layout.findings[-1].code == "header-missing"


def test_without_a_header_no_line_is_skipped():
    layout = find_layout(lines('"c00,2024-01-01,9\nc01,2024-01-01,10\nc02,2024-01-02,11\n'), "orders.csv")
    assert (layout.header.present, layout.above) == (False, 0)


def test_delimiters_alone_are_blank_and_the_last_mark_of_dos_too():
    layout = find_layout(lines("customer,date\n,\n\x1a\nc01,2024-01-01\n"), "orders.csv")
    assert layout.names == ["customer", "date"]


def test_lines_that_do_not_divide_are_no_table():
    with pytest.raises(NoTableError, match="its lines do not divide into columns"):
        find_layout(lines("this is a letter and nothing else\nit goes on like this\n"), "letter.txt")
