"""Where a party is reached. Of each kind one is preferred; the first of its kind is, until another is chosen."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, QuerySet

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.records.models import ContactPoint, Party, User
from goodwill.terms import UsageError

Kind = ContactPoint.Kind


@transaction.atomic
def add_contact_point(
    *, by: User, party: Party, kind: str, value: str, label: str = "", preferred: bool = False
) -> ContactPoint:
    """Another way to reach the party.

    Raises:
        UsageError: for an address that is none, or that the party has already.
    """
    policy.demand_edit(by, party)
    policy.demand_told(by, kind)
    return _added(by=by, party=party, kind=kind, value=value, label=label, preferred=preferred)


@transaction.atomic
def edit_contact_point(*, by: User, point: ContactPoint, version: int, value: str, label: str, preferred: bool) -> None:
    """Change it; `version` is the one the person saw.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
        UsageError: as in `add_contact_point`.
    """
    policy.demand_edit(by, point.party)
    policy.demand_told(by, point.kind)
    value = written(point.kind, value)
    _demand_new(point.party, point.kind, value, other_than=point)
    # The preferred one stays so until another is: a kind never has none.
    preferred = preferred or point.preferred
    if preferred:
        _others(point).update(preferred=False)
    before, after = change(point, version, {"value": value, "label": label, "preferred": preferred})
    _touch(point.party)
    remember(by=by, action="changed", row=point, party=point.party, before=before, after=after)


@transaction.atomic
def remove_contact_point(*, by: User, point: ContactPoint) -> None:
    """The party is reached there no more; the oldest other of its kind becomes the preferred one."""
    policy.demand_edit(by, point.party)
    policy.demand_told(by, point.kind)
    remember(by=by, action="removed", row=point, party=point.party, before={"kind": point.kind, "value": point.value})
    ContactPoint.objects.filter(id=point.id).delete()
    following = _others(point).order_by("id").first()
    if following is not None and not _others(point).filter(preferred=True).exists():
        ContactPoint.objects.filter(id=following.id).update(preferred=True, version=F("version") + 1)
    _touch(point.party)


def preferred_points(party: Party) -> dict[str, str]:
    """E-mail address and telephone number of the party; empty where it has none."""
    known = dict(party.contact_points.filter(preferred=True).values_list("kind", "value"))
    return {kind: known.get(kind, "") for kind in (Kind.EMAIL.value, Kind.TELEPHONE.value)}


def set_preferred(*, by: User, party: Party, kind: str, value: str) -> None:
    """The one that the party's own form shows: written, changed, or emptied. For actions that have asked the policy."""
    value = written(kind, value)
    shown = party.contact_points.filter(kind=kind, preferred=True).first()
    known = party.contact_points.filter(kind=kind, value=value).first() if value else None
    if (shown.value if shown else "") == value:
        return
    if known is not None:
        party.contact_points.filter(kind=kind).update(preferred=False)
        ContactPoint.objects.filter(id=known.id).update(preferred=True, version=F("version") + 1)
    elif not value and shown is not None:
        remove_contact_point(by=by, point=shown)
    elif shown is not None:
        ContactPoint.objects.filter(id=shown.id).update(value=value, version=F("version") + 1)
    else:
        _added(by=by, party=party, kind=kind, value=value, preferred=True)


def written(kind: str, value: str) -> str:
    """As it is kept. Raises UsageError where it cannot be one of its kind."""
    value = " ".join(value.split()) if kind != Kind.ADDRESS else value.strip()
    if kind == Kind.EMAIL and value:
        try:
            validate_email(value)
        except ValidationError as error:
            raise UsageError(f'"{value}" is no e-mail address. Write one such as name@example.com.') from error
        return value.lower()
    if kind == Kind.TELEPHONE and value and not any(sign.isdigit() for sign in value):
        raise UsageError(f'"{value}" is no telephone number: it has no digit.')
    if kind == Kind.WEB and value and not value.lower().startswith(("http://", "https://")):
        if ":" in value.partition("/")[0].partition(".")[0]:
            raise UsageError("A page begins with https:// or http://.")
        return f"https://{value}"
    return value


def _added(*, by: User, party: Party, kind: str, value: str, label: str = "", preferred: bool = False) -> ContactPoint:
    value = written(kind, value)
    if not value:
        raise UsageError("Write the address or number before you keep it.")
    _demand_new(party, kind, value)
    same = party.contact_points.filter(kind=kind)
    preferred = preferred or not same.exists()
    if preferred:
        same.update(preferred=False)
    point = ContactPoint.objects.create(party=party, kind=kind, value=value, label=label, preferred=preferred)
    _touch(party)
    remember(by=by, action="added", row=point, party=party, after={"kind": kind, "value": value})
    return point


def _demand_new(party: Party, kind: str, value: str, other_than: ContactPoint | None = None) -> None:
    same = party.contact_points.filter(kind=kind, value=value).first()
    if same is not None and same != other_than:
        raise UsageError(f"{party.name} has {value} already.")


def _others(point: ContactPoint) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.filter(party=point.party, kind=point.kind).exclude(id=point.id)


def _touch(party: Party) -> None:
    """Who edits the party meanwhile, its e-mail address and telephone number included, is told."""
    Party.objects.filter(id=party.id).update(version=F("version") + 1)
