from datetime import date, datetime, timedelta

import pyarrow as pa
import pytest
from django.utils import timezone

from goodwill.programme import following, tasks, working
from goodwill.programme.focal_point import week
from goodwill.programme.focal_point.week import Ordered, week_of
from goodwill.records.models import AnalysisRun, Identifier, StandingChange
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def berg():
    return people.party("Berg", people.maya())


def test_a_week_is_from_monday_to_sunday_and_holds_what_happened_in_one_s_accounts(berg):
    hal, maya = people.hal(), berg.relationships.get().manager
    tal = people.party("Tal", people.jonas())
    for on, party in ((1, berg), (5, berg), (11, berg), (12, berg), (7, tal)):
        working.note(by=hal, party=party, text=f"{party} on {on}", on=date(2011, 9, on))

    week = week_of(maya, date(2011, 9, 7))
    assert (week.first, week.last, week.accounts) == (date(2011, 9, 5), date(2011, 9, 11), 1)
    assert [contact.text for contact in week.contacts] == ["Berg on 5", "Berg on 11"]
    assert not week.quiet
    assert week_of(maya, date(2012, 1, 1)).quiet


def test_what_one_follows_is_in_it_without_what_is_private_there(berg):
    ana, maya = people.analyst(), berg.relationships.get().manager
    following.follow(by=ana, party=berg)
    working.note(by=maya, party=berg, text="Open", on=date(2011, 9, 5))
    working.note(by=maya, party=berg, text="Quiet", on=date(2011, 9, 5), private=True)

    assert [contact.text for contact in week_of(ana, date(2011, 9, 7)).contacts] == ["Open"]
    assert len(week_of(maya, date(2011, 9, 7)).contacts) == 2


def test_promises_are_kept_broken_or_due(berg):
    maya, today = berg.relationships.get().manager, timezone.localdate()
    kept, broken, due, far = (
        working.make_task(by=maya, party=berg, title=title, due=day, kind="promise")
        for title, day in (
            *(("Kept", today), ("Broken", today), ("Due", today)),
            ("Far", today + timedelta(days=30)),
        )
    )
    working.complete(by=maya, task=kept)
    tasks.give_up(by=maya, task=broken, reason="No stock")

    week = week_of(maya, today)
    assert ([*week.kept], [*week.broken], [*week.due]) == ([kept], [broken], [due])
    assert far not in week.due


def test_changes_of_standing_are_in_the_week_in_which_they_were_found_as_far_as_they_are_told(berg):
    maya, run = berg.relationships.get().manager, people.run()
    AnalysisRun.objects.filter(id=run.id).update(finished=timezone.make_aware(datetime(2011, 9, 6, 12)))  # noqa: DTZ001
    change = StandingChange.objects.create(run=run, party=berg, kind="cooled", value=100.0)

    assert week_of(maya, date(2011, 9, 7)).changes == [change]
    people.hide("manager", "value")
    assert [one.value for one in week_of(maya, date(2011, 9, 7)).changes] == [None]
    people.hide("manager", "active", "orders")
    week = week_of(maya, date(2011, 9, 7))
    assert (week.changes, week.orders) == ([], None)


def test_orders_without_amounts_are_counted_all_the_same(berg, monkeypatch):
    maya = berg.relationships.get().manager
    key = Identifier.objects.create(party=berg, source="shop", value="1").id
    day = {"key": [key], "day": [date(2011, 9, 6)], "purchases": [1], "orders": [2], "spend": [None]}

    class Kept:
        days_version = 1

        def days_of(self, _keys):
            return pa.table(day)

    monkeypatch.setattr(week, "store", Kept)
    assert week_of(maya, date(2011, 9, 7)).orders == [Ordered(berg, 2, None)]
