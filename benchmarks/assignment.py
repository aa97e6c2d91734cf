"""Giving 500 accounts to 100 managers."""

from collections.abc import Iterator

import numpy as np

from benchmarks.clock import spent
from benchmarks.table import Row, seconds
from goodwill.portfolio.assignment.solver import Problem, Solution, solve


def rows() -> Iterator[Row]:
    case = large_case()
    found: list[Solution] = []

    def plan() -> None:
        solution = solve(case)
        if solution is None:
            raise RuntimeError("The case that is measured has no plan.")
        found.append(solution)

    took = spent(plan)
    gap = 100 * found[-1].gap
    yield Row(
        "assignment of 500 accounts to 100 managers",
        f"{seconds(took.seconds)}, CPU {seconds(took.cpu)}, within {gap:.2f}% of the bound",
        "",
        "",
        "",
        "30 s, 1%",
    )


def large_case(accounts: int = 500, managers: int = 100) -> Problem:
    """Two in five pairs possible, capacities about four fifths used, half of the accounts with a manager today."""
    rng = np.random.default_rng(1)
    score = 0.55 * rng.random((accounts, managers)) + 0.2 * (rng.random((accounts, managers)) < 0.3)
    allowed = rng.random((accounts, managers)) < 0.4
    held = np.flatnonzero(rng.random(accounts) < 0.5)
    today = rng.integers(0, managers, len(held))
    score[held, today] += 0.2
    allowed[held, today] = True
    return Problem(
        score,
        allowed,
        rng.integers(10, 120, accounts).astype(np.float64),
        rng.integers(4, 9, managers).astype(np.float64),
        rng.integers(280, 520, managers).astype(np.float64),
        np.full(managers, 5.0),
        0.05,
    )
