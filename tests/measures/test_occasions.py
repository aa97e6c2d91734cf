from goodwill.measures.customer_days import customer_days, keep
from goodwill.measures.occasions import occasions, spaced
from tests.measures.books import RETURN, number


def rows(table):
    return [tuple(row.values()) for row in table.order_by(["customer", "day"]).to_pyarrow().to_pylist()]


BOOK = [(1, "2011-07-01"), (1, "2011-07-03", -1.0, RETURN), (1, "2011-07-04"), (2, "2011-07-02"), (1, "2011-07-09")]


def test_each_occasion_knows_the_one_before_and_the_first(days):
    first, second, third = (number(f"2011-07-0{day}") for day in (1, 4, 9))
    assert rows(occasions(days(*BOOK))) == [
        (1, first, None, first),
        (1, second, first, first),
        (1, third, second, first),
        (2, number("2011-07-02"), None, number("2011-07-02")),
    ]


def test_beside_kept_customer_days_they_are_computed_once(connection, lines):
    kept = keep(connection, "customer_days", customer_days(lines(*BOOK)))
    first, second = occasions(kept), occasions(kept)
    assert first.get_name() == second.get_name() == f"{kept.get_name()}_occasions"
    assert rows(first) == rows(second) == rows(spaced(kept))


def test_a_part_of_kept_customer_days_is_not_taken_for_the_whole(connection, lines):
    kept = keep(connection, "customer_days", customer_days(lines(*BOOK)))
    occasions(kept)
    assert len(rows(occasions(kept.filter(kept.customer == 2)))) == 1
