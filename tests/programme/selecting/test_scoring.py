import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.selecting import criteria, scoring
from goodwill.records.models import Change
from goodwill.terms import UsageError
from tests import people, selecting

pytestmark = pytest.mark.django_db


@pytest.fixture
def ash():
    selecting.customer("Ash", selecting.analysed(), 900)
    return selecting.candidate(selecting.opened(people.hal()), "Ash")


def test_scores_are_kept_and_the_history_says_which_changed(ash):
    ada, first = people.ada(), criteria.company("ours")[0]
    theirs = criteria.company("customers")[0]

    scoring.score(by=ada, candidate=ash, version=1, scores={first.id: (8, None), theirs.id: (7, 4.5)})

    assert scoring.scores_of(ash) == {first.id: (8, None), theirs.id: (7, 4.5)}
    assert Change.objects.filter(action="scored").get().after == {first.name: "8", theirs.name: "7 against 4.5"}


def test_a_score_can_be_taken_back_and_one_of_a_retired_criterion_is_not_touched(ash):
    ada, first, second = people.ada(), *criteria.company("ours")[:2]
    scoring.score(by=ada, candidate=ash, version=1, scores={first.id: (8, None), second.id: (3, None)})
    criteria.retire(by=ada, criterion=criteria.SelectionCriterion.objects.get(pk=second.id))

    scoring.score(by=ada, candidate=ash, version=2, scores={first.id: (None, None), second.id: (9, None)})

    assert scoring.scores_of(ash) == {first.id: (None, None), second.id: (3, None)}


def test_a_score_outside_0_to_10_and_who_was_quicker(ash):
    ada, first = people.ada(), criteria.company("ours")[0]
    with pytest.raises(UsageError, match="“Growth of its demand” has 11; scores run from 0 to 10"):
        scoring.score(by=ada, candidate=ash, version=1, scores={first.id: (11, None)})
    scoring.score(by=ada, candidate=ash, version=1, scores={first.id: (8, None)})
    with pytest.raises(EditedMeanwhileError):
        scoring.score(by=ada, candidate=ash, version=1, scores={first.id: (2, None)})
    with pytest.raises(PermissionDenied):
        scoring.score(by=people.reader(), candidate=ash, version=2, scores={})
