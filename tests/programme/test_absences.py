from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from goodwill.programme import absences, policy, tasks, working
from goodwill.programme.work_queue import day_of
from goodwill.records.models import Task
from tests import people

pytestmark = pytest.mark.django_db


def test_during_an_absence_the_cover_works_with_the_book_and_after_it_no_more():
    maya, jonas, today = people.maya(), people.jonas(), timezone.localdate()
    party = people.party("Hers", maya)
    working.make_task(by=maya, party=party, title="Call", due=today)
    assert not policy.seen_by(jonas, party)

    away = absences.arrange(by=maya, person=maya, cover=jonas, starts=today, ends=today + timedelta(days=3))

    assert [(card.title, card.whose) for card in day_of(jonas, today).cards] == [("Call", maya)]
    working.note(by=jonas, party=party, text="Called")
    absences.call_off(by=maya, absence=away)
    assert not policy.seen_by(jonas, party)
    assert day_of(jonas, today).cards == []
    assert Task.objects.get().owner == maya


def test_nobody_arranges_cover_for_another_and_days_do_not_overlap():
    maya, jonas, today = people.maya(), people.jonas(), timezone.localdate()
    absences.arrange(by=maya, person=maya, cover=jonas, starts=today, ends=today)

    with pytest.raises(PermissionDenied):
        absences.arrange(by=jonas, person=maya, cover=jonas, starts=today, ends=today)
    with pytest.raises(ValidationError, match="away already"):
        absences.arrange(by=maya, person=maya, cover=jonas, starts=today, ends=today)


def test_a_broken_promise_counts_and_can_be_opened_again():
    maya, today = people.maya(), timezone.localdate()
    party = people.party("Own", maya)
    promise = working.make_task(by=maya, party=party, title="Send it", due=today, kind="promise")

    tasks.give_up(by=maya, task=promise, reason="Sold out")
    assert working.promises(party) == working.Promises(0, 0, 0, 1)
    working.reopen(by=maya, task=promise)
    assert working.promises(party) == working.Promises(1, 0, 0, 0)
