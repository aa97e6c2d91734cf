from datetime import date

import pytest

from goodwill.programme import key_accounts
from goodwill.programme.exchanging.worth import not_worth_it, of_groups, worth_of
from goodwill.programme.needing.entitlements import Terms, entitle
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    made = people.run()
    made.results = {
        "settings": {"basis": "assumed-margin"},
        "evidence": {"currency": "GBP"},
        "groups": [{"name": "stranger", "customers": 7, "value": {"mean": 70.0}}, {"name": "barnacle", "customers": 0}],
    }
    made.save()
    return made


def test_a_stranger_is_not_worth_it_and_a_true_friend_is_until_more_is_made_for_it_than_it_brings(run):
    hal, ash, elm = people.hal(), people.party("Ash"), people.party("Elm")
    people.standing(ash, run, group="stranger")
    people.standing(elm, run, group="true friend", value=-50.0)

    assert worth_of(hal, ash, 0.4).advice.verdict == "no"
    assert worth_of(hal, ash, 0.4).advice.practice
    assert worth_of(hal, elm, None).advice.verdict == "yes"
    entitle(by=hal, party=elm, terms=Terms("resident", "Our fitter", date(2011, 1, 1), cost=100, per="month"))
    found = worth_of(hal, elm, None).advice
    assert found.verdict == "no"
    assert "costs £3,600 over the value horizon, and it brings £3,550" in found.why
    assert worth_of(hal, people.party("Nobody"), None) is None


def test_key_accounts_that_a_relationship_does_not_pay_with_are_named_within_ones_own_book(run):
    hal, maya = people.hal(), people.maya()
    for name, manager, group in (("Ash", maya, "butterfly"), ("Elm", None, "stranger"), ("Oak", maya, "true friend")):
        party = people.party(name, manager)
        people.standing(party, run, group=group)
        key_accounts.choose(by=hal, relationship=party.relationships.get(), ground="value", reason="Large")

    assert [one.standing.party.name for one in not_worth_it(hal)] == ["Ash", "Elm"]
    assert [one.standing.party.name for one in not_worth_it(maya)] == ["Ash"]


@pytest.mark.usefixtures("run")
def test_groups_are_told_to_who_sees_the_programme():
    assert [(one.name, one.customers, one.advice.verdict) for one in of_groups(people.hal())] == [("stranger", 7, "no")]
    assert of_groups(people.maya()) == ()


def test_where_a_figure_behind_it_is_hidden_nothing_is_said(run):
    ash = people.party("Ash")
    people.standing(ash, run, group="stranger")
    people.hide("reader", "return")
    rita = people.reader()

    assert worth_of(rita, ash, None) is None
    assert not_worth_it(rita) == ()
    assert of_groups(rita) == ()
