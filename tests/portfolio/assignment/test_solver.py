"""The solver against brute force, against the textbook's numbers, and at size."""

from itertools import product

import numpy as np
import pytest

from benchmarks.assignment import large_case
from goodwill.portfolio.assignment.solver import Problem, cover, solve


def problem(score, *, allowed=None, hours=None, most_accounts=None, most_hours=None, few=None, crowding=0.0):
    score = np.asarray(score, np.float64)
    accounts, managers = score.shape
    open_ended = np.full(managers, np.inf)
    return Problem(
        score,
        np.ones(score.shape, bool) if allowed is None else np.asarray(allowed, bool),
        np.ones(accounts) if hours is None else np.asarray(hours, np.float64),
        open_ended if most_accounts is None else np.asarray(most_accounts, np.float64),
        open_ended if most_hours is None else np.asarray(most_hours, np.float64),
        open_ended if few is None else np.asarray(few, np.float64),
        crowding,
    )


def drawn(rng):
    accounts, managers = rng.integers(1, 7), rng.integers(1, 5)
    return problem(
        np.round(rng.uniform(-1, 2, (accounts, managers)), 3),
        allowed=rng.random((accounts, managers)) < 0.8,
        hours=rng.integers(1, 9, accounts),
        most_accounts=rng.integers(0, 5, managers),
        most_hours=rng.integers(4, 25, managers),
        few=rng.integers(0, 3, managers),
        crowding=0.3,
    )


def by_brute_force(case):
    """Most accounts covered, then highest score, over every way to give each account somebody or nobody."""
    accounts, managers = case.score.shape
    best = (0, -np.inf)
    for plan in product(range(-1, managers), repeat=int(accounts)):
        counts, hours = np.zeros(managers), np.zeros(managers)
        score, covered = 0.0, 0
        for account, manager in enumerate(plan):
            if manager < 0:
                continue
            if not case.allowed[account, manager]:
                break
            counts[manager] += 1
            hours[manager] += case.hours[account]
            score += case.score[account, manager]
            covered += 1
        else:
            if (counts <= case.most_accounts).all() and (hours <= case.most_hours).all():
                score -= case.crowding * np.maximum(counts - case.few, 0).sum()
                best = max(best, (covered, score))
    return best


def keeps_every_limit(case, manager):
    has = manager >= 0
    counts = np.bincount(manager[has], minlength=case.score.shape[1])
    hours = np.bincount(manager[has], weights=case.hours[has], minlength=case.score.shape[1])
    return (
        case.allowed[np.flatnonzero(has), manager[has]].all()
        and (counts <= case.most_accounts).all()
        and (hours <= case.most_hours).all()
    )


def test_theory_15_s_scores_one_to_one_give_21():
    found = solve(problem([[9, 2, 7], [6, 4, 3], [5, 8, 1]], most_accounts=[1, 1, 1]))
    assert found.total == pytest.approx(21)
    assert list(found.manager) == [2, 0, 1]
    assert found.gap == 0


@pytest.mark.slow
def test_500_small_cases_are_as_good_as_brute_force():
    rng = np.random.default_rng(15)
    complete = 0
    for _ in range(500):
        case = drawn(rng)
        covered, score = by_brute_force(case)
        found = solve(case)
        assert (found is not None) == (covered == len(case.hours))
        complete += found is not None
        best = found or cover(case)
        assert int((best.manager >= 0).sum()) == covered
        assert best.total == pytest.approx(score if covered else 0.0, abs=1e-6)
        assert best.bound == pytest.approx(best.total, abs=1e-6)
        assert keeps_every_limit(case, best.manager)
    assert 100 < complete < 450


@pytest.mark.slow
def test_500_accounts_and_100_managers_come_within_1_percent_of_the_bound():
    case = large_case()
    found = solve(case, seconds=120)
    assert found.gap <= 0.01
    assert keeps_every_limit(case, found.manager)
    assert (found.manager >= 0).all()


def test_a_manager_with_more_than_a_few_accounts_costs_each_one_beyond():
    score = [[1.0, 0.8], [1.0, 0.8], [1.0, 0.8]]
    alone = solve(problem(score, few=[1, 3]))
    assert list(alone.manager) == [0, 0, 0]
    spread = solve(problem(score, few=[1, 3], crowding=0.3))
    assert sorted(spread.manager) == [0, 1, 1]
    assert spread.total == pytest.approx(2.6)


def test_no_complete_plan_is_none_and_cover_leaves_out_as_few_as_can_be():
    case = problem([[5.0], [3.0], [4.0]], most_accounts=[2])
    assert solve(case) is None
    found = cover(case)
    assert list(found.manager) == [0, -1, 0]
    assert found.total == pytest.approx(9)


def test_coverage_comes_before_score():
    # One large account would score 10; two small ones are covered instead, for 2.
    case = problem([[10.0], [1.0], [1.0]], hours=[8, 4, 4], most_hours=[8])
    found = cover(case)
    assert list(found.manager) == [-1, 0, 0]


def test_nothing_to_assign_is_an_empty_plan():
    assert solve(problem(np.zeros((0, 2)))).total == 0
