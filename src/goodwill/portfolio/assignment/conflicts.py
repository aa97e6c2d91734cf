"""What stands in the way of a complete assignment, by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from goodwill.portfolio.assignment.desk import Account, Manager
from goodwill.portfolio.assignment.match import missing
from goodwill.portfolio.assignment.solver import Problem, feasible

NAMED = 5
SEARCHED = 60


@dataclass(frozen=True)
class Conflict:
    """Accounts that cannot all have a manager, the managers that may have any of them, and how much is missing.

    minimal: leaving out any one of the accounts would resolve it.
    """

    accounts: tuple[str, ...]
    managers: tuple[str, ...]
    short_accounts: int
    short_hours: float
    minimal: bool
    sentence: str


def conflicts(
    accounts: Sequence[Account],
    managers: Sequence[Manager],
    problem: Problem,
    ruled_out: Callable[[str, str], str | None],
) -> tuple[Conflict, ...]:
    """Every account that nobody may have or can fit in, then one set of accounts that compete for too little room.

    ruled_out: the sentence part saying why a person's decision keeps this account from this manager, or None.
    """
    found, rest = [], []
    for row, account in enumerate(accounts):
        may = np.flatnonzero(problem.allowed[row])
        fits = may[(account.hours <= problem.most_hours[may]) & (problem.most_accounts[may] >= 1)]
        if not len(may):
            found.append(_nobody(account, managers, ruled_out))
        elif not len(fits):
            found.append(_too_large(account, [managers[int(m)] for m in may]))
        else:
            rest.append(row)
    remaining = np.array(rest, np.intp)
    if len(remaining) and not feasible(problem.only(remaining)):
        found.append(_crowd(accounts, managers, problem, remaining))
    return tuple(found)


def _nobody(account: Account, managers: Sequence[Manager], ruled_out: Callable[[str, str], str | None]) -> Conflict:
    reasons = []
    for manager in managers:
        by_hand = ruled_out(account.name, manager.name)
        reasons.append(f"{manager.name} {by_hand or ' and '.join(missing(account, manager))}")
    return Conflict((account.name,), (), 1, 0.0, True, f"Nobody may have {account.name}: {_listed(reasons, '; ')}.")


def _too_large(account: Account, may: Sequence[Manager]) -> Conflict:
    free = [m for m in may if m.accounts is None or m.accounts >= 1]
    rooms = [f"{m.name} has {m.hours:g}" if m in free else f"{m.name} has no place for an account" for m in may]
    names = tuple(m.name for m in may)
    if not free:
        said = f"Nobody who may have {account.name} has a place for it: {_listed(rooms, '; ')}."
        return Conflict((account.name,), names, 1, 0.0, True, said)
    said = f"{account.name} takes {account.hours:g} hours, more than anyone who may have it can give: "
    short = account.hours - max(m.hours or 0.0 for m in free)
    return Conflict((account.name,), names, 0, short, True, f"{said}{_listed(rooms, '; ')}.")


def _crowd(
    accounts: Sequence[Account], managers: Sequence[Manager], problem: Problem, rows: NDArray[np.intp]
) -> Conflict:
    rows = _tight(problem, rows)
    minimal = len(rows) <= SEARCHED
    if minimal:
        rows = _smallest(problem, rows)
    may = np.flatnonzero(problem.allowed[rows].any(axis=0))
    names, owners = tuple(accounts[r].name for r in rows), tuple(managers[int(m)].name for m in may)
    room, hours = float(problem.most_accounts[may].sum()), float(problem.most_hours[may].sum())
    needed = float(problem.hours[rows].sum())
    short_accounts, short_hours = max(0.0, len(rows) - room), max(0.0, needed - hours)
    who = f"{_listed(names)} may only go to {_listed(owners)}"
    has = "who has" if len(owners) == 1 else "who together have"
    if short_accounts:
        said = f"{who}, {has} room for {room:g} of these {len(rows)} accounts: {short_accounts:g} short."
    elif short_hours:
        said = f"{who}, {has} {hours:g} hours where {needed:g} are needed: {short_hours:g} hours short."
    else:
        said = (
            f"{who}, and though there is room in all, no way of sharing them out keeps everybody within "
            f"their accounts and hours ({_listed([f'{accounts[r].name} {problem.hours[r]:g} hours' for r in rows])}; "
            f"{_listed([_room(managers[int(m)]) for m in may])})."
        )
    return Conflict(names, owners, int(short_accounts), short_hours, minimal, said)


def _tight(problem: Problem, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """The accounts in a certificate that even shared accounts would not fit: the dual of the linear relaxation.

    All rows where shared accounts would fit, so that only whole ones do not.
    """
    part = problem.only(rows)
    row, column = np.nonzero(part.allowed)
    pairs, (n, m) = len(row), part.allowed.shape
    at = np.arange(pairs)
    ones = np.ones(pairs)
    limits = sparse.vstack(
        [
            sparse.csr_array((ones, (row, at)), shape=(n, pairs)),
            sparse.csr_array((ones, (column, at)), shape=(m, pairs)),
            sparse.csr_array((part.hours[row], (column, at)), shape=(m, pairs)),
        ],
        format="csr",
    )
    most = np.concatenate([np.ones(n), part.most_accounts, part.most_hours])
    bounded = np.isfinite(most)
    # As much of the accounts as can be placed; an account that more of would not help is outside of the conflict.
    found = linprog(-ones, A_ub=limits[np.flatnonzero(bounded)], b_ub=most[bounded], bounds=(0.0, 1.0))
    if -found.fun > n - 1e-6:
        return rows
    worth = -found.ineqlin.marginals[:n]
    tight = rows[worth < 1 - 1e-7]
    return tight if len(tight) and not feasible(problem.only(tight)) else rows


def _smallest(problem: Problem, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Junker's QuickXplain (2004): a set that does not fit, of which every part does."""

    def explain(background: list[int], added: bool, candidates: list[int]) -> list[int]:
        if added and not feasible(problem.only(np.array(background, np.intp))):
            return []
        if len(candidates) == 1:
            return candidates
        half = len(candidates) // 2
        first, second = candidates[:half], candidates[half:]
        from_second = explain(background + first, True, second)
        from_first = explain(background + from_second, bool(from_second), first)
        return from_first + from_second

    return np.sort(np.array(explain([], False, [int(r) for r in rows]), np.intp))


def _room(manager: Manager) -> str:
    plural = "" if manager.accounts == 1 else "s"
    rooms = [f"{manager.accounts} account{plural}"] if manager.accounts is not None else []
    rooms += [f"{manager.hours:g} hours"] if manager.hours is not None else []
    return f"{manager.name} {' and '.join(rooms) or 'without limit'}"


def _listed(names: Sequence[str], between: str = ", ") -> str:
    if len(names) > NAMED + 1:
        return f"{between.join(names[:NAMED])} and {len(names) - NAMED:,} more"
    if len(names) == 1 or between != ", ":
        return between.join(names)
    return f"{between.join(names[:-1])} and {names[-1]}"
