import pytest

from goodwill.portfolio.assignment import (
    Account,
    Manager,
    Override,
    Weights,
    assign,
    by_hand,
    changes,
    elsewhere,
    second_best,
)

WISHES = {"Ann": (9, 2, 7), "Ben": (6, 4, 3), "Cleo": (5, 8, 1)}
"""Theory 15's scores, put as wishes of the customers (one a ninth of it, as wishes run to 1)."""


def theory_15(overrides=(), **changes):
    managers = [Manager(name, accounts=1) for name in ("one", "two", "three")]
    accounts = [
        Account(name, prefers={m.name: s / 9 for m, s in zip(managers, scores, strict=True)}, **changes)
        for name, scores in WISHES.items()
    ]
    return assign(accounts, managers, weights=Weights(preference=9, continuity=0), overrides=overrides)


def test_theory_15_s_best_is_21_and_second_best_20():
    plan = theory_15()
    assert plan.total == pytest.approx(21)
    assert [pair.manager for pair in plan.pairs] == ["three", "one", "two"]
    assert second_best(plan) == pytest.approx(20)


def test_what_each_change_against_today_costs_is_exact():
    plan = theory_15(manager="one")
    told = changes(plan)
    # Ann kept at one: 9 + best of (4 + 1, 3 + 8) = 20; Cleo kept at one: 5 + best of (2 + 3, 7 + 4) = 16.
    assert [(c.account, c.planned) for c in told] == [("Ann", "three"), ("Cleo", "two")]
    assert [c.cost for c in told] == pytest.approx([1, 5])
    assert told[0].sentence == "Ann goes from one to three; leaving it where it is would cost 1.00 of score."


def test_a_change_that_cannot_be_helped_says_why():
    ann = Manager("Ann", accounts=1)
    plan = assign(
        [Account("Brook", manager="Nell"), Account("Carter", manager="Ben")], [ann, Manager("Ben", accounts=1)]
    )
    assert [c.sentence for c in changes(plan)] == [
        "Brook goes from Nell to Ann; leaving it where it is cannot be: Nell is not among the managers."
    ]
    german = Account("Dale", language="German", manager="Ben")
    speaks = Manager("Ann", languages=frozenset({"German"}))
    assert [c.sentence for c in changes(assign([german], [speaks, Manager("Ben")]))] == [
        "Dale goes from Ben to Ann; leaving it where it is cannot be: Ben may not have it."
    ]


def test_alternatives_say_who_else_and_at_what_cost():
    plan = theory_15()
    found = elsewhere(plan, ["Ben"])
    assert [(e.account, e.planned, e.manager) for e in found] == [("Ben", "one", "three")]
    # Ben at three: 3 + best of (9 + 8, 2 + 5) = 20.
    assert found[0].cost == pytest.approx(1)


def test_with_one_manager_there_is_no_other_plan():
    plan = assign([Account("Brook")], [Manager("Ann")])
    assert elsewhere(plan)[0].manager is None
    assert second_best(plan) is None


def test_a_decision_by_hand_says_what_it_costs_and_who_would_have_the_account_without_it():
    plan = theory_15([Override("Ann", "one", "forced", "Knows the chair")], manager="three")
    # Ann at one: 9 + best of (4 + 1, 3 + 8) = 20, and 21 without the decision.
    [told] = by_hand(plan)
    assert (told.account, told.without) == ("Ann", "three")
    assert told.cost == pytest.approx(1)
    assert told.sentence == "The decision by hand costs 1.00 of score: without it three would have the account."
    assert changes(plan)[0].sentence == "Ann goes from three to one; leaving it where it is was ruled out by hand."
    [none] = by_hand(theory_15([Override("Ann", "three", "forced", "Knows the chair")]))
    assert (none.cost, none.sentence) == (0, "The decision by hand costs no score.")
    assert by_hand(theory_15()) == ()


def test_a_decision_without_which_somebody_would_find_no_manager_says_so():
    german = Account("Dale", language="German")
    plan = assign([german], [Manager("Ben")], overrides=[Override("Dale", "Ben", "forced", "Takes lessons")])
    assert by_hand(plan)[0].sentence == "Without the decision by hand some account would find no manager."
