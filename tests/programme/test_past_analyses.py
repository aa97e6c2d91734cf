"""Past month ends with a real analysis: kept, compared, checked; and removed again with what made them."""

from datetime import date

import pytest

from goodwill.programme import importing, past_analyses, past_lists
from goodwill.programme.jobs import queue, worker
from goodwill.programme.kept import moves, record
from goodwill.programme.kept.analysed import analysed
from goodwill.records.models import Job, OrderImport, Standing
from tests import people
from tests.folder import empty_folder
from tests.programme.test_importing import csv, upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def _empty_folder():
    empty_folder()


def work() -> None:
    while worker.work_once():
        pass


def test_month_ends_go_backwards_over_years():
    found = past_analyses.month_ends(before=date(2012, 3, 31), count=3)

    assert found == [date(2012, 2, 29), date(2012, 1, 31), date(2011, 12, 31)]


def test_ordered_month_ends_are_kept_compared_and_checked():
    ada = people.ada()
    upload(ada, csv(range(300)))
    work()
    importing.confirm(by=ada, order_import=OrderImport.objects.get())
    work()

    past_analyses.order_past(by=ada, months=3)
    work()

    days = analysed()
    assert [day.as_of for day in days][1:] == past_analyses.month_ends(before=days[0].as_of, count=3)
    assert not Job.objects.exclude(state="done").exists()
    assert Standing.objects.filter(potential__isnull=False).exists()
    # Over three steps the parts still add up to the whole difference, and each list to its part.
    moved = moves.between(days, days[-1], days[0])
    assert moved is not None
    assert moved.opening + sum(moved.parts.values()) == pytest.approx(moved.closing)
    for part, amount in moved.parts.items():
        assert sum(moves.who(days, days[-1], days[0], part)["moved"].to_pylist()) == pytest.approx(amount)
        past_lists.listed(ada, days, days[0], {"part": part, "since": days[-1].as_of.isoformat()})
    outcomes = record.outcomes(days)
    assert len(outcomes) >= 3
    assert all(outcome.orders.low <= outcome.orders.mean <= outcome.orders.high for outcome in outcomes)


def test_patient_jobs_wait_for_all_others():
    queue.put_last("analyse", as_of="2011-01-31")
    later = queue.put("look", order_import=1)

    assert queue.take() == later
