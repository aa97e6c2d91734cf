"""Which relationships to choose: attractiveness by strength, on criteria of one's own, and how firm the choice is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from goodwill.terms import UsageError

Floats = NDArray[np.float64]
HIGHEST_SCORE = 10
SHAKE, DRAWS = 0.2, 2000
FIRM = 0.9
TOO_MANY = 50

Quadrant = Literal["invest", "develop", "maintain", "withdraw"]

STRATEGIES: dict[Quadrant, str] = {
    "invest": "Key account: invest for growth.",
    "develop": "Key development: invest selectively to become stronger.",
    "maintain": "Maintenance: keep it up, ahead of being asked.",
    "withdraw": "Opportunistic: manage for cash, or withdraw.",
}


@dataclass(frozen=True)
class Criterion:
    """One reason that counts. anchors: what a score means in words, such as {0: "no plans", 10: "doubles in a year"}.

    size: whether it measures the present size of the account.
    """

    name: str
    weight: float
    anchors: Mapping[int, str] = field(default_factory=dict)
    size: bool = False

    def __post_init__(self) -> None:
        if not (math.isfinite(self.weight) and self.weight >= 0):
            raise UsageError(f'The weight of "{self.name}" is {self.weight}; give 0 or more.')
        for score in self.anchors:
            if not 0 <= score <= HIGHEST_SCORE:
                raise UsageError(f'"{self.name}" describes a score of {score}; scores run from 0 to {HIGHEST_SCORE}.')


@dataclass(frozen=True)
class Candidate:
    """attractiveness: a score from 0 to 10 for each criterion of ours.

    ours, rival: the customer's own scores of us and of the best rival, for each of the customer's criteria.
    """

    name: str
    attractiveness: Mapping[str, float]
    ours: Mapping[str, float]
    rival: Mapping[str, float]


@dataclass(frozen=True)
class Placed:
    """strength: 0 to 10, and 5 where the customer sees us level with the best rival.

    firmness: share of the shaken weights under which the account is among the chosen; reason: a sentence.
    """

    name: str
    attractiveness: float
    strength: float
    quadrant: Quadrant
    strategy: str
    rank: int
    chosen: bool
    firmness: float
    only_for_size: bool
    reason: str


@dataclass(frozen=True)
class Selection:
    """placed: most attractive first. findings: what a reviewer should know of the whole list."""

    placed: tuple[Placed, ...]
    findings: tuple[str, ...]

    @property
    def chosen(self) -> tuple[Placed, ...]:
        return tuple(p for p in self.placed if p.chosen)


def weighted(weights: Sequence[float], scores: Sequence[float]) -> float:
    """Sum of weight times score; weights add up to 1 and scores run from 0 to 10."""
    if not math.isclose(math.fsum(weights), 1, abs_tol=1e-9):
        raise UsageError(f"The weights add up to {math.fsum(weights):g}; they must add up to 1.")
    return math.fsum(w * s for w, s in zip(weights, scores, strict=True))


def quadrant(attractiveness: float, strength: float, cuts: tuple[float, float] = (5.0, 5.0)) -> Quadrant:
    """At or above a cut is high."""
    high, strong = attractiveness >= cuts[0], strength >= cuts[1]
    if high:
        return "invest" if strong else "develop"
    return "maintain" if strong else "withdraw"


def select(
    candidates: Sequence[Candidate],
    criteria: Sequence[Criterion],
    customers_criteria: Sequence[Criterion],
    *,
    k: int,
    rng: np.random.Generator,
    cuts: tuple[float, float] = (5.0, 5.0),
    shake: float = SHAKE,
) -> Selection:
    """The `k` most attractive candidates, each placed in the matrix, and how the list holds when weights change.

    Every weight is multiplied by its own even draw from 1 - shake to 1 + shake, 2,000 times, and brought to a sum
    of 1 again.

    Raises:
        UsageError: for weights that do not add up to 1, a missing score, or one outside 0 to 10.
    """
    if k < 1:
        raise UsageError(f"At least one account is to be chosen, not {k}.")
    scores = _scores(candidates, criteria, "attractiveness")
    weights = _weights(criteria)
    worth = np.array([weighted(list(weights), list(row)) for row in scores])
    strength = _strength(candidates, customers_criteria)
    order = np.argsort(-worth, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    firmness = _firmness(scores, weights, k, shake, rng)
    size = np.array([c.size for c in criteria], np.bool_)
    by_size = _only_for_size(scores, weights, size, rank, k)
    placed = tuple(
        _placed(
            candidates[i],
            float(worth[i]),
            float(strength[i]),
            int(rank[i]),
            k,
            float(firmness[i]),
            bool(by_size[i]),
            cuts,
        )
        for i in order
    )
    return Selection(placed, tuple(_findings(placed, k)))


def _placed(
    candidate: Candidate, worth: float, strength: float, rank: int, k: int, firmness: float, by_size: bool,
    cuts: tuple[float, float],
) -> Placed:  # fmt: skip
    where = quadrant(worth, strength, cuts)
    better = "ahead of" if strength > HIGHEST_SCORE / 2 else "behind" if strength < HIGHEST_SCORE / 2 else "level with"
    reason = (
        f"No. {rank + 1}: attractive at {worth:.1f} of 10; in the customer's own view {better} the best rival "
        f"(strength {strength:.1f}). Among the first {k} under {firmness:.0%} of changed weights."
    )
    if by_size:
        reason += " It is there only for its present size."
    return Placed(
        candidate.name, worth, strength, where, STRATEGIES[where], rank + 1, rank < k, firmness, by_size, reason
    )


def _firmness(scores: Floats, weights: Floats, k: int, shake: float, rng: np.random.Generator) -> Floats:
    if not 0 <= shake < 1:
        raise UsageError(f"Weights are changed by a share from 0 to below 1, not by {shake:g}.")
    shaken = weights * rng.uniform(1 - shake, 1 + shake, (DRAWS, len(weights)))
    worth = (shaken / shaken.sum(axis=1, keepdims=True)) @ scores.T
    if k >= len(scores):
        return np.ones(len(scores))
    # Ties are cut as in the list itself: whoever was named first goes first.
    first = np.argsort(-np.round(worth, 12), axis=1, kind="stable")[:, :k]
    return np.bincount(first.ravel(), minlength=len(scores)) / DRAWS


def _only_for_size(
    scores: Floats, weights: Floats, size: NDArray[np.bool_], rank: NDArray[np.int64], k: int
) -> NDArray[np.bool_]:
    """Chosen, but not among the first k by every criterion that is not present size."""
    if not size.any() or k >= len(scores):
        return np.zeros(len(scores), np.bool_)
    rest = scores[:, ~size] @ weights[~size]
    bar = np.partition(rest, len(rest) - k)[len(rest) - k]
    return np.asarray((rank < k) & (rest < bar - 1e-12))


def _strength(candidates: Sequence[Candidate], criteria: Sequence[Criterion]) -> Floats:
    """5 + half of the weighted lead over the best rival."""
    weights = _weights(criteria)
    lead = (_scores(candidates, criteria, "ours") - _scores(candidates, criteria, "rival")) @ weights
    return np.asarray(HIGHEST_SCORE / 2 + lead / 2)


def _weights(criteria: Sequence[Criterion]) -> Floats:
    weights = np.array([c.weight for c in criteria], np.float64)
    weighted(list(weights), [0.0] * len(weights))
    return weights


def _scores(candidates: Sequence[Candidate], criteria: Sequence[Criterion], of: str) -> Floats:
    rows = np.empty((len(candidates), len(criteria)))
    for i, candidate in enumerate(candidates):
        given = getattr(candidate, of)
        for j, criterion in enumerate(criteria):
            score = given.get(criterion.name)
            if score is None:
                raise UsageError(f'"{candidate.name}" has no score of {of} for "{criterion.name}"; give one, 0 to 10.')
            if not 0 <= score <= HIGHEST_SCORE:
                raise UsageError(f'"{candidate.name}" has {score} for "{criterion.name}"; scores run from 0 to 10.')
            rows[i, j] = score
    return rows


def _findings(placed: Sequence[Placed], k: int) -> list[str]:
    said = []
    if min(k, len(placed)) > TOO_MANY:
        said.append(
            f"{min(k, len(placed))} key accounts are too many to manage one by one; 15 to 35 is the usual number."
        )
    shaky = [p.name for p in placed if p.chosen and p.firmness < FIRM]
    if shaky:
        said.append(f"Among the first {k} only at these very weights, more or less: {', '.join(shaky)}.")
    near = [p.name for p in placed if not p.chosen and p.firmness >= 1 - FIRM]
    if near:
        said.append(f"Not among the first {k}, and nearly so: {', '.join(near)}.")
    if size := [p.name for p in placed if p.only_for_size]:
        said.append(f"Among the first {k} only for present size: {', '.join(size)}.")
    return said
