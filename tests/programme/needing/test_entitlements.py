from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.needing import entitlements
from goodwill.programme.needing.entitlements import Terms
from goodwill.programme.needing.overview import overview
from goodwill.records.models import Change, Entitlement, Job, Task
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db
START = date(2011, 1, 1)


def line(**values):
    return Terms(**{"kind": "line", "words": "Own line", "starts": START, "cost": Decimal(1200)} | values)


def test_an_entitlement_is_kept_remembered_and_counted_by_a_new_analysis():
    maya = people.maya()
    ash = people.party("Ash", maya)

    made = entitlements.entitle(by=maya, party=ash, terms=line(per="month"))

    assert (made.cost, made.per, made.ends) == (1200, "month", None)
    assert Job.objects.filter(kind="analyse").count() == 1
    assert [change.action for change in Change.objects.filter(party=ash)] == ["entitled"]


def test_a_task_of_the_manager_asks_in_time_what_follows_its_end_and_moves_along():
    hal, maya = people.hal(), people.maya()
    ash = people.party("Ash", maya)
    today = timezone.localdate()
    made = entitlements.entitle(by=hal, party=ash, terms=line(ends=today + timedelta(days=100)))
    task = Task.objects.get()
    assert (task.owner, task.due, task.remind) == (maya, today + timedelta(days=100), today + timedelta(days=70))
    assert task.title == "Decide what follows Own line"

    made.refresh_from_db()
    later = today + timedelta(days=10)
    entitlements.edit_entitlement(by=maya, entitlement=made, version=1, terms=line(ends=later))
    task.refresh_from_db()
    assert (task.due, task.remind, task.done) == (later, today, None)

    entitlements.edit_entitlement(by=maya, entitlement=made, version=2, terms=line())
    task.refresh_from_db()
    assert task.given_up


def test_one_that_has_ended_asks_for_nothing_and_one_taken_away_counts_nowhere():
    maya = people.maya()
    ash = people.party("Ash", maya)
    entitlements.entitle(by=maya, party=ash, terms=line(ends=date(2011, 12, 31)))
    assert not Task.objects.exists()

    made = entitlements.entitle(by=maya, party=ash, terms=line(ends=timezone.localdate()))
    made.refresh_from_db()
    entitlements.drop_entitlement(by=maya, entitlement=made)

    assert Entitlement.objects.count() == 1
    assert Task.objects.get().given_up


def test_what_cannot_be_is_refused_and_so_is_anothers_book():
    maya = people.maya()
    ash = people.party("Ash", maya)
    made = entitlements.entitle(by=maya, party=ash, terms=line())
    for wrong, says in (
        ({"words": " "}, "what is made"),
        ({"ends": date(2010, 1, 1)}, "before it starts"),
        ({"rate": 0.1}, "either money or a share"),
        ({"cost": Decimal(-1)}, "0 or more"),
        ({"cost": None, "rate": 1.5}, "up to 100%, not by 150%"),
        ({"kind": "gift"}, "no such kind"),
    ):
        with pytest.raises(UsageError, match=says):
            entitlements.entitle(by=maya, party=ash, terms=line(**wrong))
    entitlements.edit_entitlement(by=maya, entitlement=made, version=1, terms=line(words="Two lines"))
    with pytest.raises(EditedMeanwhileError):
        entitlements.edit_entitlement(by=maya, entitlement=made, version=1, terms=line())
    with pytest.raises(PermissionDenied):
        entitlements.entitle(by=people.jonas(), party=ash, terms=line())


def test_the_overview_adds_up_what_holds_today_and_tells_what_ends_within_90_days():
    hal, maya, run = people.hal(), people.maya(), people.run()
    ash, elm = people.party("Ash", maya), people.party("Elm")
    people.standing(ash, run, value=5_000.0)
    today = timezone.localdate()
    entitlements.entitle(by=hal, party=ash, terms=line(per="month"))
    entitlements.entitle(by=hal, party=ash, terms=line(cost=Decimal(600), ends=today + timedelta(days=90)))
    entitlements.entitle(by=hal, party=elm, terms=line(cost=None, rate=0.05, ends=today + timedelta(days=91)))
    entitlements.entitle(by=hal, party=elm, terms=line(ends=today - timedelta(days=1)))
    entitlements.entitle(by=hal, party=elm, terms=line(starts=today + timedelta(days=1)))

    found = overview(hal)

    assert (found.number, found.parties, found.a_year, found.rates) == (3, 2, 15_000, 1)
    assert [(one.party.name, one.a_year, one.over_horizon) for one in found.accounts] == [
        # The own line of 600 a year holds for 91 days more.
        ("Ash", 15_000, pytest.approx(3 * 14_400 + 91 * 600 / 365)),
        ("Elm", 0, 0),
    ]
    assert found.accounts[0].standing.value == 5_000
    assert [float(one.cost) for one in found.ending] == [600]
    assert found.ends_soon == 1


def test_worth_is_not_told_where_it_is_hidden_and_a_manager_has_no_overview():
    run, ash = people.run(), people.party("Ash")
    people.standing(ash, run, value=5_000.0)
    entitlements.entitle(by=people.hal(), party=ash, terms=line())
    people.hide("reader", "value")

    assert overview(people.reader()).accounts[0].standing.value is None
    with pytest.raises(PermissionDenied):
        overview(people.maya())
