"""Climbs and falls on a ladder as a Markov chain: what a rung is worth, and what a step up may cost."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodwill.terms import UsageError

Floats = NDArray[np.float64]
Moves = NDArray[np.int64]


def count_moves(snapshots: ArrayLike, states: int) -> Moves:
    """n_ij per step between consecutive snapshots, shape (snapshots - 1, states, states).

    snapshots: codes 0 to states - 1, -1 for not on record; shape (snapshots, relationships), evenly spaced in time.
    """
    seen = _checked(snapshots, states)
    steps = np.zeros((max(len(seen) - 1, 0), states, states), np.int64)
    for step, (before, after) in enumerate(pairwise(seen)):
        both = (before >= 0) & (after >= 0)
        np.add.at(steps[step], (before[both], after[both]), 1)
    return steps


def transition_probabilities(
    counts: ArrayLike, *, prior: ArrayLike | None = None, absorbing: tuple[int, ...] = ()
) -> Floats:
    """p_ij = n_ij / n_i., of shape (states, states); a row without moves is NaN, for nothing is known of it.

    prior: Dirichlet weights added to the counts (a number, a row or a matrix); nothing is smoothed without it.
    absorbing: states that nobody leaves, such as lost, whatever was counted.
    """
    n = np.asarray(counts, np.float64)
    if n.ndim != 2 or n.shape[0] != n.shape[1] or not (np.isfinite(n).all() and (n >= 0).all()):  # noqa: PLR2004
        raise UsageError("Moves are counted in a square table of numbers from 0 upward.")
    if prior is not None:
        weights = np.broadcast_to(np.asarray(prior, np.float64), n.shape)
        if not (np.isfinite(weights).all() and (weights >= 0).all()):
            raise UsageError("The weights of a prior are numbers from 0 upward.")
        n = n + weights
    total = n.sum(axis=1, keepdims=True)
    p = np.divide(n, total, out=np.full(n.shape, np.nan), where=total > 0)
    for state in absorbing:
        p[state] = np.eye(len(p))[state]
    return np.asarray(p)


@dataclass(frozen=True, eq=False)
class Chain:
    """Q: chances per period to go from each rung to each; what a row lacks to 1 is the chance to be lost for good.

    Raises:
        UsageError: for a row that is not known or no chances, or a ladder that nobody ever leaves.
    """

    rungs: tuple[str, ...]
    Q: Floats

    def __post_init__(self) -> None:
        n = len(self.rungs)
        if self.Q.shape != (n, n):
            raise UsageError(f"{n} rungs need a table of {n} by {n} chances, not of shape {self.Q.shape}.")
        for name, row in zip(self.rungs, self.Q, strict=True):
            if np.isnan(row).any():
                raise UsageError(f"No move from {name} has been seen, so nothing can be projected from it.")
            if (row < 0).any() or row.sum() > 1 + 1e-9:
                raise UsageError(f"The chances of {name} must be 0 or more and add up to 1 at most.")

    @classmethod
    def of(cls, rungs: tuple[str, ...], p: Floats, *, lost: int) -> "Chain":
        """From all transition probabilities, with `lost` the state that absorbs; `rungs` names the others in order."""
        rest = np.delete(np.arange(len(p)), lost)
        return cls(rungs, p[np.ix_(rest, rest)])

    @property
    def lost(self) -> Floats:
        """Chance per period to be lost, from each rung."""
        return np.asarray(np.maximum(1 - self.Q.sum(axis=1), 0.0))

    @property
    def fundamental(self) -> Floats:
        """N = (I - Q)^-1: expected periods in each rung (column), the present one included, from each rung (row)."""
        return self._solved(1.0, np.eye(len(self.Q)))

    @property
    def life(self) -> Floats:
        """N 1: expected periods until lost, from each rung."""
        return self._solved(1.0, np.ones(len(self.Q)))

    def value(self, margin: ArrayLike, discount: float) -> Floats:
        """V = (I - Q/(1+d))^-1 m: worth of a relationship on each rung. margin: per period, its first received now.

        discount: per period, above -1.
        """
        if not discount > -1:
            raise UsageError(f"The discount rate must be above -1, not {discount:g}.")
        m = np.asarray(margin, np.float64)
        if m.shape != (len(self.rungs),) or not np.isfinite(m).all():
            raise UsageError(f"Give one margin for each of {len(self.rungs)} rungs, not {m.shape}.")
        return self._solved(1 / (1 + discount), m)

    def steps(self, margin: ArrayLike, discount: float) -> Floats:
        """V_{k+1} - V_k: worth of a step from each rung to the next, shape (rungs - 1,)."""
        return np.diff(self.value(margin, discount))

    def _solved(self, factor: float, right: Floats) -> Floats:
        if np.abs(np.linalg.eigvals(self.Q * factor)).max(initial=0.0) >= 1 - 1e-12:
            raise UsageError("Nobody who reaches some rung is ever lost from it, so that this sum has no end.")
        return np.asarray(np.linalg.solve(np.eye(len(self.Q)) - self.Q * factor, right))


def most_to_pay(more_chance: float, step: float, discount: float) -> float:
    """What a programme may cost for each relationship: delta p times the worth of the step, one period from now."""
    return more_chance * step / (1 + discount)


def worth_paying(more_chance: float, step: float, discount: float, cost: float) -> bool:
    """Whether raising the chance of a step by `more_chance` is worth more than `cost` for each relationship."""
    return most_to_pay(more_chance, step, discount) > cost


def _checked(snapshots: ArrayLike, states: int) -> Moves:
    seen = np.asarray(snapshots, np.int64)
    if seen.ndim != 2:  # noqa: PLR2004
        raise UsageError("Snapshots are a table: one row a day, one column a relationship.")
    if ((seen < -1) | (seen >= states)).any():
        raise UsageError(f"States run from 0 to {states - 1}, and -1 for not on record.")
    return seen
