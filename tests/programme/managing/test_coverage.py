from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme import absences
from goodwill.programme.managing import training
from goodwill.programme.managing.coverage import coverage
from goodwill.programme.managing.desk import desk
from goodwill.records.models import TrainingNeed, User
from goodwill.terms import UsageError
from tests import people
from tests.programme.managing.desk import account, profile, skill

pytestmark = pytest.mark.django_db


def test_load_gaps_absences_and_training_stand_together():
    hal, maya, jonas, today = people.hal(), people.maya(), people.jonas(), timezone.localdate()
    profile(hal, maya, skills=[skill("Pricing", 2)], languages=["German"], hours=6.0)
    account(hal, "Ash", maya, hours=8.0, skills=[skill("Pricing", 4, required=True), skill("Law", 1)], language="Dutch")
    account(hal, "Oak", jonas, hours=1.0)
    account(hal, "Elm", None)
    absences.arrange(by=hal, person=maya, cover=jonas, starts=today, ends=today + timedelta(days=5))
    training.add(by=hal, owner=jonas, what="Dutch", due=date(2030, 1, 1))

    found = coverage(hal, today)

    assert [(str(c.person), len(c.accounts), c.hours, c.over) for c in found.carried] == [
        ("Jonas", 1, 1.0, False),
        ("Maya", 1, 8.0, True),
    ]
    assert found.accounts == 3
    assert [row.party.name for row in found.nobody] == ["Elm"]
    assert [row.party.name for row in found.unsaid] == ["Elm"]
    assert {gap.relationship.party.name: list(gap.lacks) for gap in found.gaps} == {
        "Ash": ["knows Pricing at 2, 4 needed", "does not know Law", "speaks no Dutch"],
        "Oak": ["has no profile"],
    }
    assert [str(one.person) for one in found.away] == ["Maya"]
    learn = {
        str(person): ([str(one) for one in lacks], [n.what for n in needs]) for person, lacks, needs in found.learn
    }
    assert learn == {
        "Jonas": ([], ["Dutch"]),
        "Maya": (["Pricing: has 2, 4 wanted by Ash", "Law: has none, 1 wanted by Ash"], []),
    }


def test_a_manager_who_may_not_look_after_accounts_any_more_is_not_said_to_lack_a_profile():
    hal, maya = people.hal(), people.maya()
    profile(hal, maya)
    account(hal, "Ash", maya, hours=8.0)
    User.objects.filter(id=maya.pk).update(is_active=False)

    assert [list(gap.lacks) for gap in coverage(hal, timezone.localdate()).gaps] == [
        ["may not look after accounts any more"]
    ]


def test_the_highest_wish_of_several_accounts_counts():
    hal, maya = people.hal(), people.maya()
    profile(hal, maya, skills=[skill("Pricing", 2)])
    account(hal, "Ash", maya, skills=[skill("pricing", 3)])
    account(hal, "Oak", maya, skills=[skill("Pricing", 5)])

    (one,) = training.lacking(desk(hal))[maya.pk]

    assert (one.has, one.wanted, one.accounts) == (2, 5, ("Ash", "Oak"))


def test_what_is_learned_ends_with_its_day():
    hal, maya = people.hal(), people.maya()
    need = training.add(by=hal, owner=maya, what="Dutch", due=None)

    training.end(by=hal, need=need, state="done")

    need.refresh_from_db()
    assert (need.state, need.ended) == ("done", timezone.localdate())
    training.end(by=hal, need=need, state="open")
    assert TrainingNeed.objects.get().ended is None
    with pytest.raises(UsageError, match="Say what Maya is to learn"):
        training.add(by=hal, owner=maya, what=" ", due=None)
    with pytest.raises(PermissionDenied):
        training.add(by=maya, owner=maya, what="Dutch", due=None)
    with pytest.raises(PermissionDenied):
        training.end(by=maya, need=need, state="done")
