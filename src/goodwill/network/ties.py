"""What binds a relationship: the level of its ties, what leaving would cost, and what a programme did."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodwill.terms import UsageError

LEVELS: Mapping[int, str] = MappingProxyType({1: "financial", 2: "social", 3: "structural"})
"""Berry and Parasuraman (1991)."""

FOUR_LEVELS: Mapping[int, str] = MappingProxyType({1: "financial", 2: "social", 3: "customisation", 4: "structural"})
"""The four of later textbooks."""


@dataclass(frozen=True)
class Component:
    """One thing that binds. level: on the scale in use. cost: in the period. active: used, not only offered."""

    name: str
    level: int
    cost: float = 0.0
    active: bool = False

    def __post_init__(self) -> None:
        if not (math.isfinite(self.cost) and self.cost >= 0):
            raise UsageError(f'"{self.name}" costs {self.cost}; give 0 or more.')


@dataclass(frozen=True)
class Ties:
    """level: the highest offered; achieved: the highest with an active component; None for none.

    mix: share of cost at each level of the scale; None where nothing costs anything. next_level: what to build next.
    """

    level: int | None
    achieved: int | None
    mix: Mapping[int, float] | None
    next_level: int | None
    sentence: str


def look_at(components: Sequence[Component], *, scale: Mapping[int, str] = LEVELS) -> Ties:
    """The level of a programme or of one relationship; what is offered and not used does not count as achieved."""
    for component in components:
        if component.level not in scale:
            raise UsageError(
                f'"{component.name}" is put on level {component.level}; the levels are '
                f"{', '.join(f'{n} {word}' for n, word in scale.items())}."
            )
    level = max((c.level for c in components), default=None)
    active = [c for c in components if c.active]
    achieved = max((c.level for c in active), default=None)
    total = math.fsum(c.cost for c in components)
    mix = {n: math.fsum(c.cost for c in components if c.level == n) / total for n in scale} if total else None
    above = [n for n in sorted(scale) if n > (achieved or 0)]
    names = ", ".join(c.name for c in active if c.level == achieved)
    said = f"Bound at level {achieved}, {scale[achieved]}, by {names}." if achieved else "Nothing binds it yet."
    if level is not None and level > (achieved or 0):
        idle = ", ".join(c.name for c in components if c.level == level)
        said += f" Level {level}, {scale[level]}, is offered ({idle}) and not used."
    return Ties(level, achieved, mix, above[0] if above else None, said)


def switching_cost(
    *, procedural_hours: float = 0.0, wage: float = 0.0, lost_benefits: float = 0.0, exit_fees: float = 0.0,
    relational: float = 0.0,
) -> float:  # fmt: skip
    """Procedural (hours of search, set-up and learning times wage) + financial + relational, in money.

    Burnham, Frels and Mahajan (2003).
    """
    parts = (procedural_hours * wage, lost_benefits + exit_fees, relational)
    given = (procedural_hours, wage, lost_benefits, exit_fees, relational)
    if not all(math.isfinite(v) and v >= 0 for v in given):
        raise UsageError("Every part of a switching cost is 0 or more.")
    return math.fsum(parts)


def stays(*, value_ours: float, price_ours: float, value_rival: float, price_rival: float, cost: float) -> bool:
    """Whether a customer is better off with us once leaving costs `cost`."""
    return value_ours - price_ours >= value_rival - price_rival - cost


def shy_switching_costs(prices: ArrayLike, customers: ArrayLike) -> NDArray[np.float64]:
    """S_i = p_i - p_j N_j/(N_i + N_j), in money: what prices and shares say that leaving each firm costs.

    Shy (2002), undercut-proof prices: each firm fears the one with fewest customers, and that one fears the one with
    most. Two firms fear each other.
    """
    p, n = np.asarray(prices, np.float64), np.asarray(customers, np.float64)
    if p.shape != n.shape or p.ndim != 1 or len(p) <= 1:
        raise UsageError("Give the prices and customers of at least two firms, one each.")
    if not (np.isfinite(p).all() and (p >= 0).all() and np.isfinite(n).all() and (n > 0).all()):
        raise UsageError("Prices are 0 or more and customers more than 0.")
    smallest, largest = int(np.argmin(n)), int(np.argmax(n))
    if smallest == largest:  # all alike
        smallest, largest = len(n) - 1, 0
    feared = np.full(len(n), smallest)
    feared[smallest] = largest
    return np.asarray(p - p[feared] * n[feared] / (n + n[feared]))


@dataclass(frozen=True)
class Effect:
    """What a programme did, per customer and period: mean, standard error, and whether it could be told at all."""

    mean: float | None
    error: float | None
    sentence: str


def difference_in_differences(
    bound_before: ArrayLike, bound_after: ArrayLike, others_before: ArrayLike, others_after: ArrayLike
) -> Effect:
    """Tau = (Y1 after - Y1 before) - (Y0 after - Y0 before), with the error that both sets of changes leave.

    Each pair of arrays holds the same customers in the same order. It stands on both sets having gone the same way
    without the programme, which no figure here can show.
    """
    bound, others = _changes(bound_before, bound_after), _changes(others_before, others_after)
    if not len(bound) or not len(others):
        return Effect(None, None, "Effect not identified: there is nobody to compare with.")
    tau = float(bound.mean() - others.mean())
    if min(len(bound), len(others)) <= 1:
        return Effect(tau, None, "One customer on a side gives a difference without a known error.")
    error = math.sqrt(bound.var(ddof=1) / len(bound) + others.var(ddof=1) / len(others))
    return Effect(tau, error, f"Changed by {tau:.4g} more than those without it, give or take {1.96 * error:.4g}.")


def _changes(before: ArrayLike, after: ArrayLike) -> NDArray[np.float64]:
    then, now = np.asarray(before, np.float64), np.asarray(after, np.float64)
    if then.shape != now.shape or then.ndim != 1:
        raise UsageError("Before and after hold the same customers, one number each.")
    if not (np.isfinite(then).all() and np.isfinite(now).all()):
        raise UsageError("Before and after are known numbers for every customer; leave out those without.")
    return np.asarray(now - then)
