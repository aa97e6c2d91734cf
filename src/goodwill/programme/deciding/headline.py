"""The sentence about a unit that stands above its map."""

from goodwill.programme.deciding.learning import in_sentence
from goodwill.programme.deciding.unit import Place, Unit
from goodwill.records.models import Seat

_FEW = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NAMED = 2
"""So many are named one by one; more are counted."""


def headline(unit: Unit) -> str:
    """Who is unknown and who is against us, then how far the roles were reached."""
    if not unit.places:
        return "Nobody is on the map yet."
    unknown = [one for one in unit.places if one.name is None]
    opposed = [one for one in unit.places if one.support in (Seat.Support.AGAINST, Seat.Support.ENEMY)]
    said = [part for part in (_unknown(unknown), _opposed(opposed)) if part]
    first = " and ".join(said) if said else "everybody is known and nobody is against us"
    return f"{first[:1].upper()}{first[1:]}. {_reached(unit)}"


def _unknown(places: list[Place]) -> str:
    if not places:
        return ""
    if len(places) == 1:
        role = places[0].roles[0]
        return f"{'an' if role[0] in 'aiu' and role != 'user' else 'a'} {role} is unknown"
    return f"{few(len(places))} seats are unknown"


def _opposed(places: list[Place]) -> str:
    if not places:
        return ""
    if len(places) <= _NAMED:
        names = " and ".join(f"the {in_sentence(one.position)}" for one in places)
        return f"{names} {'is' if len(places) == 1 else 'are'} against us"
    return f"{few(len(places))} are against us"


def _reached(unit: Unit) -> str:
    held = {role for place in unit.places for role in place.roles}
    reached = len(held) - len(unit.measures.uncovered)
    days = f"{unit.decision.window} days"
    if reached == len(held):
        return f"Every role was reached within {days}."
    were = "was" if reached == 1 else "were"
    return f"{few(reached).capitalize() if reached else 'None'} of {few(len(held))} roles {were} reached within {days}."


def few(number: int) -> str:
    """A number in words up to ten."""
    return _FEW[number] if number < len(_FEW) else str(number)
