import pytest

from goodwill.evidence.sources.dialect import guess_dialect
from goodwill.evidence.sources.records import Dialect

HEADER = "customer,date,amount,note"
ROWS = ["c01,2024-01-01,10.00,fine", "c02,2024-01-02,9.50,good", "c03,2024-01-03,1.00,so so"]


def lines(*rows: str, sign: str = ",") -> list[str]:
    return [row.replace(",", sign) + "\n" for row in rows]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "^", "~", "#", "\x01", "\x1f", "¦", "!"])
def test_any_sign_may_divide(sign: str):
    guess = guess_dialect(lines(HEADER, *ROWS, sign=sign))
    assert (guess.dialect.delimiter, guess.width, guess.share) == (sign, 4, 1.0)


def test_decimal_commas_do_not_divide_where_semicolons_do():
    guess = guess_dialect(["customer;date;amount\n", "c01;2024-01-01;10,00\n", "c02;2024-01-02;9,50\n"])
    assert guess.dialect.delimiter == ";"


def test_commas_in_sentences_do_not_divide_where_semicolons_do():
    guess = guess_dialect(["customer;note\n", *["c01;a, b, c, and d\n"] * 20])
    assert guess.dialect.delimiter == ";"


def test_runs_of_blanks_divide_where_nothing_else_does():
    guess = guess_dialect([" 00004 19970101  1   29.33\n", " 00021 19970118 10   29.73\n"])
    assert (guess.dialect.delimiter, guess.width) == (None, 4)


def test_excels_own_first_line_names_the_sign():
    assert guess_dialect(["sep=;\n", "a;b\n", "1;2\n"]).dialect.delimiter == ";"


def test_single_quotes_are_quotes_where_all_fields_have_them():
    assert guess_dialect(["'a','b'\n", "'1,5','2'\n"]).dialect.quote == "'"
    assert guess_dialect(["town,date\n", "'s-Hertogenbosch,2024-01-01\n"]).dialect.quote == '"'


def test_blanks_before_quotes_belong_to_the_delimiter():
    guess = guess_dialect(['"a", "b"\n', '"1, 5", "2"\n'])
    assert (guess.dialect.blank_after_delimiter, guess.width) == (True, 2)


def test_backslashes_escape_quotes_where_more_than_one_does():
    twice = ["a,b\n", '"say \\"hi\\"",1\n', '"say \\"ho\\"",2\n']
    assert guess_dialect(twice).dialect.escape == "\\"
    assert guess_dialect([twice[0], '"C:\\\\x",1\n']).dialect.escape is None


def test_inches_at_the_start_of_fields_are_no_quotes():
    rows = [f'"{size} screen,{size},2024-01-01\n' for size in range(5, 30)]
    assert guess_dialect(["item,size,date\n", *rows]).dialect.quote is None


def test_a_single_column_is_a_width_of_one():
    assert guess_dialect(["customer\n", "c01\n", "c02\n"]).width == 1
    assert guess_dialect(["hello"]).dialect == Dialect(",", '"')
