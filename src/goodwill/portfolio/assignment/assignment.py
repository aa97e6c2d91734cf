"""An assignment: who looks after whom and why, how good it is at most, and how loaded everybody is."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodwill.portfolio.assignment.conflicts import Conflict
from goodwill.portfolio.assignment.desk import Account, Manager
from goodwill.portfolio.assignment.match import Terms
from goodwill.portfolio.assignment.solver import Problem, Solution


@dataclass(frozen=True)
class Pair:
    """score: what the pair adds to the assignment. because: the sentence that explains it."""

    account: str
    manager: str
    score: float
    terms: Terms
    because: str
    forced: bool
    kept: bool


@dataclass(frozen=True)
class Load:
    """What a manager has in the assignment, beside what it can take (None: no limit)."""

    manager: str
    accounts: int
    hours: float
    most_accounts: int | None
    most_hours: float | None


@dataclass(frozen=True, eq=False)
class Assignment:
    """complete: every account has a manager. Else as many as can be have one, and `conflicts` says what is in the way.

    total: score, less crowding. bound: nothing of the same coverage scores more. gap: share of the bound between them.
    decided: accounts on which people decided -> which managers have what it requires, whatever was decided.
    """

    pairs: tuple[Pair, ...]
    unassigned: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    total: float
    bound: float
    gap: float
    loads: tuple[Load, ...]
    accounts: tuple[Account, ...]
    managers: tuple[Manager, ...]
    problem: Problem
    solution: Solution
    decided: Mapping[str, NDArray[np.bool_]]

    @property
    def complete(self) -> bool:
        return not self.unassigned

    @property
    def handovers(self) -> int:
        """Accounts that have a manager today and get another."""
        today = {account.name: account.manager for account in self.accounts}
        return sum(today[pair.account] is not None and not pair.kept for pair in self.pairs)

    @property
    def continuity(self) -> float | None:
        """Share of the accounts with a manager today that keep it; None where none has one."""
        known = sum(account.manager is not None for account in self.accounts)
        return sum(pair.kept for pair in self.pairs) / known if known else None

    def manager_of(self, account: str) -> str | None:
        return next((pair.manager for pair in self.pairs if pair.account == account), None)


def loads(managers: tuple[Manager, ...], problem: Problem, solution: Solution) -> tuple[Load, ...]:
    has = solution.manager >= 0
    counts = np.bincount(solution.manager[has], minlength=len(managers))
    hours = np.bincount(solution.manager[has], weights=problem.hours[has], minlength=len(managers))
    return tuple(
        Load(m.name, int(n), float(h), m.accounts, m.hours) for m, n, h in zip(managers, counts, hours, strict=True)
    )
