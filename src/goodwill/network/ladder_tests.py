"""May moves on a ladder be projected? Whether the past of a rung matters, and whether the chances stay the same."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from goodwill.network.ladder_chain import Moves, count_moves

FEW, MANY_FEW = 5, 0.2
LEVEL = 0.05


@dataclass(frozen=True)
class Tested:
    """A likelihood-ratio test. p: chance of a statistic as large if the assumption holds; None with nothing to test.

    thin: more than a fifth of the cells expect fewer than 5 moves, so that p is no more than a hint.
    """

    statistic: float
    degrees: int
    p: float | None
    thin: bool
    sentence: str

    @property
    def holds(self) -> bool | None:
        return None if self.p is None else self.p >= LEVEL


def markov_test(snapshots: ArrayLike, states: int, *, absorbing: tuple[int, ...] = ()) -> Tested:
    """Order 2 against order 1: whether where a relationship came from matters beside where it is.

    Anderson and Goodman (1957): 2 sum n_hij ln(p_hij / p_ij) over moves h to i to j, one test for each state i.
    """
    seen = np.asarray(snapshots, np.int64)
    count_moves(seen, states)  # refuses what is no table of states
    moves = np.zeros((states, states, states), np.int64)
    for first, second, third in zip(seen[:-2], seen[1:-1], seen[2:], strict=True):
        whole = (first >= 0) & (second >= 0) & (third >= 0)
        np.add.at(moves, (second[whole], first[whole], third[whole]), 1)
    return _independence(
        [moves[i] for i in range(states) if i not in absorbing],
        "Where a relationship was before does not matter beside where it is",
        "Where a relationship was before matters beside where it is, so a projection from its rung alone is off",
    )


def stationarity_test(snapshots: ArrayLike, states: int, *, absorbing: tuple[int, ...] = ()) -> Tested:
    """Whether the chances are the same in every step between snapshots (Anderson and Goodman 1957)."""
    steps = count_moves(snapshots, states)
    return _independence(
        [steps[:, i, :] for i in range(states) if i not in absorbing],
        "The chances of climbing and falling have stayed the same",
        "The chances of climbing and falling have changed over time, so the past is a poor guide",
    )


def _independence(tables: list[Moves], holds: str, fails: str) -> Tested:
    """Sum of the likelihood-ratio tests that the rows of each table share their chances."""
    statistic, degrees = 0.0, 0
    expected_all: list[NDArray[np.float64]] = []
    for table in tables:
        n = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0].astype(np.float64)
        if min(n.shape) <= 1:
            continue
        expected = n.sum(axis=1, keepdims=True) * n.sum(axis=0, keepdims=True) / n.sum()
        seen = n > 0
        statistic += 2 * float((n[seen] * np.log(n[seen] / expected[seen])).sum())
        degrees += (n.shape[0] - 1) * (n.shape[1] - 1)
        expected_all.append(expected.ravel())
    if not degrees:
        return Tested(0.0, 0, None, True, "Too few moves are on record to test this.")
    p = float(stats.chi2.sf(statistic, degrees))
    thin = float((np.concatenate(expected_all) < FEW).mean()) > MANY_FEW
    hint = " (a hint only: many moves are rare)" if thin else ""
    said = holds if p >= LEVEL else fails
    return Tested(statistic, degrees, p, thin, f"{said}: p {_written(p)}{hint}.")


def _written(p: float) -> str:
    """Never as 0, which no chance is."""
    return "under 0.001" if p < 0.001 else f"{p:.3f}"  # noqa: PLR2004
