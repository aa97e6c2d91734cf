import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme.selecting import judging
from goodwill.records.models import QualityMark
from goodwill.terms import UsageError
from tests import people, selecting

pytestmark = pytest.mark.django_db


@pytest.fixture
def ash():
    selecting.customer("Ash", selecting.analysed(), 900)
    made = selecting.candidate(selecting.opened(people.hal()), "Ash")
    QualityMark.objects.create(
        candidate=made, name="growth", source="evidence", score=7.5, because="its purchases changed by +10% a year"
    )
    return made


def marks(one, **options):
    return {m.name: m for m in judging.marks_of(one, **options)}


def test_what_is_judged_counts_before_the_evidence_and_both_say_which_they_are(ash):
    ada = people.ada()
    judging.judge(
        by=ada, candidate=ash, version=1, marks={"growth": (2, "It closes two shops"), "fit": (9, "All of its list")}
    )

    found = marks(ash)
    assert (found["growth"].counts.score, found["growth"].counts.source) == (2, "judged")
    assert found["growth"].evidence.score == 7.5
    assert found["power"].counts is None

    judging.judge(by=ada, candidate=ash, version=2, marks={"growth": (None, "")})
    assert marks(ash)["growth"].counts.source == "evidence"
    assert marks(ash, evidence=False)["growth"].counts is None


def test_a_customer_not_worth_cultivating_is_named_with_what_weighs_most(ash):
    ada = people.ada()
    assert judging.quality_of(judging.marks_of(ash)).cultivate is None

    judging.judge(
        by=ada,
        candidate=ash,
        version=1,
        marks={"growth": (0, "Shrinks"), "power": (9, "Three rivals at its door"), "sensitivity": (9, "Leaves for 1%")},
    )

    found = judging.quality_of(judging.marks_of(ash))
    assert (found.cultivate, found.written) == (False, "0.6")
    assert found.warning.startswith("Not to be cultivated: quality 0.6 of 10, below 4. What weighs most: growth 0.0")


def test_a_judgement_says_what_it_rests_on_and_lies_between_0_and_10(ash):
    ada = people.ada()
    with pytest.raises(UsageError, match="Say what your judgement of “Fit of its needs and what we can do” rests on"):
        judging.judge(by=ada, candidate=ash, version=1, marks={"fit": (9, " ")})
    with pytest.raises(UsageError, match="has 12; scores run from 0 to 10"):
        judging.judge(by=ada, candidate=ash, version=1, marks={"fit": (12, "Good")})
    with pytest.raises(PermissionDenied):
        judging.judge(by=people.analyst(), candidate=ash, version=1, marks={"fit": (9, "Good")})
    assert not ash.marks.filter(source="judged").exists()
