HEADER = "order id,customer,date,product,order total\n"


def codes(book):
    return [finding.code for finding in book.findings]


def test_a_total_on_every_row_of_its_order_is_said(read):
    book = read(HEADER + "".join(f"{o},1,2024-01-05,p{i},{10 + o}\n" for o in range(4) for i in range(3)))
    assert "4 of 4 orders" in next(f.sentence for f in book.findings if f.code == "total-repeated")


def test_rows_with_amounts_of_their_own_are_no_totals(read):
    book = read(HEADER + "".join(f"{o},1,2024-01-05,p{i},{10 + i}\n" for o in range(4) for i in range(3)))
    assert "total-repeated" not in codes(book)


def test_orders_of_one_row_repeat_nothing(read):
    assert "total-repeated" not in codes(read(HEADER + "".join(f"{o},1,2024-01-05,p,10\n" for o in range(9))))
