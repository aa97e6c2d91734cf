import pytest

from goodwill.evidence.sources.header import Header, find_header

ROW = ["c01", "2024-01-01", "10.00"]
OTHER = ["c02", "2024-01-02", "9"]


def found(*records: list[str], width: int = 3) -> Header:
    return find_header(records, width)


def test_the_first_row_of_words_is_the_header():
    header = found(["customer", "date", "amount"], ROW, OTHER)
    assert header == Header(0, present=True, names=("customer", "date", "amount"))
    assert header.fields == 3


def test_titles_with_fewer_fields_come_before_it():
    assert found(["Orders"], ["Exported 2024-02-01"], ["customer", "date", "amount"], ROW).at == 2


def test_titles_as_wide_as_the_table_come_before_it():
    assert found(["Report", "Orders", "v2"], ["Shop", "Main", ""], ["customer", "date", "amount"], ROW, OTHER).at == 2


def test_a_title_with_a_date_in_it_comes_before_it():
    assert found(["Exported", "2024-02-01", ""], ["customer", "date", "amount"], ROW, OTHER).at == 1


def test_a_first_row_like_the_rows_below_is_data():
    assert found(ROW, OTHER) == Header(0, present=False, names=("", "", ""))


def test_a_row_of_data_with_a_word_that_headers_use_is_no_header():
    records = (["activity", "rate"], ["order", "10"], ["return", "25"])
    assert found(*records, width=2) == Header(0, present=True, names=("activity", "rate"))


def test_a_first_row_with_one_fault_is_still_data():
    assert not found(["c99", "soon", "10.00"], ROW, OTHER, OTHER).present


def test_a_table_of_words_alone_has_its_first_row_as_header():
    assert found(["a", "b", "c"], ["x", "y", "z"], ["x", "y", "z"]).present


def test_a_header_after_the_rows_is_not_taken():
    assert not found(*[ROW] * 5, ["customer", "date", "amount"]).present


def test_a_blank_last_name_is_a_trailing_delimiter():
    header = found(["customer", "date", ""], ["c01", "2024-01-01", ""], ["c02", "2024-01-02", ""])
    assert (header.names, header.trailing, header.fields) == (("customer", "date"), True, 3)


def test_a_blank_field_after_every_row_is_a_trailing_delimiter():
    header = found(["customer", "date"], ["c01", "2024-01-01", ""], ["c02", "2024-01-02", ""])
    assert (header.names, header.trailing, header.fields) == (("customer", "date"), True, 3)


def test_a_filled_field_more_than_the_header_is_no_column():
    header = found(["customer", "date"], ["1", "c01", "2024-01-01"], ["2", "c02", "2024-01-02"])
    assert (header.names, header.fields) == (("customer", "date"), 2)


def test_rows_that_all_end_early_are_short():
    header = found(["customer", "date", "amount", "note"], ROW, OTHER)
    assert (header.short, header.fields) == (1, 3)


def test_rows_of_which_some_end_early_are_not():
    header = found(["customer", "date", "amount", "note"], ROW, OTHER, [*ROW, "x"])
    assert (header.short, header.fields) == (0, 4)


@pytest.mark.parametrize(
    "measure",
    ["10.00", "-5", "1.234,56", "€ 12", "12 %", "(7)", "2024-01-05", "5. März 2024", "Jan 5, 2024", "20240105"],
)
def test_numbers_and_dates_in_the_first_row_are_data(measure: str):
    assert not found(["x", measure], ["y", measure], width=2).present
