"""Links between the seats of a decision: who influences whom, and who is in conflict, and over what."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.deciding.decisions import day_up_to_now, demand_going_on
from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError, change
from goodwill.records.models import Decision, Seat, SeatLink, User
from goodwill.terms import UsageError


@transaction.atomic
def link_seats(
    *,
    by: User,
    decision: Decision,
    source: Seat,
    target: Seat,
    kind: str = SeatLink.Kind.INFLUENCES,
    about: str = "",
    since: date | None = None,
) -> SeatLink:
    """One seat influences another, or both are in conflict.

    Raises:
        PermissionDenied: unless the party is the user's to change.
        UsageError: for seats that are not two of this decision, or a link that is there already.
    """
    policy.demand_edit(by, decision.party)
    demand_going_on(decision)
    _demand_sense(decision, source, target, kind)
    day = max(day_up_to_now(since), decision.since)
    made = SeatLink.objects.create(
        decision=decision, source=source, target=target, kind=kind, about=_words(about), since=day
    )
    remember(by=by, action="linked seats", row=made, party=decision.party, after=_said(made))
    return made


@transaction.atomic
def change_link(*, by: User, link: SeatLink, version: int, kind: str, about: str) -> None:
    """Of another kind from today, or about something else; how it was is kept.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
        UsageError: as in `link_seats`, or where it has ended.
    """
    policy.demand_edit(by, link.decision.party)
    demand_going_on(link.decision)
    held = SeatLink.objects.select_for_update(of=("self",)).select_related("source", "target").get(id=link.id)
    if held.version != version:
        raise EditedMeanwhileError(held)
    if held.until is not None:
        raise UsageError("This link has ended. Add it anew.")
    values = {"kind": kind, "about": _words(about)}
    if values == {"kind": held.kind, "about": held.about}:
        return
    _demand_sense(held.decision, held.source, held.target, kind, other_than=held)
    today = max(timezone.localdate(), held.since)
    SeatLink.objects.create(
        decision=held.decision,
        former_of=held,
        source=held.source,
        target=held.target,
        kind=held.kind,
        about=held.about,
        since=held.since,
        until=today,
    )
    before, after = change(held, version, values | {"since": today})
    remember(by=by, action="changed link", row=held, party=link.decision.party, before=before, after=after)


@transaction.atomic
def end_link(*, by: User, link: SeatLink) -> None:
    """From today it is so no more.

    Raises:
        UsageError: where it has ended already.
    """
    policy.demand_edit(by, link.decision.party)
    if not SeatLink.objects.now().filter(id=link.id).update(until=timezone.localdate(), version=link.version + 1):
        raise UsageError("This link has ended already.")
    remember(by=by, action="ended link", row=link, party=link.decision.party, before=_said(link))


def _demand_sense(
    decision: Decision, source: Seat, target: Seat, kind: str, other_than: SeatLink | None = None
) -> None:
    if kind not in SeatLink.Kind.values:
        raise UsageError("Two seats influence each other or are in conflict; there is no other link.")
    if source == target:
        raise UsageError(f"{source.position} cannot be linked with itself. Choose two seats.")
    if Seat.objects.now().filter(id__in=(source.pk, target.pk), decision=decision).count() != 2:  # noqa: PLR2004
        raise UsageError("Both seats have to be of this decision, and not ended.")
    same = Q(source=source, target=target)
    if kind == SeatLink.Kind.CONFLICTS:
        same |= Q(source=target, target=source)
    there = SeatLink.objects.now().filter(same, decision=decision, kind=kind)
    if other_than is not None:
        there = there.exclude(id=other_than.pk)
    if there.exists():
        raise UsageError(f"That {source.position} {said_kind(kind)} {target.position} is on the map already.")


def said_kind(kind: str) -> str:
    """As a verb: influences, conflicts with."""
    return str(SeatLink.Kind(kind).label).lower()


def _words(about: str) -> str:
    return " ".join(about.split())[:60]


def _said(link: SeatLink) -> dict[str, str]:
    return {
        "link": f"{link.source.position} {said_kind(link.kind)} {link.target.position}",
        "about": link.about,
    }
