import pytest

from goodwill.evidence.amount_shapes import currency_of, read_amount_shape


def marks(shape, *, zero=False):
    written = read_amount_shape(shape, starts_with_zero=zero)
    return written and "".join(sorted(written.marks))


@pytest.mark.parametrize(
    ("shape", "allowed"),
    [
        ("99", ",."),
        ("9.99", "."),
        ("9,99", ","),
        ("9,999", ",."),
        ("9.999", ",."),
        ("9,999.99", "."),
        ("9.999,99", ","),
        ("9,999,999", "."),
        ("9'999.99", "."),
        ("9 999,99", ","),
        ("99,99,999.99", "."),
    ],
)
def test_a_shape_says_which_decimal_marks_make_sense_of_it(shape, allowed):
    assert marks(shape) == allowed


def test_no_thousand_begins_with_a_zero():
    assert marks("9,999", zero=True) == ","
    assert marks("9.999", zero=True) == "."


@pytest.mark.parametrize("shape", ["", "ten", "9.9.9", "9,99,9.99", "--9", "(9", "9%", "9_999", "9-9", "$9 EUR", "9/9"])
def test_other_shapes_are_no_amounts(shape):
    assert marks(shape) is None


@pytest.mark.parametrize(
    ("written", "code"), [("€", "EUR"), ("kr.", "SEK"), ("usd", "USD"), ("CHF", "CHF"), ("US$", "USD")]
)
def test_a_sign_or_code_stands_for_a_currency(written, code):
    assert currency_of(written) == code
    assert read_amount_shape(f"9.99 {written}", starts_with_zero=False).currency == written
