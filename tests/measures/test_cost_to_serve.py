from datetime import date

import ibis
import numpy as np
import pyarrow as pa
import pytest

from goodwill.measures.cost_to_serve import Activity, cost_to_serve
from goodwill.terms import UsageError

AS_OF = date(2011, 12, 31)
COLUMNS = ("customer_id", "date", "activity", "quantity")
RATES = (Activity("order", 5), Activity("visit", 10), Activity("return", 20))


@pytest.fixture
def serve(connection):
    """Costs of Alice (key 1) and Bob (2), and of 3, of whom no event is known, from rows of text."""

    def serve(*rows, activities=RATES):
        events = pa.table({name: [row[i] for row in rows] for i, name in enumerate(COLUMNS)})
        ids = pa.table({"customer": [1, 2, 3, 4], "customer_id": ["alice", "bob", "charlie", "dora"]})
        tables = (
            connection.create_table(ibis.util.gen_name("events"), ibis.memtable(table), temp=True)
            for table in (events, ids)
        )
        events, ids = tables
        return cost_to_serve(events, activities, customer_ids=ids, customer=np.array([1, 2, 3]), as_of=AS_OF)

    return serve


def test_activities_times_rates_are_the_cost_of_each_customer(serve):
    found = serve(
        ("alice", "2011-07-01", "order", "5"),
        ("alice", "2011-08-01", "visit", "2"),
        ("bob", "2011-07-01", "order", "40"),
        ("bob", "2011-07-02", "visit", "10"),
        ("bob", "2011-07-03", "return", "6"),
    )
    # Of revenue 1000 and goods 600, 355 stay with Alice and -20 with Bob.
    assert (400 - found.cost).tolist() == [355, -20, 400]
    assert found.findings == ()


def test_the_last_year_is_counted_apart(serve):
    found = serve(("alice", "2010-12-31", "visit", "1"), ("alice", "2011-01-01", "visit", "2"))
    assert (found.cost[0], found.cost_last_year[0]) == (30, 20)


def test_every_event_is_counted_or_told_why_not(serve):
    found = serve(
        ("alice", "2011-07-01", "visit", "1.5"),
        ("alice", "2012-01-01", "visit", "1"),
        ("alice", "2011-02-30", "visit", "1"),
        ("alice", "2011-07-01", "visit", "-1"),
        ("alice", "2011-07-01", "visit", "many"),
        ("alice", "2011-07-01", "dance", "1"),
        ("zoe", "2011-07-01", "visit", "3"),
    )
    assert found.rows == {"counted": 1, "later": 1, "unreadable": 3, "no rate": 1, "no customer": 1}
    assert [finding.code for finding in found.findings] == [
        "costs-without-rate",
        "costs-without-customer",
        "costs-unreadable",
        "costs-later",
    ]
    assert found.findings[0].sentence == (
        '1 cost event has an activity without a rate ("dance") and no cost here. Add the rate, or drop the events.'
    )
    assert "cost of 30.00 is charged to nobody" in found.findings[1].sentence


def test_many_unknown_activities_are_named_in_part(serve):
    found = serve(*(("alice", "2011-07-01", f"dance {i}", "1") for i in range(9)))
    assert '"dance 4" and 4 more' in found.findings[0].sentence


def test_allocated_unassigned_and_unused_make_the_ledger(serve):
    visits = Activity.from_ledger("visit", ledger=1000, capacity=100)
    found = serve(
        ("alice", "2011-07-01", "visit", "70"), ("zoe", "2011-07-01", "visit", "5"), activities=(visits, RATES[0])
    )
    visit, order = found.activities
    assert (visit.allocated, visit.unassigned, visit.unused, visit.ledger) == (700, 50, 250, 1000)
    assert visit.allocated + visit.unassigned + visit.unused == visit.ledger
    assert (order.unused, order.ledger) == (None, None)


def test_doing_more_than_the_capacity_is_a_finding(serve):
    visits = Activity.from_ledger("visit", ledger=1000, capacity=100)
    found = serve(("alice", "2011-07-01", "visit", "130"), activities=(visits,))
    assert found.activities[0].unused == -300
    assert [finding.code for finding in found.findings] == ["costs-over-capacity"]


def test_customers_who_are_not_asked_for_are_still_allocated(serve):
    found = serve(("dora", "2011-07-01", "visit", "1"))
    assert (found.cost.tolist(), found.activities[1].allocated) == ([0, 0, 0], 10)


def test_blanks_around_names_do_not_matter(serve):
    assert serve((" alice ", "2011-07-01", "visit ", "1")).cost[0] == 10


@pytest.mark.parametrize(
    ("activities", "sentence"),
    [
        ((), "at least one activity"),
        ((Activity("visit", 1), Activity("visit", 2)), '"visit" has more than one rate'),
        ((Activity("visit", -1),), 'The rate of "visit" must be 0 or more, not -1'),
        ((Activity("visit", float("nan")),), "must be 0 or more"),
    ],
)
def test_impossible_rates_are_refused(serve, activities, sentence):
    with pytest.raises(UsageError, match=sentence):
        serve(("alice", "2011-07-01", "visit", "1"), activities=activities)


def test_a_rate_needs_a_capacity():
    with pytest.raises(UsageError, match='The capacity of "visit" must be above 0, not 0'):
        Activity.from_ledger("visit", ledger=1000, capacity=0)
