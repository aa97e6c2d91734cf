"""The rung of one relationship on the ladder, with the evidence for it, by one rule for all who ask."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodwill.terms import UsageError
from goodwill.terms.dates import written_day

Rung = Literal["prospect", "purchaser", "client", "supporter", "advocate", "partner", "lapsed"]
LADDER: tuple[Rung, ...] = ("prospect", "purchaser", "client", "supporter", "advocate", "partner")
"""From the lowest rung to the highest; lapsed is beside the ladder."""

BY_ORDERS = ("purchaser", "client", "quiet", "lapsed")
"""What orders alone can show, in the order of the codes of `by_orders`."""

POSITIVE = {"satisfaction": 4.0, "recommendation": 7.0}
"""From here on an answer is positive: satisfaction from 1 to 5, likelihood to recommend from 0 to 10."""

HIGHEST = {"satisfaction": 5.0, "recommendation": 10.0}


def by_orders(occasions_in_window: ArrayLike, expected_to_return: ArrayLike, return_cut: float) -> NDArray[np.int8]:
    """Codes into BY_ORDERS: one occasion within W is a purchaser, two or more a client; silent for W, quiet or lapsed.

    Quiet from `return_cut` on. Either array may be a single number.
    """
    occasions, chance = np.asarray(occasions_in_window), np.asarray(expected_to_return)
    silent = np.where(chance >= return_cut, 2, 3)
    return np.where(occasions > 1, 1, np.where(occasions == 1, 0, silent)).astype(np.int8)


@dataclass(frozen=True)
class Attitude:
    """The latest answer that tells what the customer thinks of us. scale: see POSITIVE."""

    scale: Literal["satisfaction", "recommendation"]
    answer: float
    day: date

    def __post_init__(self) -> None:
        if not 0 <= self.answer <= HIGHEST[self.scale]:
            raise UsageError(f"An answer on {self.scale} runs to {HIGHEST[self.scale]:g}, not to {self.answer:g}.")


@dataclass(frozen=True)
class Recommended:
    kind: Literal["referral", "reference", "testimonial"]
    day: date


@dataclass(frozen=True)
class RungEvidence:
    """What is known of one relationship on `as_of`; evidence counts for `window_days` (W) up to it.

    occasions_ever: those in W included. expected_to_return: chance within the horizon; None where it is not known.
    contract_renewed: an active contract that has been renewed at least once. last_rung: the one before it fell silent.
    structural_ties: how many are active. known_until: what people wrote down counts up to this day, which may be later
    than the last order; None: up to as_of.
    """

    as_of: date
    window_days: int
    return_cut: float
    occasions_in_window: int = 0
    occasions_ever: int = 0
    expected_to_return: float | None = None
    contract_renewed: bool = False
    attitude: Attitude | None = None
    recommended: tuple[Recommended, ...] = ()
    structural_ties: int = 0
    joint_plan_signed: date | None = None
    target_segment: str | None = None
    open_inquiry: bool = False
    last_rung: Rung | None = None
    known_until: date | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.occasions_in_window <= self.occasions_ever:
            raise UsageError(
                f"{self.occasions_in_window} occasions within W and {self.occasions_ever} in all do not agree; "
                "count those within W among all."
            )
        if self.window_days < 1:
            raise UsageError(f"W is at least 1 day long, not {self.window_days}.")
        if self.expected_to_return is not None and not 0 <= self.expected_to_return <= 1:
            raise UsageError(f"A chance lies between 0 and 1, not at {self.expected_to_return:g}.")

    @property
    def until(self) -> date:
        return self.known_until or self.as_of

    def recent(self, day: date) -> bool:
        return day <= self.until and (self.as_of - day).days < self.window_days


@dataclass(frozen=True)
class OnLadder:
    """rung: None for a party with no order, in no target segment and without an inquiry.

    marks: said beside the rung, "quiet" or "attitude unknown". because: the evidence, a sentence each. short_of: the
    next rung and what it wants.
    """

    rung: Rung | None
    marks: tuple[str, ...] = field(default=())
    because: tuple[str, ...] = field(default=())
    short_of: str | None = None

    @property
    def words(self) -> str:
        """As in "client (attitude unknown)"."""
        name = self.rung or "not on the ladder"
        return f"{name} ({', '.join(self.marks)})" if self.marks else name


def rung_of(e: RungEvidence) -> OnLadder:
    """The highest rung whose rule is satisfied."""
    orders = BY_ORDERS[int(by_orders(e.occasions_in_window, _chance(e), e.return_cut))]
    contract = "An active contract has been renewed." if e.contract_renewed else None
    said = _ordered(e)
    if e.occasions_ever == 0 and not contract:
        return _before_the_first_order(e)
    if orders in ("quiet", "lapsed") and not contract:
        return _silent(e, orders)
    if orders == "purchaser" and not contract:
        return OnLadder("purchaser", (), (said,), "client: a second order within the window, or a contract renewed")
    because = tuple(sentence for sentence in (said if e.occasions_in_window else None, contract) if sentence)
    if e.structural_ties and e.joint_plan_signed is not None and e.joint_plan_signed <= e.until:
        ties = "A structural tie is" if e.structural_ties == 1 else f"{e.structural_ties} structural ties are"
        signed = f"{ties} active and a joint plan was signed on {written_day(e.joint_plan_signed)}."
        return OnLadder("partner", (), (*because, signed))
    return _by_attitude(e, because)


def _by_attitude(e: RungEvidence, because: tuple[str, ...]) -> OnLadder:
    attitude = e.attitude if e.attitude is not None and e.recent(e.attitude.day) else None
    if attitude is None:
        last = (
            "No attitude is on record"
            if e.attitude is None
            else f"The last answer, of {written_day(e.attitude.day)}, is too old"
        )
        return OnLadder("client", ("attitude unknown",), (*because, f"{last}."), "supporter: ask what they think of us")
    answer = f"{attitude.scale} {attitude.answer:g} of {HIGHEST[attitude.scale]:g} on {written_day(attitude.day)}"
    if attitude.answer < POSITIVE[attitude.scale]:
        wanted = f"supporter: {attitude.scale} of {POSITIVE[attitude.scale]:g} or more"
        return OnLadder("client", (), (*because, f"The latest answer is not positive: {answer}."), wanted)
    because = (*because, f"The latest answer is positive: {answer}.")
    recommended = [r for r in e.recommended if e.recent(r.day)]
    if not recommended:
        return OnLadder("supporter", (), because, "advocate: a referral, reference or testimonial within the window")
    latest = max(recommended, key=lambda r: r.day)
    because = (*because, f"It recommended us: {latest.kind} on {written_day(latest.day)}.")
    return OnLadder("advocate", (), because, "partner: an active structural tie and a joint plan signed")


def _before_the_first_order(e: RungEvidence) -> OnLadder:
    said = [f"It is in the target segment {e.target_segment}."] if e.target_segment else []
    said += ["It has an open inquiry."] if e.open_inquiry else []
    if not said:
        return OnLadder(None, (), ("No order, in no target segment, no open inquiry.",), "prospect: an inquiry")
    return OnLadder("prospect", (), ("It has not ordered yet.", *said), "purchaser: a first order")


def _silent(e: RungEvidence, orders: str) -> OnLadder:
    silent = f"No order within {e.window_days} days."
    kept = e.last_rung if e.last_rung in LADDER[1:] else ("client" if e.occasions_ever > 1 else "purchaser")
    if e.expected_to_return is None:
        return OnLadder(kept, ("quiet", "return not known"), (silent, "Whether it will return is not known."))
    chance = f"chance to return {_percent(e.expected_to_return)}, cut {_percent(e.return_cut)}"
    if orders == "lapsed":
        return OnLadder("lapsed", (), (silent, f"It is not expected back: {chance}."), "purchaser: an order")
    return OnLadder(kept, ("quiet",), (silent, f"It is expected back: {chance}."))


def _chance(e: RungEvidence) -> float:
    return 1.0 if e.expected_to_return is None else e.expected_to_return


def _ordered(e: RungEvidence) -> str:
    orders = "1 purchase occasion" if e.occasions_in_window == 1 else f"{e.occasions_in_window} purchase occasions"
    return f"{orders} within {e.window_days} days."


def _percent(chance: float) -> str:
    whole = f"{chance:.0%}"
    # A chance is never rounded to a certainty that it is not.
    return "under 1%" if chance > 0 and whole == "0%" else "over 99%" if chance < 1 and whole == "100%" else whole
