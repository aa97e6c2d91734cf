import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from goodwill.programme import key_accounts
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.selecting import deciding, matrix, rounds
from goodwill.records.models import KeyAccount, SelectionDecision
from goodwill.terms import UsageError
from tests import people, selecting

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    run = selecting.analysed()
    for number, name in enumerate(("Ash", "Birch", "Cedar")):
        selecting.customer(name, run, 900 - number)
    return selecting.opened(people.hal(), places=2)


def decided(by, held, name, outcome, **values):
    one = selecting.candidate(held, name)
    return deciding.decide(
        by=by,
        candidate=one,
        **{"version": one.version, "outcome": outcome, "reason": "Asks for a partner", "ground": "value"} | values,
    )


def test_who_is_chosen_is_a_key_account_on_the_ground_that_was_given(held):
    ada = people.ada()
    made = decided(ada, held, "Ash", "choose", ground="growth")

    account = KeyAccount.objects.get()
    assert (made.key_account, account.ground, account.reason) == (account, "growth", "Asks for a partner")
    assert account.relationship.party.name == "Ash"


def test_a_decision_is_revisited_with_a_new_line_and_the_old_one_stays(held):
    ada = people.ada()
    decided(ada, held, "Ash", "postpone", reason="Ask in spring")
    decided(ada, held, "Ash", "choose")
    decided(ada, held, "Ash", "decline", reason="Was bought by a rival")

    lines = SelectionDecision.objects.order_by("id")
    assert [one.outcome for one in lines] == ["postpone", "choose", "decline"]
    assert [one.key_account is not None for one in lines] == [False, True, False]
    account = KeyAccount.objects.get()
    assert account.why_let_go == "Was bought by a rival"
    assert deciding.counted([held])[held.pk] == {"decline": 1}


def test_a_key_account_that_is_chosen_again_stays_the_one_it_was(held):
    ada, ash = people.ada(), selecting.candidate(held, "Ash")
    before = key_accounts.choose(by=ada, relationship=ash.relationship, ground="value", reason="Largest")

    assert decided(ada, held, "Ash", "choose").key_account == before
    assert KeyAccount.objects.count() == 1


def test_no_more_are_chosen_than_there_are_places(held):
    ada = people.ada()
    decided(ada, held, "Ash", "choose")
    decided(ada, held, "Birch", "choose")

    with pytest.raises(UsageError, match="All 2 places are taken"):
        decided(ada, held, "Cedar", "choose")
    decided(ada, held, "Birch", "decline", reason="Buys at fairs alone")
    decided(ada, held, "Cedar", "choose")
    assert KeyAccount.objects.filter(until__isnull=True).count() == 2


def test_a_place_kept_for_strategic_reasons_is_taken_for_no_other(held):
    ada = people.ada()
    rounds.edit(
        by=ada, selection_round=held, version=1,
        values={"name": "Ours", "day": held.day, "places": 2, "kept_for_strategy": 1},
    )  # fmt: skip
    decided(ada, held, "Ash", "choose")

    with pytest.raises(UsageError, match="1 of 2 places are taken, and the last one is kept for strategic reasons"):
        decided(ada, held, "Birch", "choose")
    decided(ada, held, "Birch", "choose", ground="strategy")


def test_the_next_round_shows_what_was_decided_in_the_last(held):
    ada = people.ada()
    decided(ada, held, "Ash", "decline", reason="Buys at fairs alone")
    rounds.close(by=ada, selection_round=held)
    again = selecting.opened(ada, name="The next")

    line = next(one for one in matrix.board(ada, again).lines if one.name == "Ash")
    assert line.decision is None
    assert (line.last.outcome, line.last.reason) == ("decline", "Buys at fairs alone")


def test_without_reason_ground_or_right_nothing_is_decided(held):
    ada = people.ada()
    with pytest.raises(ValidationError, match="Say in a few words why"):
        decided(ada, held, "Ash", "decline", reason="")
    with pytest.raises(UsageError, match="Say on which ground"):
        decided(ada, held, "Ash", "choose", ground="doubt")
    with pytest.raises(EditedMeanwhileError):
        decided(ada, held, "Ash", "choose", version=9)
    for person in (people.maya(), people.analyst(), people.reader()):
        with pytest.raises(PermissionDenied):
            decided(person, held, "Ash", "choose")
    assert not SelectionDecision.objects.exists()
