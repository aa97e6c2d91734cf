"""The one call that turns accounts and managers into an assignment."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from goodwill.portfolio.assignment.assignment import Assignment, Pair, loads
from goodwill.portfolio.assignment.conflicts import Conflict, conflicts
from goodwill.portfolio.assignment.desk import Account, Manager, Override, Weights, check
from goodwill.portfolio.assignment.match import Terms, Travel, match, missing, sentence
from goodwill.portfolio.assignment.solver import Problem, cover, solve


def assign(
    accounts: Sequence[Account],
    managers: Sequence[Manager],
    *,
    weights: Weights | None = None,
    overrides: Sequence[Override] = (),
    travel: Travel | None = None,
    gap: float | None = None,
    seconds: float = 60.0,
) -> Assignment:
    """Each account with one manager so that the sum of the scores is highest and no capacity exceeded.

    Where that cannot be, as many accounts as can be, and the conflicts that say why. A forced pair stands even where
    the manager lacks what the account requires, but never beyond a capacity.

    Args:
        accounts: what is to be looked after; names stand once.
        managers: who can look after them.
        weights: how much each reason counts.
        overrides: what people have decided.
        travel: from a manager's region to an account's, 0 to 1; by default 0 at home and 1 elsewhere.
        gap: stop within this share of the bound; exact for up to 5,000 possible pairs, else 0.5%.
        seconds: most time for one solution.

    Raises:
        UsageError: for names given twice or not known, contradicting overrides, or no assignment found in time.
    """
    check(accounts, managers, overrides)
    weights = weights or Weights()
    terms = [[match(a, m, travel or {}) for m in managers] for a in accounts]
    able = np.array([[not any(missing(a, m)) for m in managers] for a in accounts], np.bool_)
    problem = _problem(accounts, managers, weights, overrides, terms, able.reshape(len(accounts), len(managers)))
    complete = solve(problem, gap=gap, seconds=seconds)
    in_the_way: tuple[Conflict, ...] = ()
    if complete is None:
        said = _ruled_out(overrides)
        in_the_way = conflicts(accounts, managers, problem, lambda a, m: said.get((a, m)))
    solution = complete or cover(problem, gap=gap, seconds=seconds)
    forced = {o.account: o.reason for o in overrides if o.kind == "forced"}
    pairs = [
        Pair(
            account.name,
            managers[m].name,
            float(problem.score[row, m]),
            terms[row][m],
            sentence(account, managers[m], terms[row][m], forced.get(account.name)),
            account.name in forced,
            account.manager == managers[m].name,
        )
        for row, (account, m) in enumerate(zip(accounts, solution.manager, strict=True))
        if m >= 0
    ]
    return Assignment(
        pairs=tuple(pairs),
        unassigned=tuple(a.name for a, m in zip(accounts, solution.manager, strict=True) if m < 0),
        conflicts=in_the_way,
        total=solution.total,
        bound=solution.bound,
        gap=solution.gap,
        loads=loads(tuple(managers), problem, solution),
        accounts=tuple(accounts),
        managers=tuple(managers),
        problem=problem,
        solution=solution,
        decided={o.account: able[row] for row, a in enumerate(accounts) for o in overrides if o.account == a.name},
    )


def _problem(
    accounts: Sequence[Account],
    managers: Sequence[Manager],
    weights: Weights,
    overrides: Sequence[Override],
    terms: Sequence[Sequence[Terms]],
    able: NDArray[np.bool_],
) -> Problem:
    """able: who has what each account requires."""
    shape, allowed = able.shape, able.copy()
    row = {a.name: i for i, a in enumerate(accounts)}
    column = {m.name: i for i, m in enumerate(managers)}
    for override in overrides:
        if override.kind == "forced":
            allowed[row[override.account]] = False
        allowed[row[override.account], column[override.manager]] = override.kind == "forced"
    return Problem(
        score=np.array([[t.score(weights) for t in line] for line in terms], np.float64).reshape(shape),
        allowed=allowed,
        hours=np.array([a.hours for a in accounts], np.float64),
        most_accounts=_limits([m.accounts for m in managers]),
        most_hours=_limits([m.hours for m in managers]),
        few=_limits([m.few for m in managers]),
        crowding=weights.crowding,
    )


def _limits(most: Sequence[float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.inf if limit is None else limit for limit in most], np.float64)


def _ruled_out(overrides: Sequence[Override]) -> dict[tuple[str, str], str]:
    return {
        (o.account, o.manager): f"was ruled out by hand ({o.reason.strip().rstrip('.')})"
        for o in overrides
        if o.kind == "forbidden"
    }
