"""What each change against today and each decision by hand costs, and the score with an account elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodwill.portfolio.assignment.assignment import Assignment
from goodwill.portfolio.assignment.solver import EXACT_UP_TO, Solution, solve

MODEST = 60
LEAST = 0.005
"""Less than this of score is told as none."""


@dataclass(frozen=True)
class Change:
    """An account that changes hands. cost: score lost if it stayed; None where it cannot stay or was not reckoned."""

    account: str
    today: str
    planned: str
    cost: float | None
    sentence: str


@dataclass(frozen=True)
class ByHand:
    """An account on which people decided. cost: score lost by that; None where it was not reckoned.

    without: who would have it then; None where it cannot be without.
    """

    account: str
    without: str | None
    cost: float | None
    sentence: str


@dataclass(frozen=True)
class Elsewhere:
    """The best assignment in which an account goes to somebody else. manager None: nobody else can have it."""

    account: str
    planned: str
    manager: str | None
    total: float | None
    cost: float | None


def changes(assignment: Assignment, *, most: int | None = None) -> tuple[Change, ...]:
    """Each change against today, the first `most` of them costed exactly by solving again with the account kept.

    most: by default 60, and none beyond 5,000 possible pairs, where one solution takes seconds.
    Of an assignment that leaves accounts without a manager, only the changes are told, as its score is no measure.
    """
    most = _most(assignment) if most is None else most
    at = {m.name: i for i, m in enumerate(assignment.managers)}
    told: list[Change] = []
    for row, account in enumerate(assignment.accounts):
        planned = int(assignment.solution.manager[row])
        if account.manager is None or planned < 0 or assignment.managers[planned].name == account.manager:
            continue
        to = assignment.managers[planned].name
        here = at.get(account.manager)
        cost, why = None, "was not reckoned"
        if here is None:
            why = f"cannot be: {account.manager} is not among the managers"
        elif not assignment.problem.allowed[row, here]:
            able = account.name in assignment.decided and assignment.decided[account.name][here]
            why = "was ruled out by hand" if able else f"cannot be: {account.manager} may not have it"
        elif assignment.complete and len(told) < most:
            kept = solve(assignment.problem.fixed(row, here))
            cost = None if kept is None else _lost(assignment, kept)
            why = "would leave another account without a manager" if cost is None else _costs(cost)
        told.append(
            Change(
                account.name,
                account.manager,
                to,
                cost,
                f"{account.name} goes from {account.manager} to {to}; leaving it where it is {why}.",
            )
        )
    return tuple(told)


def by_hand(assignment: Assignment, *, most: int | None = None) -> tuple[ByHand, ...]:
    """What each decision by hand costs, solved again without it; as many, and of what, as `changes`."""
    most = _most(assignment) if most is None else most
    rows = [row for row, account in enumerate(assignment.accounts) if account.name in assignment.decided]
    return tuple(_decided(assignment, row) for row in rows[:most]) if assignment.complete else ()


def _decided(assignment: Assignment, row: int) -> ByHand:
    name = assignment.accounts[row].name
    free = solve(assignment.problem.free(row, assignment.decided[name]))
    if free is None:
        return ByHand(name, None, None, "Without the decision by hand some account would find no manager.")
    other, cost = assignment.managers[int(free.manager[row])].name, free.total - assignment.total
    if cost < LEAST:
        return ByHand(name, other, max(0.0, cost), "The decision by hand costs no score.")
    said = f"The decision by hand costs {cost:.2f} of score: without it {other} would have the account."
    return ByHand(name, other, cost, said)


def elsewhere(assignment: Assignment, accounts: Sequence[str] | None = None) -> tuple[Elsewhere, ...]:
    """For each of `accounts` (all, if None): the best assignment in which it goes to somebody else."""
    found = []
    for row, account in enumerate(assignment.accounts):
        planned = int(assignment.solution.manager[row])
        if planned < 0 or (accounts is not None and account.name not in accounts):
            continue
        other = solve(assignment.problem.without(row, planned)) if assignment.complete else None
        found.append(
            Elsewhere(
                account.name,
                assignment.managers[planned].name,
                None if other is None else assignment.managers[int(other.manager[row])].name,
                None if other is None else other.total,
                None if other is None else _lost(assignment, other),
            )
        )
    return tuple(found)


def second_best(assignment: Assignment) -> float | None:
    """The score of the best assignment that differs in at least one account; None where there is no other."""
    totals = [other.total for other in elsewhere(assignment) if other.total is not None]
    return float(np.max(totals)) if totals else None


def _most(assignment: Assignment) -> int:
    return MODEST if int(assignment.problem.allowed.sum()) <= EXACT_UP_TO else 0


def _lost(assignment: Assignment, other: Solution) -> float:
    return max(0.0, assignment.total - other.total)


def _costs(cost: float) -> str:
    return f"would cost {cost:.2f} of score" if cost >= LEAST else "would cost no score"
