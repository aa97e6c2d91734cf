"""Seats of a decision: added, changed and ended. How a seat was before every change is kept with its days."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from goodwill.network.decision_unit import ROLES
from goodwill.programme import policy
from goodwill.programme.deciding.decisions import day_up_to_now, demand_going_on
from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError, change
from goodwill.programme.working import add_person
from goodwill.records.models import Affiliation, Decision, Party, Seat, User
from goodwill.terms import UsageError

STATE = ("position", "person", "roles", "influence", "strength", "support", "reports_to", "note")
"""What a seat says, and what a change of it closes and opens."""
MOST = 60
"""So many seats a decision has at most; beyond, nobody reads a map."""


@transaction.atomic
def add_seat(
    *,
    by: User,
    decision: Decision,
    position: str,
    roles: Collection[str],
    person: Party | None = None,
    newcomer: str = "",
    influence: int = Seat.Influence.MEDIUM,
    strength: int = Seat.Strength.NONE,
    support: str = Seat.Support.UNKNOWN,
    reports_to: Seat | None = None,
    note: str = "",
    since: date | None = None,
) -> Seat:
    """A position with a role in the decision. Without a person nobody knows yet who holds it.

    newcomer: the name of somebody who is not on record yet, and is added to the party's people as holding the position.

    Raises:
        PermissionDenied: unless the party is the user's to change.
        UsageError: without a position or role, for a word that is none, a superior of another decision, or a day to
            come.
    """
    policy.demand_edit(by, decision.party)
    demand_going_on(decision)
    if Seat.objects.now().filter(decision=decision).count() >= MOST:
        raise UsageError(f"A decision has up to {MOST} seats. End one first, or name a decision of its own.")
    values = _checked(decision, None, position, roles, influence, strength, support, reports_to, note)
    values["person"] = _holder(by, decision, person, newcomer, str(values["position"]))
    made = Seat.objects.create(decision=decision, since=max(day_up_to_now(since), decision.since), **values)
    after = {"about": decision.about} | _words(values)
    remember(by=by, action="added seat", row=made, party=decision.party, after=after)
    return made


@transaction.atomic
def change_seat(
    *,
    by: User,
    seat: Seat,
    version: int,
    position: str,
    roles: Collection[str],
    person: Party | None,
    influence: int,
    strength: int,
    support: str,
    reports_to: Seat | None,
    note: str,
    newcomer: str = "",
    since: date | None = None,
) -> None:
    """What the seat says from a day on, today unless an earlier one is given; how it was until then is kept.

    version: the one that the person saw.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
        UsageError: as in `add_seat`; also for a day before the last change, or where reporting would go in a circle.
    """
    policy.demand_edit(by, seat.decision.party)
    demand_going_on(seat.decision)
    held = _held(seat, version)
    values = _checked(seat.decision, held, position, roles, influence, strength, support, reports_to, note)
    values["person"] = _holder(by, seat.decision, person, newcomer, str(values["position"]), now=held.person)
    # The person's id and not the row: the history keeps it, and the reader of the history is told no name by it.
    changed = {name: value for name, value in values.items() if getattr(held, name) != value}
    if not changed:
        return
    day = _since(since, held.since, str(held))
    former = Seat(decision=held.decision, former_of=held, since=held.since, until=day)
    for name in STATE:
        setattr(former, name, getattr(held, name))
    former.save()
    before = _words({name: getattr(held, name) for name in changed})
    change(held, version, changed | {"since": day})
    after = _words(changed)
    remember(by=by, action="changed seat", row=held, party=seat.decision.party, before=before, after=after)


@transaction.atomic
def end_seat(*, by: User, seat: Seat) -> None:
    """From today there is no such seat, nor its links; who reported to it reports to nobody yet.

    Raises:
        UsageError: where it has ended already.
    """
    policy.demand_edit(by, seat.decision.party)
    today = timezone.localdate()
    if not Seat.objects.now().filter(id=seat.id).update(until=today, version=seat.version + 1):
        raise UsageError(f"{seat.position} has ended already.")
    for links in (seat.links_from, seat.links_to):
        links.filter(until__isnull=True, former_of__isnull=True).update(until=today)
    remember(by=by, action="ended seat", row=seat, party=seat.decision.party, before={"position": seat.position})


def people_of(user: User, party: Party, seat: Seat | None = None) -> list[Party]:
    """Whom the user may name for a seat: the party's people of today, and who holds it."""
    there = Affiliation.objects.on(timezone.localdate()).filter(organisation=party).values_list("person", flat=True)
    named = [*there, *([] if seat is None or seat.person_id is None else [seat.person_id])]
    return list(Party.objects.filter(id__in=policy.among(user, named)).order_by("folded", "id"))


