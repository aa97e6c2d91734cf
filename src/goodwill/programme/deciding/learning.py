"""What is still to be learned of a unit, the most important first, each as a question and as a task."""

from collections.abc import Iterator
from dataclasses import dataclass

from goodwill.network.decision_unit import ROLES
from goodwill.programme.deciding.unit import Place, Unit
from goodwill.records.models import Seat

DOES = {
    "initiator": "first asks for it",
    "user": "works with what is bought",
    "influencer": "is heard before the decision",
    "decider": "decides",
    "approver": "approves",
    "buyer": "places the orders",
    "gatekeeper": "lets people and papers through",
}
"""What each role does in the decision."""
_WEIGHT = {"decider": 6, "approver": 5, "influencer": 4, "gatekeeper": 3, "buyer": 2, "user": 2, "initiator": 1}
_OPPOSED = (Seat.Support.AGAINST, Seat.Support.ENEMY)
_FRIENDLY = (Seat.Support.MENTOR, Seat.Support.SUPPORTER)


@dataclass(frozen=True)
class Gap:
    """key: by which a page asks for it. do: what to do next, as a verb; helper: who could say, as a sentence."""

    key: str
    question: str
    do: str
    task: str
    helper: str = ""
    weight: float = 0.0


def gaps(unit: Unit) -> list[Gap]:
    """First seats without a holder, by their influence; then who is against us, roles without a seat, and attitudes."""
    return sorted(_found(unit), key=lambda gap: -gap.weight)


def _found(unit: Unit) -> Iterator[Gap]:
    for place in unit.places:
        yield from _of_place(unit, place)
    held = {role for place in unit.places for role in place.roles}
    if unit.places:
        for role in ROLES:
            if role not in held:
                yield Gap(
                    f"role-{role}",
                    f"Who {DOES[role]}? No {role} is named.",
                    f"find out who {DOES[role]}.",
                    _cut(f"Find out who the {role} is: {unit.decision.about}"),
                    _helper(unit, None),
                    weight=1 + _WEIGHT[role] / 10,
                )


def _of_place(unit: Unit, place: Place) -> Iterator[Gap]:
    at, parts = in_sentence(place.position), " and ".join(DOES[role] for role in place.roles)
    if place.name is None:
        yield Gap(
            f"person-{place.key}",
            f"Who is {at}? Whoever it is {parts}.",
            f"find out who is {at}.",
            _cut(f"Find out who is {at}"),
            _helper(unit, place),
            weight=10 + 10 * place.share + max(_WEIGHT[role] for role in place.roles) / 100,
        )
    elif place.left:
        yield Gap(
            f"person-{place.key}",
            f"{place.name[:1].upper()}{place.name[1:]} has left. Who is {at} now?",
            f"find out who is {at} now.",
            _cut(f"Find out who is {at} now"),
            _helper(unit, place),
            weight=10 + 10 * place.share,
        )
    elif place.support in _OPPOSED:
        why = f" {place.note}" if place.note else ""
        yield Gap(
            f"win-{place.key}",
            f"What would win {place.name}, {at}?{why}",
            f"find out what would win {place.name}.",
            _cut(f"Find out what would win {place.name}, {at}"),
            _helper(unit, place),
            weight=5 + 4 * place.share,
        )
    elif place.support == Seat.Support.UNKNOWN:
        yield Gap(
            f"support-{place.key}",
            f"How does {place.name}, {at}, stand toward us?",
            f"find out how {place.name} stands toward us.",
            _cut(f"Find out how {place.name}, {at}, stands toward us"),
            _helper(unit, place),
            weight=place.share,
        )


def _helper(unit: Unit, about: Place | None) -> str:
    """Somebody who is for us and near enough to say."""
    known = [one for one in unit.places if one.name and not one.left and one != about]
    friends = [one for one in known if one.support in _FRIENDLY]
    if not friends:
        return ""
    near = {line.source for line in unit.lines if about and line.target == about.key}
    if about is not None:
        near |= {one.key for one in friends if one.superior == about.key or one.key == about.superior}
        near |= {one.key for one in friends if about.superior is not None and one.superior == about.superior}
    best = max(friends, key=lambda one: (one.key in near, one.closeness, one.share))
    verb = "is our mentor" if best.support == Seat.Support.MENTOR else "supports us"
    return f"{best.name} {verb} and may know."


def in_sentence(position: str) -> str:
    """A position within a sentence: head of finance, but IT director."""
    return position if position[1:2].isupper() or not position[1:2].isalpha() else position[:1].lower() + position[1:]


def _cut(title: str) -> str:
    return title if len(title) <= 200 else f"{title[:199]}…"  # noqa: PLR2004 - as long as a task may be called
