"""How well a decision-making unit is known and won over: coverage, support, and how much hangs on one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from goodwill.terms import UsageError

Role = Literal["initiator", "user", "influencer", "decider", "approver", "buyer", "gatekeeper"]
ROLES: tuple[Role, ...] = ("initiator", "user", "influencer", "decider", "approver", "buyer", "gatekeeper")
"""After Webster and Wind (1972) and Kotler."""


@dataclass(frozen=True)
class Seat:
    """A person in a role of one decision. weight: influence on it, relative to the other seats.

    person: None for a role that somebody must hold, nobody knows who. strength: of our relationship, 0 to 1.
    stance: 1 for us, 0 neither, -1 against. last_contact: None for never.
    """

    role: Role
    person: str | None
    weight: float = 1.0
    strength: float = 0.0
    stance: Literal[-1, 0, 1] = 0
    last_contact: date | None = None

    def __post_init__(self) -> None:
        who = self.person or f"the unknown {self.role}"
        if self.role not in ROLES:
            raise UsageError(f'"{self.role}" is no role in a decision. Choose one of {", ".join(ROLES)}.')
        if not 0 <= self.weight < float("inf"):
            raise UsageError(f"The influence of {who} is {self.weight}; give 0 or more.")
        if not 0 <= self.strength <= 1:
            raise UsageError(f"Our relationship with {who} has strength {self.strength}; give 0 to 1.")
        if self.stance not in (-1, 0, 1):
            raise UsageError(f"The stance of {who} is {self.stance}; give -1, 0 or 1.")


@dataclass(frozen=True)
class DecisionUnit:
    """coverage: share of the roles in which somebody was contacted lately; weighted: share of influence contacted.

    support: -1 to 1, influence times strength times stance. single_thread: largest share of contacts through one
    person. Each is None where it has nothing to be a share of. unknown, uncovered: roles. findings: sentences.
    """

    coverage: float | None
    weighted_coverage: float | None
    support: float | None
    single_thread: float | None
    unknown: tuple[Role, ...]
    uncovered: tuple[Role, ...]
    findings: tuple[str, ...]


def look_at(
    seats: Sequence[Seat], *, as_of: date, window_days: int, contacts: Mapping[str, int] | None = None
) -> DecisionUnit:
    """What the seats of one decision say on `as_of`.

    A role counts as covered when one of its people had a contact within the last `window_days`; a role whose holder
    is not known is not covered. Weights are brought to a sum of 1, unknown seats included.

    contacts: how many there were through each person within the window; by default one for each contacted person.
    """
    if window_days < 1:
        raise UsageError(f"The window is at least 1 day long, not {window_days}.")
    if wrong := [who for who, n in (contacts or {}).items() if n < 0]:
        raise UsageError(f'"{wrong[0]}" has fewer than 0 contacts.')
    reached = [s for s in seats if _contacted(s, as_of, window_days)]
    roles = tuple(role for role in ROLES if any(s.role == role for s in seats))
    unknown = tuple(role for role in ROLES if any(s.role == role and s.person is None for s in seats))
    covered = {s.role for s in reached}
    uncovered = tuple(role for role in roles if role not in covered)
    influence = sum(s.weight for s in seats)
    through = dict(contacts) if contacts is not None else {s.person: 1 for s in reached if s.person}
    total = sum(through.values())
    top = max(through, key=lambda who: (through[who], str(who))) if total else None
    single = through[top] / total if top is not None else None
    return DecisionUnit(
        coverage=(len(roles) - len(uncovered)) / len(roles) if roles else None,
        weighted_coverage=sum(s.weight for s in reached) / influence if influence else None,
        support=sum(s.weight * s.strength * s.stance for s in seats) / influence if influence else None,
        single_thread=single,
        unknown=unknown,
        uncovered=uncovered,
        findings=tuple(_findings(seats, unknown, uncovered, single, top, window_days)),
    )


SINGLE_THREAD = 0.7


def _findings(
    seats: Sequence[Seat],
    unknown: tuple[Role, ...],
    uncovered: tuple[Role, ...],
    single: float | None,
    top: str | None,
    window_days: int,
) -> list[str]:
    said = [f"Nobody knows who the {role} is: find out." for role in unknown]
    for role in uncovered:
        people = [s.person for s in seats if s.role == role and s.person]
        if people:
            said.append(f"No contact with the {role}, {' or '.join(people)}, in {window_days} days.")
    if single is not None and single >= SINGLE_THREAD and top is not None:
        said.append(f"{round(100 * single)}% of the contacts go through {top}: if {top} leaves, the thread breaks.")
    said += [f"{s.person}, {s.role}, is against us." for s in seats if s.stance < 0 and s.person]
    return said


def _contacted(seat: Seat, as_of: date, window_days: int) -> bool:
    if seat.person is None or seat.last_contact is None:
        return False
    return 0 <= (as_of - seat.last_contact).days < window_days
