from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.selecting import criteria, deciding, matrix, rounds
from goodwill.records.models import Change, Job, SelectionRound
from goodwill.terms import UsageError
from tests import people, selecting

pytestmark = pytest.mark.django_db


def test_a_round_is_opened_with_its_shortlist_and_closed_for_good():
    hal, run = people.hal(), selecting.analysed()
    selecting.customer("Ash", run, 900)

    held = selecting.opened(hal, day=date(2011, 9, 1))
    assert (held.horizon, held.most_likely, held.candidates.count()) == ("52 weeks", 5, 1)
    rounds.close(by=hal, selection_round=held)

    held.refresh_from_db()
    assert (held.is_open, held.closed_by) == (False, hal)
    assert [one["name"] for one in held.criteria] == [one.name for one in criteria.company()]
    told = Change.objects.filter(what="selectionround").order_by("id")
    assert [change.action for change in told] == ["opened round", "closed round"]


def test_past_lists_are_scored_in_the_background_once_a_round_is_opened():
    selecting.analysed()
    selecting.opened(people.hal())

    assert list(Job.objects.values_list("kind", "arguments")) == [("past lists", {"horizon": "52 weeks"})]


def test_before_any_analysis_a_round_has_nobody_and_names_no_horizon():
    held = selecting.opened(people.hal())

    assert (held.horizon, held.candidates.count(), Job.objects.count()) == ("", 0, 0)


def test_only_one_round_is_open_at_a_time():
    hal = people.hal()
    held = selecting.opened(hal)

    with pytest.raises(UsageError, match="The round “Key accounts 2012” is open"):
        selecting.opened(hal, name="Another")
    rounds.close(by=hal, selection_round=held)
    selecting.opened(hal, name="Another")
    assert [str(one) for one in rounds.rounds()] == ["Another", "Key accounts 2012"]


def test_a_year_after_the_last_round_it_is_time_for_another():
    hal, day = people.hal(), date(2011, 9, 1)
    held = selecting.opened(hal, day=day)
    later = date(2012, 8, 31)
    assert rounds.to_look_at_again(list(rounds.rounds()), later) is None
    rounds.close(by=hal, selection_round=held)

    closed = list(rounds.rounds())
    assert rounds.to_look_at_again(closed, later) == held
    assert rounds.to_look_at_again(closed, date(2012, 8, 30)) is None
    assert rounds.to_look_at_again([], later) is None


def test_a_closed_round_stays_as_it_was_criteria_and_all():
    hal, run = people.hal(), selecting.analysed()
    selecting.customer("Ash", run, 900)
    held = selecting.opened(hal)
    ash = selecting.candidate(held, "Ash")
    selecting.score(hal, ash, 8)
    before = matrix.board(hal, held).lines[0].placed
    rounds.close(by=hal, selection_round=held)
    held.refresh_from_db()

    criteria.add(by=hal, values={"side": "ours", "name": "New", "weight": 50})
    assert matrix.board(hal, held).lines[0].placed == before

    with pytest.raises(UsageError, match="and stays as it was"):
        selecting.score(hal, ash, 2)
    with pytest.raises(UsageError, match="was closed"):
        deciding.decide(by=hal, candidate=ash, version=ash.version, outcome="choose", reason="Late", ground="value")
    for act in (rounds.close, rounds.draw):
        with pytest.raises(UsageError, match="was closed"):
            act(by=hal, selection_round=held)


def test_who_was_quicker_is_told_and_numbers_that_cannot_be_are_refused():
    hal = people.hal()
    held = selecting.opened(hal)
    values = {"name": "Ours", "day": held.day, "places": 12, "kept_for_strategy": 1}

    rounds.edit(by=hal, selection_round=held, version=held.version, values=values)
    with pytest.raises(EditedMeanwhileError):
        rounds.edit(by=hal, selection_round=held, version=held.version, values=values)
    held.refresh_from_db()
    assert (held.name, held.places) == ("Ours", 12)
    for wrong, said in (
        ({"name": " "}, "Give the round a name"),
        ({"places": 0}, "has 1 to 50 places, not 0"),
        ({"kept_for_strategy": 13}, "Of 12 places 13 cannot be kept"),
    ):
        with pytest.raises(UsageError, match=said):
            rounds.edit(by=hal, selection_round=held, version=held.version, values=values | wrong)


def test_a_manager_and_an_analyst_open_none():
    for person in (people.maya(), people.analyst()):
        with pytest.raises(PermissionDenied):
            selecting.opened(person)
    assert not SelectionRound.objects.exists()
