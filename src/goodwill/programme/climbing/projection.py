"""Climbs and falls as a Markov chain: chances a month, how long each rung lasts, and what a step up is worth."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodwill.network.ladder_chain import Chain, most_to_pay, transition_probabilities
from goodwill.programme.climbing.kept_ladder import Ladder
from goodwill.programme.climbing.states import LAPSED, STATES
from goodwill.terms import UsageError

FOLDED = ("supporter", "advocate", "partner")
"""Rungs from which no move may have been seen yet; who stands on one is a client all the same."""
FEW = 20
"""Below so many moves a row is little more than a hint."""
STEPS = (("purchaser", "client"), ("client", "supporter"), ("supporter", "advocate"), ("advocate", "partner"))
MONTHS = 12


@dataclass(frozen=True)
class Row:
    """One state: moves counted from it, chances a month by state, months until lost, worth; None where not known."""

    state: str
    n: int
    chances: list[float | None]
    thin: bool
    life: float | None
    margin: float | None
    worth: float | None


@dataclass(frozen=True)
class Step:
    """worth: None where it is not known, and why."""

    start: str
    to: str
    worth: float | None
    may_cost: float | None
    why_not: str = ""


@dataclass(frozen=True)
class Projection:
    """returned: moves back from lapsed, which the projection leaves out. folded: rungs that count as clients there."""

    rows: list[Row]
    steps: list[Step]
    discount: float
    returned: int
    folded: tuple[str, ...]
    why_not: str


def project(ladder: Ladder, *, discount_a_year: float, more: float) -> Projection:
    """more: by how much a programme raises the chance of a step in a month, 0 to 1."""
    n = np.array(ladder.n, np.int64)
    p = transition_probabilities(n)
    lapsed = STATES.index(LAPSED)
    discount = (1 + discount_a_year) ** (1 / MONTHS) - 1
    folded = tuple(name for name in FOLDED if n[STATES.index(name)].sum() == 0)
    chain, why = _chain(n, folded)
    lives = {} if chain is None else dict(zip(chain.rungs, map(float, _life(chain)), strict=True))
    worths, why_worth = _worths(chain, ladder, discount) if chain is not None else ({}, why)
    rows = [
        Row(
            state,
            int(n[i].sum()),
            [None if np.isnan(chance) else float(chance) for chance in p[i]],
            int(n[i].sum()) < FEW,
            lives.get(state),
            ladder.margin[i],
            worths.get(state),
        )
        for i, state in enumerate(STATES)
    ]
    thin = [row.state for row in rows if row.thin]
    steps = [_step(start, to, worths, discount, more, why_worth, thin) for start, to in STEPS]
    returned = int(n[lapsed].sum() - n[lapsed, lapsed])
    return Projection(rows, steps, discount, returned, folded, why or why_worth)


def _chain(n: "np.ndarray[tuple[int, int], np.dtype[np.int64]]", folded: tuple[str, ...]) -> tuple[Chain | None, str]:
    """Over the states from which moves were seen; lapsed is lost for good."""
    counted = n.copy()
    client, lapsed = STATES.index("client"), STATES.index(LAPSED)
    for name in folded:
        counted[:, client] += counted[:, STATES.index(name)]
        counted[:, STATES.index(name)] = 0
    p = transition_probabilities(counted, absorbing=(lapsed,))
    alive = [i for i, name in enumerate(STATES) if i != lapsed and name not in folded]
    seen = [i for i in alive if counted[i].sum() or counted[:, i].sum()]
    if not seen:
        return None, "No two month ends in a row are analysed, so no move is on record."
    try:
        return Chain(tuple(STATES[i] for i in seen), p[np.ix_(seen, seen)]), ""
    except UsageError as error:
        return None, str(error)


def _life(chain: Chain) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    try:
        return chain.life
    except UsageError:
        return np.full(len(chain.rungs), np.nan)


def _worths(chain: Chain, ladder: Ladder, discount: float) -> tuple[dict[str, float], str]:
    margin = [ladder.margin[STATES.index(rung)] for rung in chain.rungs]
    if any(one is None for one in margin):
        return {}, "What a relationship on each rung brings is not known, so no step can be valued."
    try:
        worth = chain.value([one or 0.0 for one in margin], discount)
    except UsageError as error:
        return {}, str(error)
    return dict(zip(chain.rungs, map(float, worth), strict=True)), ""


def _step(
    start: str, to: str, worths: dict[str, float], discount: float, more: float, why: str, thin: Sequence[str]
) -> Step:
    if start not in worths or to not in worths:
        none = to if start in worths else start
        return Step(start, to, None, None, why or f"No move from {none} has been seen.")
    if few := next((name for name in (start, to) if name in thin), ""):
        return Step(start, to, None, None, f"Fewer than {FEW} moves from {few} have been seen.")
    worth = worths[to] - worths[start]
    if worth <= 0:
        return Step(start, to, worth, None, f"One on the rung {to} is worth no more than one on {start}.")
    return Step(start, to, worth, most_to_pay(more, worth, discount))
