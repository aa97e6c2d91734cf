"""The generalised assignment problem as a mixed-integer programme, solved by HiGHS."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from goodwill.terms import UsageError

Floats = NDArray[np.float64]
EXACT_UP_TO, LARGE_GAP = 5_000, 0.005
INFEASIBLE = 2


@dataclass(frozen=True, eq=False)
class Problem:
    """Accounts are rows, managers are columns.

    score, allowed: (accounts, managers). hours: (accounts,). most_accounts, most_hours, few: (managers,), inf where
    open. crowding: taken off for each account of a manager beyond its `few`.
    """

    score: Floats
    allowed: NDArray[np.bool_]
    hours: Floats
    most_accounts: Floats
    most_hours: Floats
    few: Floats
    crowding: float = 0.0

    def only(self, rows: NDArray[np.intp]) -> "Problem":
        return replace(self, score=self.score[rows], allowed=self.allowed[rows], hours=self.hours[rows])

    def fixed(self, row: int, column: int) -> "Problem":
        """The same with one account given to one manager."""
        allowed = self.allowed.copy()
        allowed[row] = False
        allowed[row, column] = True
        return replace(self, allowed=allowed)

    def free(self, row: int, able: NDArray[np.bool_]) -> "Problem":
        """The same with one account open to whoever is able to have it."""
        allowed = self.allowed.copy()
        allowed[row] = able
        return replace(self, allowed=allowed)

    def without(self, row: int, column: int) -> "Problem":
        allowed = self.allowed.copy()
        allowed[row, column] = False
        return replace(self, allowed=allowed)

    def total(self, manager: NDArray[np.intp]) -> float:
        """The score of giving each account its manager; -1 is nobody, and scores nothing."""
        has = manager >= 0
        counts = np.bincount(manager[has], minlength=self.score.shape[1])
        over = np.maximum(counts - np.where(np.isfinite(self.few), self.few, counts), 0).sum()
        return float(self.score[np.flatnonzero(has), manager[has]].sum() - self.crowding * over)


@dataclass(frozen=True, eq=False)
class Solution:
    """manager: of each account, -1 for nobody. bound: nothing of the same coverage scores more."""

    manager: NDArray[np.intp]
    total: float
    bound: float

    @property
    def gap(self) -> float:
        """How far the assignment may be from the best there is, as a share of the bound."""
        return max(0.0, self.bound - self.total) / max(abs(self.bound), 1e-9)


def solve(problem: Problem, *, gap: float | None = None, seconds: float = 60.0) -> Solution | None:
    """The assignment of the highest score in which every account has one manager; None where there is none.

    gap: stop when within this share of the bound; exact for up to 5,000 allowed pairs, else 0.5%.

    Raises:
        UsageError: if `seconds` went by without any assignment being found.
    """
    return _solved(problem, at_least=len(problem.hours), reward=problem.score, gap=gap, seconds=seconds)


def cover(problem: Problem, *, gap: float | None = None, seconds: float = 60.0) -> Solution:
    """As many accounts as can have a manager, and among such assignments the one of the highest score."""
    ones = replace(problem, crowding=0.0)
    # Coverage is a whole number, so that a gap below one account is none.
    close = 0.9 / max(len(problem.hours), 1)
    most = _solved(ones, at_least=0, reward=np.ones_like(problem.score), gap=close, seconds=seconds)
    covered = 0 if most is None else int((most.manager >= 0).sum())
    best = _solved(problem, at_least=covered, reward=problem.score, gap=gap, seconds=seconds)
    if best is None:
        raise UsageError(f"No assignment for {covered} accounts was found within {seconds:g} seconds; allow more.")
    return best


def feasible(problem: Problem) -> bool:
    return solve(replace(problem, score=np.zeros_like(problem.score), crowding=0.0)) is not None


def _solved(problem: Problem, *, at_least: int, reward: Floats, gap: float | None, seconds: float) -> Solution | None:
    accounts, managers = reward.shape
    everyone = at_least == accounts
    if accounts == 0 or (at_least == 0 and not problem.allowed.any()):
        return Solution(np.full(accounts, -1, np.intp), 0.0, 0.0)
    if everyone and not problem.allowed.any(axis=1).all():
        return None
    row, column = np.nonzero(problem.allowed)
    pairs = len(row)
    at = np.arange(pairs)
    few = np.flatnonzero(np.isfinite(problem.few)) if problem.crowding else np.zeros(0, np.intp)

    def sums(of: NDArray[np.intp], rows: int, weight: Floats) -> sparse.csr_array:
        return sparse.csr_array((weight, (of, at)), shape=(rows, pairs + len(few)))

    ones = np.ones(pairs)
    each, counts = sums(row, accounts, ones), sums(column, managers, ones)
    wanted = [
        LinearConstraint(each, 1.0 if everyone else 0.0, 1.0),
        LinearConstraint(counts, -np.inf, problem.most_accounts),
        LinearConstraint(sums(column, managers, problem.hours[row]), -np.inf, problem.most_hours),
    ]
    if not everyone and at_least:
        wanted.append(LinearConstraint(sums(np.zeros(pairs, np.intp), 1, ones), at_least, np.inf))
    if len(few):
        beyond = sparse.csr_array((-np.ones(len(few)), (few, pairs + np.arange(len(few)))), shape=counts.shape)
        wanted.append(LinearConstraint((counts + beyond)[few], -np.inf, problem.few[few]))
    found = milp(
        np.concatenate([-reward[row, column], np.full(len(few), problem.crowding)]),
        constraints=wanted,
        integrality=np.concatenate([ones, np.zeros(len(few))]),
        bounds=Bounds(0.0, np.concatenate([ones, np.full(len(few), np.inf)])),
        options={
            "mip_rel_gap": gap if gap is not None else (0.0 if pairs <= EXACT_UP_TO else LARGE_GAP),
            "time_limit": seconds,
        },
    )
    if found.x is None:
        if found.status == INFEASIBLE:
            return None
        raise UsageError(f"No assignment was found within {seconds:g} seconds; allow more time or fewer accounts.")
    manager = np.full(accounts, -1, np.intp)
    chosen = np.rint(found.x[:pairs]) == 1
    manager[row[chosen]] = column[chosen]
    total = problem.total(manager)
    bound = -float(found.mip_dual_bound) if reward is problem.score else total
    return Solution(manager, total, max(total, bound))
