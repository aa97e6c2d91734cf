import pyarrow as pa

from goodwill.evidence.order_book import read_orders


def ids(book):
    """Customer key -> id as text, as everything downstream sees it."""
    keys = book.lines.select("customer").distinct().order_by("customer").to_pyarrow()["customer"].to_pylist()
    if book.customer_ids is None:
        return {key: str(key) for key in keys}
    table = book.customer_ids.order_by("customer").to_pyarrow()
    return dict(zip(table["customer"].to_pylist(), table["customer_id"].to_pylist(), strict=True))


def customers(read, *written, **options):
    return read("customer,date\n" + "".join(f'"{one}",2024-01-05\n' for one in written), **options)


def test_whole_numbers_stay_the_numbers_they_are(read):
    book = customers(read, "17850", "3")
    assert book.customer_ids is None
    assert ids(book) == {3: "3", 17850: "17850"}


def test_text_ids_are_numbered_in_their_own_order(read):
    assert ids(customers(read, "carol", "ann", "bob", "ann")) == {1: "ann", 2: "bob", 3: "carol"}


def test_blanks_around_an_id_do_not_matter(read):
    assert ids(customers(read, " ann", "ann\u00a0", "\u3000ann\u202f")) == {1: "ann"}


def test_leading_zeros_matter_and_twins_are_said(read):
    book = customers(read, "007", "7", "12")
    assert set(ids(book).values()) == {"007", "7", "12"}
    finding = next(f for f in book.findings if f.code == "leading-zeros")
    assert '"007" and "7"' in finding.sentence


def test_words_for_nobody_are_no_customer(read):
    book = customers(read, "ann", "", "NULL", "N/A", "nan", "None", "-", "(blank)", "  ")
    assert ids(book) == {1: "ann"}
    assert dict(book.set_aside_reasons) == {"no_customer": 8}


def test_rows_without_a_customer_do_not_stop_a_run(read):
    assert customers(read, "ann", *[""] * 50, max_set_aside=0.05).set_aside == 50


def test_ids_that_all_end_in_point_zero_are_whole_numbers(read):
    assert ids(customers(read, "17850.0", "3.0")) == {3: "3", 17850: "17850"}
    assert set(ids(customers(read, "17850.0", "3")).values()) == {"17850.0", "3"}


def test_numbers_beyond_64_bits_are_kept_apart(read):
    assert len(ids(customers(read, "12345678901234567890", "12345678901234567891"))) == 2
    assert len(ids(customers(read, "9223372036854775807", "9223372036854775808"))) == 2


def test_signs_make_ids_different(read):
    assert len(ids(customers(read, "0", "-0", "+0"))) == 3


def test_mail_addresses_lose_their_capitals(read):
    assert ids(customers(read, "Ann@Example.org", "ann@example.org")) == {1: "ann@example.org"}


def test_numbers_in_one_file_and_text_in_another_are_text_in_both(read):
    book = read("customer,date\n7,2024-01-05\n", "customer,date\n007,2024-02-05\n7,2024-02-06\n")
    assert ids(book) == {1: "007", 2: "7"}


def test_whole_floats_are_numbers_and_gaps_are_nobody():
    table = pa.table({"customer": [17850.0, float("nan"), None], "date": ["2024-01-05"] * 3})
    book = read_orders(table, max_set_aside=1.0)
    assert ids(book) == {17850: "17850"}
    assert dict(book.set_aside_reasons) == {"no_customer": 2}
    book.close()


def test_numbers_of_64_bits_without_a_sign_become_text():
    table = pa.table({"customer": pa.array([2**64 - 1, 5], pa.uint64()), "date": ["2024-01-05"] * 2})
    book = read_orders(table)
    assert ids(book) == {1: "18446744073709551615", 2: "5"}
    book.close()
