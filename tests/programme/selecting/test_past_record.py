import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme.jobs import worker
from goodwill.programme.selecting import past_record
from goodwill.records.models import Job, ListRecord, SelectionRound
from goodwill.terms import Period, UsageError
from tests import people, selecting

pytestmark = pytest.mark.django_db
LISTS = [
    {"origin": "2010-07-31", "until": "2011-01-29", "k": 10, "hits": 6, "called": 7.8},
    {"origin": "2010-08-31", "until": "2011-03-01", "k": 10, "hits": 7, "called": 7.7},
]


def test_a_round_says_how_lists_like_its_own_did():
    selecting.analysed()
    held = selecting.opened(people.hal())
    assert past_record.scored(held) is None
    ListRecord.objects.create(asked="52 weeks", horizon="26 weeks", store_version=1, lists=LISTS)

    found = past_record.scored(held)

    assert (found.named, found.came, found.shorter) == (20, 13, True)
    assert found.called == pytest.approx(15.5)
    assert [one["origin"].month for one in found.rows] == [7, 8]


def test_without_orders_the_worker_says_why_there_is_none():
    selecting.analysed()
    held = selecting.opened(people.hal())
    assert past_record.being_scored(held)

    assert worker.work_once()

    assert not past_record.being_scored(held)
    assert (past_record.scored(held), past_record.why_not(held)) == (None, "There are no orders yet.")


def test_the_horizon_is_the_longest_of_which_enough_lists_can_be_checked():
    selecting.analysed(evidence={"first": "2009-12-01", "last": "2011-08-31"})
    assert past_record.horizon_for(Period(52, "week")) == Period(26, "week")
    selecting.analysed(evidence={"first": "2005-12-01", "last": "2011-08-31"})
    assert past_record.horizon_for(Period(52, "week")) == Period(52, "week")


def test_who_does_not_steer_has_nothing_scored_and_a_round_before_any_analysis_cannot_be():
    held = selecting.opened(people.hal())
    with pytest.raises(UsageError, match="Nothing was analysed when the round was opened"):
        past_record.score(by=people.ada(), selection_round=held)
    with pytest.raises(PermissionDenied):
        past_record.score(by=people.analyst(), selection_round=SelectionRound.objects.get())
    assert not Job.objects.exists()
