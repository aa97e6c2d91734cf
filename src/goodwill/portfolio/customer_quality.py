"""Which customers are worth cultivating, and which are not: fit, growth, bargaining power, price sensitivity."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from goodwill.terms import UsageError

CRITERIA = ("fit", "growth", "power", "sensitivity")
"""After Porter (1980), buyer selection. Power and sensitivity are theirs, so that much of either is bad for us."""

REVERSED = ("power", "sensitivity")
HIGHEST = 10.0
POOR = 4.0
WEIGHTS: Mapping[str, float] = MappingProxyType({"fit": 0.3, "growth": 0.3, "power": 0.2, "sensitivity": 0.2})

Source = Literal["evidence", "judged"]


@dataclass(frozen=True)
class Mark:
    """A score from 0 to 10, whether it was reckoned from evidence or judged by a person, and on what."""

    score: float
    source: Source
    because: str

    def __post_init__(self) -> None:
        if not 0 <= self.score <= HIGHEST:
            raise UsageError(f"A score of quality runs from 0 to 10, not to {self.score:g}.")
        if not self.because.strip():
            raise UsageError("Say what a score of quality rests on.")


@dataclass(frozen=True)
class Requirement:
    """How much of something the customer needs and we can do, in one unit."""

    name: str
    need: float
    capability: float
    weight: float = 1.0

    def __post_init__(self) -> None:
        if not all(math.isfinite(v) and v >= 0 for v in (self.need, self.capability, self.weight)):
            raise UsageError(f'Need, capability and weight of "{self.name}" are 0 or more.')


@dataclass(frozen=True)
class Quality:
    """index: 0 to 10, None until something is known. known: share of the weight that is. cultivate: None if not known.

    warning: why this customer should not be cultivated, None where there is no reason.
    """

    marks: Mapping[str, Mark | None]
    index: float | None
    known: float
    judged: tuple[str, ...]
    cultivate: bool | None
    warning: str | None

    @property
    def written(self) -> str:
        """The index as people read it; empty where it is not known."""
        return "" if self.index is None else _written(self.index, POOR)


def fit(requirements: Sequence[Requirement]) -> Mark | None:
    """10 sum_k w_k min(1, capability_k / need_k), weights brought to a sum of 1; what is not needed does not count."""
    wanted = [r for r in requirements if r.need > 0 and r.weight > 0]
    if not wanted:
        return None
    total = math.fsum(r.weight for r in wanted)
    met = math.fsum(r.weight * min(1.0, r.capability / r.need) for r in wanted) / total
    short = [r.name for r in wanted if r.capability < r.need]
    said = f"{met:.0%} of what it needs is met" + (f"; short in {', '.join(short)}" if short else "")
    return Mark(HIGHEST * met, "evidence", said)


def growth(purchases: Sequence[float], *, years_apart: float = 1.0, full: float = 0.20) -> Mark | None:
    """Compound growth a year from the first to the last of `purchases`; 0 growth is 5, `full` or more is 10.

    None where there are not two figures or the first is 0.
    """
    if len(purchases) <= 1 or purchases[0] <= 0 or purchases[-1] < 0:
        return None
    years = years_apart * (len(purchases) - 1)
    rate = (purchases[-1] / purchases[0]) ** (1 / years) - 1
    score = min(max(HIGHEST / 2 * (1 + rate / full), 0.0), HIGHEST)
    return Mark(
        score,
        "evidence",
        f"its purchases changed by {_signed(100 * rate, 0)}% a year over {years:g} year{'' if years == 1 else 's'}",
    )


def power(share_of_our_sales: float, *, given_up: float = 0.0, full: float = 0.25, full_given: float = 0.20) -> Mark:
    """The stronger of the power that it has, from our dependence on it, and of what it has made of it in prices.

    share_of_our_sales: 0 to 1; `full` or more is 10. given_up: by what share its prices are lower, 0 to 1;
    `full_given` or more is 10. Porter (1980), ch. 6: intrinsic power and its exercise.
    """
    for what, share in (("share of our sales", share_of_our_sales), ("share of the price", given_up)):
        if not 0 <= share <= 1:
            raise UsageError(f"A {what} lies between 0 and 1, not at {share:g}.")
    said = f"it makes up {100 * share_of_our_sales:.1f}% of our sales"
    if given_up:
        said += f" and pays {100 * given_up:.3g}% less than the full price"
    return Mark(HIGHEST * min(1.0, max(share_of_our_sales / full, given_up / full_given)), "evidence", said)


def sensitivity(elasticity: float, *, low: float | None = None, high: float | None = None, full: float = 3.0) -> Mark:
    """From dlnQ/dlnP: 0 or above is 0, -`full` or below is 10. low, high: its range, for the sentence."""
    score = HIGHEST * min(max(-elasticity / full, 0.0), 1.0)
    around = f" ({_signed(low, 1)} to {_signed(high, 1)})" if low is not None and high is not None else ""
    return Mark(score, "evidence", f"a price 1% higher changes its purchases by {_signed(elasticity, 1)}%{around}")


def judge(score: float, because: str) -> Mark:
    """A person's score, for want of evidence."""
    return Mark(score, "judged", because)


