"""A relationship moves from one state of its market to another, and back."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.records.models import Change, Relationship, Stay, User
from goodwill.terms import UsageError
from goodwill.terms.markets import MARKETS, Market

MOVED, MOVED_BACK = "moved", "moved back"


class MovedMeanwhileError(Exception):
    """Somebody else moved it first; the sentence says where it is now, and who did it."""


def market_of(code: str) -> Market:
    """Raises UsageError for a market that there is not."""
    found = next((market for market in MARKETS if market.code == code), None)
    if found is None:
        raise UsageError(f'There is no market "{code}".')
    return found


@transaction.atomic
def move(*, by: User, relationship: Relationship, seen: str, to: str) -> Change:
    """Into another state; `seen` is the one that the person saw it in.

    Raises:
        PermissionDenied: where it belongs to another manager.
        UsageError: for a state that its market does not have.
        MovedMeanwhileError: where it is in another state than `seen`; nothing is changed.
    """
    policy.demand_edit(by, relationship.party)
    if to not in market_of(relationship.market).states:
        raise UsageError(f'{relationship.get_market_display()}s have no state "{to}".')
    held = Relationship.objects.select_for_update(of=("self",)).select_related("party").get(id=relationship.id)
    if held.state != seen:
        raise MovedMeanwhileError(_meanwhile(held))
    before, today = {"state": held.state, "since": _iso(held.state_since)}, timezone.localdate()
    if to != held.state:
        Relationship.objects.filter(id=held.id).update(state=to, state_since=today, version=F("version") + 1)
    after = {"state": to, "since": today.isoformat()}
    change = remember(by=by, action=MOVED, row=held, party=held.party, before=before, after=after)
    if held.state_since is not None and to != held.state:
        days = max((today - held.state_since).days, 0)
        Stay.objects.create(
            relationship=held, market=held.market, state=held.state, days=days, until=today, change=change
        )
    return change


@transaction.atomic
def move_back(*, by: User, change: Change) -> Relationship:
    """Undo `move`, unless somebody has moved it on since."""
    held = Relationship.objects.select_for_update(of=("self",)).select_related("party").get(id=int(change.row))
    policy.demand_edit(by, held.party)
    if change.action != MOVED or change.by_id != by.id:
        raise PermissionDenied("Only who moved it takes that back.")
    before, after = change.before, change.after
    if held.state != after["state"] or _iso(held.state_since) != after["since"] or _undone(change):
        raise MovedMeanwhileError(_meanwhile(held))
    since = date.fromisoformat(before["since"]) if before["since"] else None
    Relationship.objects.filter(id=held.id).update(state=before["state"], state_since=since, version=F("version") + 1)
    Stay.objects.filter(change=change).delete()
    remember(by=by, action=MOVED_BACK, row=held, party=held.party, before=after, after=before | {"change": change.id})
    held.refresh_from_db()
    return held


def _undone(change: Change) -> bool:
    return any(
        later.after.get("change") == change.id
        for later in Change.objects.filter(party=change.party, action=MOVED_BACK, id__gt=change.id)
    )


def _meanwhile(held: Relationship) -> str:
    last = (
        Change.objects.filter(party=held.party, row=str(held.id), action__in=(MOVED, MOVED_BACK))
        .select_related("by")
        .first()
    )
    who = str(last.by) if last is not None and last.by is not None else "Somebody"
    return f"{who} moved {held.party.name} to {held.state} meanwhile. It stays there; move it again if that is wrong."


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