def superiors_of(decision: Decision, seat: Seat | None = None) -> list[Seat]:
    """To whom a seat can report: all of the decision but itself and who reports to it, through however many."""
    seats = {one.pk: one for one in Seat.objects.now().filter(decision=decision)}
    return [one for one in seats.values() if seat is None or seat.pk not in _above(one, seats)]


def _above(seat: Seat, seats: dict[int, Seat]) -> list[int]:
    """The seat, and the way up from it."""
    way: list[int] = []
    at: int | None = seat.pk
    while at is not None and at in seats and at not in way:
        way.append(at)
        at = seats[at].reports_to_id
    return way


def _held(seat: Seat, version: int) -> Seat:
    held = Seat.objects.select_for_update(of=("self",)).select_related("person", "reports_to").get(id=seat.id)
    if held.version != version:
        raise EditedMeanwhileError(held)
    if held.until is not None:
        raise UsageError(f"{held.position} has ended.")
    return held


def _since(since: date | None, last: date, what: str) -> date:
    day = day_up_to_now(since)
    if since is not None and day < last:
        raise UsageError(f"{what} last changed on {last.isoformat()}. Choose that day or a later one.")
    return max(day, last)


def _checked(
    decision: Decision,
    seat: Seat | None,
    position: str,
    roles: Collection[str],
    influence: int,
    strength: int,
    support: str,
    reports_to: Seat | None,
    note: str,
) -> dict[str, Any]:
    position = " ".join(position.split())[:100]
    if not position:
        raise UsageError("Name the position, such as: head of finance.")
    if strange := [role for role in roles if role not in ROLES]:
        raise UsageError(f'"{strange[0]}" is no role in a decision. Choose among {", ".join(ROLES)}.')
    if not roles:
        raise UsageError(f"Choose at least one role that {position} has in the decision.")
    if influence not in Seat.Influence or strength not in Seat.Strength or support not in Seat.Support.values:
        raise UsageError("There is no such influence, strength or support.")
    if reports_to is not None and reports_to not in superiors_of(decision, seat):
        raise UsageError(f"{reports_to.position} is not above {position}, or not of this decision. Choose another.")
    return {
        "position": position,
        "roles": [role for role in ROLES if role in roles],
        "influence": int(influence),
        "strength": int(strength),
        "support": support,
        "reports_to": reports_to,
        "note": note.strip()[:500],
    }


def _holder(
    by: User, decision: Decision, person: Party | None, newcomer: str, position: str, now: Party | None = None
) -> Party | None:
    newcomer = " ".join(newcomer.split())[:200]
    if newcomer and person is not None and person != now:
        raise UsageError(f"Choose {person.name} or write a new name, not both.")
    if newcomer:
        return add_person(by=by, organisation=decision.party, name=newcomer, role=position)
    if person is not None and person != now and person not in people_of(by, decision.party):
        raise UsageError(f"{person.name} is not among the people of {decision.party.name}. Add the affiliation first.")
    return person


def _words(values: dict[str, Any]) -> dict[str, Any]:
    """A state as the history keeps it; persons and superiors by position or number, so that no name is told there."""
    said = {name: value for name, value in values.items() if name not in ("person", "reports_to", "roles")}
    if "person" in values:
        said["person known"] = values["person"] is not None
    if "reports_to" in values:
        said["reports to"] = values["reports_to"].position if values["reports_to"] is not None else None
    if "roles" in values:
        said["roles"] = ", ".join(values["roles"])
    return said
