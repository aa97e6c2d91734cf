import duckdb
import pytest

from goodwill.evidence.sources.quoting import identifier, listed, literal


@pytest.mark.parametrize("text", ['a"b', "a'b", 'x"; DROP TABLE t; --', "é\n", ""])
def test_whatever_is_quoted_comes_back_as_it_was(text: str):
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT {literal(text)}").fetchone() == (text,)
        if text:
            shown = connection.execute(f"SELECT 1 AS {identifier(text)}").description
            assert shown is not None
            assert shown[0][0] == text


def test_long_lists_are_cut_for_a_sentence():
    assert listed("abc") == "a, b, c"
    assert listed("abcdefghij", most=3) == "a, b, c and 7 more"
