"""What each room of the programme has to be walked with: a file for each, with the same three functions.

`hang` makes a thing of every kind on a party and tells the arguments of the room's addresses; `add` makes one more of
everything that pages list; `arguments` tells what the room's actions are called with; where one is called with
something else, `OTHERWISE` makes that of what is known.
"""

from typing import Any

from goodwill.records.models import Party, User
from tests.things import deciding, exchanging, focal_point, managing, needing, planning, selecting, tying
from tests.things.there import More, There

ROOMS = (deciding, exchanging, focal_point, managing, needing, planning, selecting, tying)
OF = {room.__name__.rpartition(".")[2]: room for room in ROOMS} | {"climbing": tying, "mail": focal_point}
"""Folder of the programme -> the file here."""


def hang(there: There) -> dict[str, list[Any]]:
    return {name: arguments for room in ROOMS for name, arguments in room.hang(there).items()}


def add(more: More) -> None:
    for room in ROOMS:
        room.add(more)


def arguments(action: str, party: Party, other: Party, jonas: User) -> dict[str, Any]:
    """action: as the programme names it, such as deciding.seats.add_seat."""
    folder, _, rest = action.partition(".")
    if folder not in OF:
        return {}
    known = OF[folder].arguments(party, other, jonas)
    return known | OF[folder].OTHERWISE.get(rest, lambda _known: {})(known)
