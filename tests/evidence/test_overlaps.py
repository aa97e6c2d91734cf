import pyarrow as pa

from goodwill.evidence.order_book import read_orders

HEADER = "order id,customer,date,amount\n"
JANUARY = HEADER + "A,1,2024-01-05,10\nB,2,2024-01-06,20\n"


def reasons(book):
    return book.accepted, dict(book.set_aside_reasons)


def test_a_file_given_twice_counts_once(read):
    book = read(JANUARY, JANUARY)
    assert reasons(book) == (2, {"duplicate_file": 2})
    assert book.net == 30.0
    assert "duplicate-file" in [finding.code for finding in book.findings]


def test_an_order_in_a_later_file_counts_once_though_its_lines_changed(read):
    assert reasons(read(JANUARY, HEADER + "B,2,2024-01-06,25\nC,3,2024-01-07,30\n")) == (3, {"duplicate_order": 1})


def test_a_return_is_no_duplicate_of_its_purchase(read):
    book = read(JANUARY, HEADER + "B,2,2024-01-20,-20\n")
    assert (book.accepted, book.net, book.returns_matched) == (3, 10.0, 1)


def test_an_order_with_several_lines_keeps_them_all(read):
    book = read(HEADER + "A,1,2024-01-05,10\nA,1,2024-01-05,5\n", HEADER + "A,1,2024-01-05,10\nB,2,2024-01-06,1\n")
    assert (*reasons(book), book.net) == (3, {"duplicate_order": 1}, 16.0)


def test_without_ids_a_row_counts_as_often_as_in_the_file_that_has_it_most(read):
    a = "customer,date,amount\n" + "1,2024-01-05,10\n" * 2 + "2,2024-01-05,5\n" * 3
    b = "customer,date,amount\n" + "1,2024-01-05,10\n" * 3 + "2,2024-01-05,5\n"
    book = read(a, b)
    assert reasons(book) == (6, {"duplicate_row": 3})
    assert book.net == 45.0


def test_rows_that_differ_in_a_further_column_are_different_rows(read):
    a = "customer,date,amount,shop\n1,2024-01-05,10,north\n"
    b = "customer,date,amount,shop\n1,2024-01-05,10,south\n1,2024-01-05,10,NORTH\n"
    assert reasons(read(a, b)) == (2, {"duplicate_row": 1})


def test_rows_are_compared_by_what_they_say_not_by_how(read):
    a = "customer,date,amount\n1,2024-01-25,10.50\n"
    b = "amount;date;customer\n10,50;25.01.2024; 1 \n"
    assert reasons(read(a, b)) == (1, {"duplicate_row": 1})


def test_within_one_file_nothing_is_removed(read):
    book = read("customer,date,amount\n" + "1,2024-01-05,10\n" * 3)
    assert reasons(book) == (3, {})
    assert "identical-rows" in [finding.code for finding in book.findings]


def test_pieces_of_one_table_may_share_an_order(tmp_path):
    for name in ("part-0001.csv", "part-0002.csv"):
        (tmp_path / name).write_text(HEADER + f"A,1,2024-01-05,{name[-5]}\n")
    book = read_orders(tmp_path)
    assert (*reasons(book), book.net) == (2, {}, 3.0)
    book.close()


def test_many_findings_of_one_kind_are_folded(tmp_path):
    for month in range(1, 7):
        (tmp_path / f"{month}.csv").write_text("customer,date,amount\n" + f"1,2024-0{month}-05,10\n" * 2)
    book = read_orders(tmp_path)
    sentences = [finding.sentence for finding in book.findings if finding.code == "identical-rows"]
    assert len(sentences) == 3
    assert sentences[-1].endswith("The same was found 3 more times.")
    book.close()


def test_files_of_different_times_are_not_compared():
    january = pa.table({"customer": [1, 2], "date": ["2024-01-05"] * 2, "amount": [1.0, 2.0]})
    february = pa.table({"customer": [1, 2], "date": ["2024-02-05"] * 2, "amount": [1.0, 2.0]})
    book = read_orders([january, february])
    assert reasons(book) == (4, {})
    book.close()
