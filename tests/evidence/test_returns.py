def matched(read, *lines, header="order id,customer,date,amount"):
    book = read(header + "\n" + "\n".join(lines) + "\n")
    return book.returns, book.returns_matched


def plain(read, *lines):
    return matched(read, *lines, header="customer,date,amount")


def test_a_return_is_matched_by_its_order_id(read):
    assert matched(read, "A,1,2024-01-05,10", "A,1,2024-01-20,-4", "B,1,2024-01-20,-4") == (2, 1)


def test_a_return_is_matched_by_customer_and_money_on_or_before_its_day(read):
    assert plain(read, "1,2024-01-05,10", "1,2024-01-05,-10") == (1, 1)
    assert plain(read, "1,2024-01-05,10", "1,2024-01-04,-10") == (1, 0)
    assert plain(read, "1,2024-01-05,10", "2,2024-01-06,-10") == (1, 0)
    assert plain(read, "1,2024-01-05,10", "1,2024-01-06,-9") == (1, 0)


def test_each_order_is_taken_back_once(read):
    assert plain(read, "1,2024-01-05,10", "1,2024-01-06,-10", "1,2024-01-07,-10") == (2, 1)
    assert plain(read, "1,2024-01-05,10", "1,2024-01-06,-10", "1,2024-01-07,10", "1,2024-01-08,-10") == (2, 2)
    assert plain(read, "1,2024-01-05,-10", "1,2024-01-06,10", "1,2024-01-07,-10") == (2, 1)


def test_an_order_cancelled_as_a_whole_is_its_own_order(read):
    assert matched(read, "1,2024-01-05,10,true", "2,2024-01-05,10,false", header="customer,date,amount,cancelled") == (
        1,
        1,
    )


def test_returns_are_netted_whether_matched_or_not(read):
    assert read("customer,date,amount\n1,2024-01-05,10\n1,2024-01-06,-10\n2,2024-01-06,-3\n").net == -3.0
