import numpy as np
import pytest

from goodwill.portfolio.assignment import Account, Manager, Need, Override, assign
from goodwill.portfolio.assignment.conflicts import conflicts
from goodwill.portfolio.assignment.solver import feasible
from tests.portfolio.assignment.test_solver import drawn

ANN = Manager("Ann", {"law": 3}, languages=frozenset({"English"}), accounts=2, hours=40)
BEN = Manager("Ben", {"sales": 5}, languages=frozenset({"German"}), accounts=2, hours=30)


def sentences(accounts, managers, **changes):
    return [conflict.sentence for conflict in assign(accounts, managers, **changes).conflicts]


def test_an_account_that_nobody_may_have_is_named_with_what_each_manager_lacks():
    brook = Account("Brook", needs=(Need("law"),), language="German")
    plan = assign([brook, Account("Dale")], [ANN, BEN])
    assert [c.sentence for c in plan.conflicts] == [
        "Nobody may have Brook: Ann speaks no German; Ben does not know law."
    ]
    assert plan.unassigned == ("Brook",)
    assert plan.manager_of("Dale") is not None


def test_a_decision_that_leaves_nobody_is_told_as_such():
    by_hand = [Override("Brook", "Ann", "forbidden", "Married to the buyer.")]
    assert sentences([Account("Brook", language="English")], [ANN, BEN], overrides=by_hand) == [
        "Nobody may have Brook: Ann was ruled out by hand (Married to the buyer); Ben speaks no English."
    ]


def test_an_account_too_large_for_anyone_is_named_with_the_hours_there_are():
    plan = assign([Account("Brook", hours=50)], [ANN, BEN])
    assert plan.conflicts[0].sentence == (
        "Brook takes 50 hours, more than anyone who may have it can give: Ann has 40; Ben has 30."
    )
    assert plan.conflicts[0].short_hours == 10


def test_too_few_places_name_the_accounts_the_manager_and_how_many_are_short():
    accounts = [Account(name, language="German") for name in ("Adler", "Busch", "Claus")]
    plan = assign([*accounts, Account("Dale", language="English")], [ANN, BEN])
    assert [c.sentence for c in plan.conflicts] == [
        "Adler, Busch and Claus may only go to Ben, who has room for 2 of these 3 accounts: 1 short."
    ]
    assert plan.conflicts[0].short_accounts == 1
    assert len(plan.pairs) == 3


def test_too_few_hours_name_how_many_are_short():
    accounts = [Account("Adler", hours=20, language="German"), Account("Busch", hours=25, language="German")]
    plan = assign([*accounts, Account("Dale")], [ANN, BEN])
    assert [c.sentence for c in plan.conflicts] == [
        "Adler and Busch may only go to Ben, who has 30 hours where 45 are needed: 15 hours short."
    ]
    assert plan.manager_of("Dale") == "Ann"


def test_room_in_all_that_no_sharing_out_can_use_is_said_to_be_so():
    two = [Manager(name, accounts=2, hours=30) for name in ("Ann", "Ben")]
    (told,) = sentences([Account(name, hours=20) for name in "ABC"], two)
    assert told == (
        "A, B and C may only go to Ann and Ben, and though there is room in all, no way of sharing them out keeps "
        "everybody within their accounts and hours (A 20 hours, B 20 hours and C 20 hours; Ann 2 accounts and 30 hours "
        "and Ben 2 accounts and 30 hours)."
    )


def test_the_competing_accounts_are_a_smallest_set_in_random_cases():
    rng = np.random.default_rng(4)
    seen = 0
    for _ in range(150):
        case = drawn(rng)
        accounts = [Account(f"a{i}", hours=float(h), needs=(Need("x"),)) for i, h in enumerate(case.hours)]
        managers = [
            Manager(f"m{j}", accounts=int(case.most_accounts[j]), hours=float(case.most_hours[j]))
            for j in range(case.score.shape[1])
        ]
        found = conflicts(accounts, managers, case, lambda _account, _manager: None)
        assert bool(found) == (not feasible(case))
        for conflict in found:
            rows = np.array([int(name[1:]) for name in conflict.accounts])
            assert conflict.minimal
            assert not feasible(case.only(rows))
            assert all(feasible(case.only(np.delete(rows, i))) for i in range(len(rows)))
            seen += len(rows) > 1
    assert seen > 10


def test_a_base_far_beyond_all_capacity_is_told_in_one_short_sentence():
    plan = assign([Account(f"A{i}") for i in range(90)], [ANN, BEN])
    assert plan.conflicts[0].sentence == (
        "A0, A1, A2, A3, A4 and 85 more may only go to Ann and Ben, who together have room for 4 of these 90 "
        "accounts: 86 short."
    )
    assert not plan.conflicts[0].minimal
    assert len(plan.unassigned) == 86


@pytest.mark.parametrize("places", [0, 1])
def test_a_forced_account_is_never_put_beyond_a_capacity(places):
    ann = Manager("Ann", accounts=places)
    plan = assign([Account("Brook")], [ann, BEN], overrides=[Override("Brook", "Ann", "forced", "Asked for her.")])
    assert plan.complete == bool(places)
    if not places:
        assert plan.conflicts[0].sentence == (
            "Nobody who may have Brook has a place for it: Ann has no place for an account."
        )
