from datetime import date

import pytest

from goodwill.evidence.costs import ActivityRate, read_costs, read_rates
from goodwill.terms import EvidenceError, UsageError

ORDERS = "customer,date,amount\n1,2024-01-05,10\n2,2024-01-05,10\n"


@pytest.fixture
def events(read, tmp_path):
    def reading(text, **options):
        path = tmp_path / "costs.csv"
        path.write_text(text)
        return read_costs(path, read(ORDERS), **options)

    return reading


def test_events_are_read_with_their_types_and_counted(events):
    found = events('customer,date,activity,quantity\n1,05.01.2024, call ,"1,5"\n2.0,31.01.2024,visit,2\n')
    assert (found.rows, found.accepted, found.set_aside) == (2, 2, 0)
    assert found.events.order_by("customer_id").to_pyarrow().to_pylist() == [
        {"customer_id": "1", "date": date(2024, 1, 5), "activity": "call", "quantity": 1.5},
        {"customer_id": "2", "date": date(2024, 1, 31), "activity": "visit", "quantity": 2.0},
    ]


def test_without_a_quantity_each_row_is_one(events):
    assert events("customer,date,activity\n1,2024-01-05,call\n").events.to_pyarrow()["quantity"].to_pylist() == [1.0]


def test_rows_that_say_nothing_are_set_aside_and_add_up(events):
    found = events(
        "customer,date,activity,quantity\n1,2024-01-05,call,1\n,2024-01-05,call,1\n1,,call,1\n1,soon,call,1\n"
        "1,2024-01-05,,1\n1,2024-01-05,call,-1\n1,2024-01-05,call,many\n",
        max_set_aside=1.0,
    )
    assert dict(found.set_aside_reasons) == {
        "no_customer": 1,
        "no_date": 1,
        "bad_date": 1,
        "no_activity": 1,
        "bad_quantity": 2,
    }
    assert found.rows == found.accepted + found.set_aside == 7
    assert [finding.code for finding in found.findings] == ["costs-set-aside"]


def test_too_many_unreadable_events_stop_the_run(events):
    with pytest.raises(EvidenceError, match=r"1 of 2 rows of .*costs\.csv.*bad date"):
        events("customer,date,activity\n1,2024-01-05,call\n1,soon,call\n")


def test_a_table_without_activities_is_refused(events):
    with pytest.raises(UsageError, match="need a column called activity; its columns are customer, date"):
        events("customer,date\n1,2024-01-05\n")


def test_rates_are_given_or_follow_from_ledger_and_capacity(tmp_path):
    path = tmp_path / "rates.csv"
    path.write_text("activity,rate,cost,capacity\ncall,12.50,,\nvisit,,9000,60\n")
    assert read_rates(path) == (ActivityRate("call", 12.5), ActivityRate("visit", 150.0, 60.0, 9000.0))


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("call,-1,,", '"-1", the rate on line 2'),
        ("call,x,,", '"x", the rate'),
        ("call,,,", '"call" on line 2 .* needs a rate'),
        ("call,,10,0", "a capacity above 0"),
        (",1,,", "no activity on line 2"),
        ("call,1,,\ncall,2,,", 'name "call" twice'),
    ],
)
def test_rates_that_are_none_are_refused_with_their_place(tmp_path, rows, says):
    path = tmp_path / "rates.csv"
    path.write_text(f"activity,rate,cost,capacity\n{rows}\n")
    with pytest.raises(UsageError, match=says):
        read_rates(path)
