"""Decision-making units."""

from datetime import date
from typing import Any

from goodwill.records.models import Decision, Party, Seat, SeatLink, User
from tests.things.there import More, Otherwise, There

SINCE = date(2011, 1, 1)


def hang(there: There) -> dict[str, list[Any]]:
    decision = Decision.objects.create(party=there.party, about=f"{there.mark}what is bought", since=SINCE)
    seats = [
        Seat.objects.create(
            decision=decision, position=f"{there.mark}Head {number}", person=holder, roles=["decider"],
            note=f"{there.mark}price", since=SINCE,
        )
        for number, holder in enumerate((there.person, None))
    ]  # fmt: skip
    link = SeatLink.objects.create(
        decision=decision, source=seats[0], target=seats[1], about=f"{there.mark}budget", since=SINCE
    )
    of_decision = ("decision", "decision-edit", "decision-end", "decision-task", "seat-add", "seat-link-add")
    return {
        **{key: [there.party.pk] for key in ("decisions", "decision-add")},
        **{key: [decision.pk] for key in of_decision},
        **{key: [seats[1].pk] for key in ("seat", "seat-end")},
        **{key: [link.pk] for key in ("seat-link", "seat-link-end")},
    }


def add(more: More) -> None:
    for one in (more.party, more.below):
        Decision.objects.create(party=one, about=more.name, since=date(2040, 2, 1))
    first = Decision.objects.filter(party=more.party).earliest("id")
    above = first.seats.earliest("id")
    seat = Seat.objects.create(
        decision=first, position=more.name, person=more.person, roles=["user"], reports_to=above, since=SINCE
    )
    SeatLink.objects.create(decision=first, source=seat, target=above, about=more.name, since=SINCE)


def arguments(party: Party, _other: Party, _jonas: User) -> dict[str, Any]:
    decision = Decision.objects.create(party=party, about="What is bought", since=SINCE)
    seats = [
        Seat.objects.create(decision=decision, position=position, roles=["user"], since=SINCE)
        for position in ("Buyer", "Head")
    ]
    return {
        "decision": decision,
        "seat": seats[0],
        "source": seats[0],
        "target": seats[1],
        "link": SeatLink.objects.create(decision=decision, source=seats[0], target=seats[1], since=SINCE),
        "about": "Mine",
        "stage": "",
        "window": 90,
        "position": "Mine",
        "roles": ["user"],
        "influence": 2,
        "strength": 0,
        "support": "unknown",
        "reports_to": None,
        "note": "",
        "kind": "conflicts",
    }


OTHERWISE: Otherwise = {}