def quality(marks: Mapping[str, Mark | None], *, weights: Mapping[str, float] = WEIGHTS, poor: float = POOR) -> Quality:
    """The weighted mean of what is known, power and sensitivity reversed; below `poor` it is not worth cultivating.

    Whether to cultivate is only said where at least half of the weight is known.
    """
    if unknown := [name for name in marks if name not in CRITERIA]:
        raise UsageError(f'"{unknown[0]}" is no criterion of quality. They are {", ".join(CRITERIA)}.')
    if set(weights) != set(CRITERIA) or any(w < 0 for w in weights.values()) or not sum(weights.values()):
        raise UsageError(f"Give a weight of 0 or more for each of {', '.join(CRITERIA)}.")
    known = {name: mark for name in CRITERIA if (mark := marks.get(name)) is not None}
    weight = math.fsum(weights[name] for name in known)
    share = weight / math.fsum(weights.values())
    index = math.fsum(weights[n] * _good(n, m) for n, m in known.items()) / weight if weight else None
    enough = index is not None and share >= 1 / 2 - 1e-9
    cultivate = index >= poor if enough and index is not None else None
    return Quality(
        {name: marks.get(name) for name in CRITERIA},
        index,
        share,
        tuple(name for name, mark in known.items() if mark.source == "judged"),
        cultivate,
        _warning(known, index, poor) if cultivate is False else None,
    )


WORDS = {"fit": "fit", "growth": "growth", "power": "bargaining power", "sensitivity": "price sensitivity"}


def _written(index: float, poor: float) -> str:
    """With one decimal, or so many that it does not look like the bar that it misses."""
    for decimals in (1, 2, 3):
        said = f"{index:.{decimals}f}"
        if (float(said) < poor) == (index < poor):
            return said
    return f"just below {poor:g}"


def _warning(known: Mapping[str, Mark], index: float | None, poor: float) -> str:
    worst = sorted(known, key=lambda name: _good(name, known[name]))
    told = [
        f"{WORDS[name]} {known[name].score:.1f} ({known[name].because.rstrip('.')}{by})"
        for name in worst[:2]
        if _good(name, known[name]) < HIGHEST / 2
        for by in [", judged" if known[name].source == "judged" else ""]
    ]
    said = "" if index is None else _written(index, poor)
    return f"Not to be cultivated: quality {said} of 10, below {poor:g}. What weighs most: {'; '.join(told)}."


def _good(name: str, mark: Mark) -> float:
    return HIGHEST - mark.score if name in REVERSED else mark.score


def _signed(number: float, places: int) -> str:
    """+3 or −46."""
    return f"{number:+.{places}f}".replace("-", "−")
