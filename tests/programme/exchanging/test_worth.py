from datetime import date, timedelta

import pytest
from django.utils import timezone

from goodwill.programme import key_accounts
from goodwill.programme.exchanging.worth import not_worth_it, of_groups, worth_of
from goodwill.programme.needing.entitlements import Terms, entitle
from tests import kept_runs, people

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


def test_a_stranger_is_not_worth_it_and_where_a_figure_is_missing_the_group_says(run):
    hal, ash, elm = people.hal(), people.party("Ash"), people.party("Elm")
    people.standing(ash, run, group="stranger")
    people.standing(elm, run, group="true friend", value=-50.0)

    assert worth_of(hal, ash, 0.4).advice.verdict == "no"
    assert worth_of(hal, ash, 0.4).advice.practice
    entitle(by=hal, party=elm, terms=Terms("resident", "Our fitter", date(2011, 1, 1), cost=100, per="month"))
    assert worth_of(hal, elm, None).advice.verdict == "yes"
    assert worth_of(hal, people.party("Nobody"), None) is None


def test_a_true_friend_is_worth_it_until_what_is_made_for_it_costs_more_than_it_brought(settings, tmp_path):
    settings.FOLDER = tmp_path
    hal, today = people.hal(), timezone.localdate()
    old, new = people.party("Old"), people.party("New")
    rows = [(one, "true friend", 0.8, 10.0, 700.0, kept_runs.JULY) for one in (old, new)]
    run = kept_runs.keep(kept_runs.JULY, rows, current=True)
    run.results |= {"settings": {"basis": "margin"}, "evidence": {"currency": "GBP"}}
    run.save()
    people.standing(old, run, first_order=date(2010, 1, 1))
    people.standing(new, run, first_order=date(2011, 5, 1))

    # It cost 100 of the last year, which are off the 700 that it left, and will cost 730 in the next.
    past = Terms("line", "Own line", date(2011, 7, 12), date(2011, 7, 31), cost=1825)
    coming = Terms("resident", "Fitter", today - timedelta(9), cost=730)
    for party in (old, new):
        entitle(by=hal, party=party, terms=past)
        entitle(by=hal, party=party, terms=coming)
    assert worth_of(hal, old, None).advice.verdict == "yes"
    for party in (old, new):
        entitle(by=hal, party=party, terms=Terms("terms", "Stock", today, today + timedelta(99), cost=365))

    found = worth_of(hal, old, None).advice
    assert found.verdict == "no"
    assert found.why == (
        "What is made for it costs £830 in the year to come; before such costs it left £800 in the last twelve months."
    )
    # Less than a year on record says little of a year.
    assert worth_of(hal, new, None).advice.verdict == "yes"
    run.results["settings"]["basis"] = "revenue"
    run.save()
    assert "its orders came to £700" in worth_of(hal, old, None).advice.why


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
