"""What stands in the columns of a list and of an export: of some parties, what each field holds."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.filters import Field
from goodwill.programme.filters.segments import untold_segments
from goodwill.records.models import (
    Affiliation,
    ContactPoint,
    Follow,
    Identifier,
    KeyAccount,
    Membership,
    OwnValue,
    Party,
    PartyTag,
    Relationship,
    Segment,
    Standing,
    User,
    Workspace,
)

Row = dict[str, Any]
"""Name of a field -> what the party has there: None where it is not known, a tuple of words where it can be several."""


def rows_of(user: User, ids: Sequence[int], fields: Sequence[Field]) -> dict[int, Row]:
    """Party id -> its row. As many queries as there are sources among the fields, however many parties.

    fields: of those that the user is told of; a parent, payer or organisation that it may not see, and a segment that
    asks for what is hidden from it, are not there.
    """
    found: dict[int, Row] = {party: {} for party in ids}
    for source, fill in _FILL.items():
        asked = [field for field in fields if field.source == source]
        if asked:
            fill(found, ids, asked)
    _from_post(user, found, [field for field in fields if field.source == "post"])
    _from_follow(user, found, [field for field in fields if field.source == "follow"])
    _leave_out(user, found)
    return found


def _from_party(found: dict[int, Row], ids: Sequence[int], fields: Sequence[Field]) -> None:
    rows = Party.objects.filter(id__in=ids).values_list("id", *(field.column for field in fields))
    _spread(found, rows, fields)


def _leave_out(user: User, found: dict[int, Row]) -> None:
    for at in ("parent", "bill_to") if policy.reach(user, "see") != "all" else ():
        named = [party for party, row in found.items() if row.get(at)]
        seen = Party.objects.filter(**{"id__in": named, f"{at}__in": policy.parties(user).values("id")})
        known = set(seen.values_list("id", flat=True)) if named else set()
        for party in named:
            if party not in known:
                found[party][at] = None
    untold = untold_segments(user)
    if untold:
        names = set(Segment.objects.filter(id__in=untold).values_list("name", flat=True))
        for row in found.values():
            if "segment" in row:
                row["segment"] = tuple(name for name in row["segment"] if name not in names)


def _from_standing(found: dict[int, Row], ids: Sequence[int], fields: Sequence[Field]) -> None:
    rows = Standing.objects.filter(run=Workspace.the().current_id, party__in=ids)
    _spread(found, rows.values_list("party_id", *(field.column for field in fields)), fields)


def _spread(found: dict[int, Row], rows: Any, fields: Sequence[Field]) -> None:
    names = [field.name for field in fields]
    for party, *values in rows:
        found[party].update(zip(names, (None if value == "" else value for value in values), strict=True))


def _from_relationship(found: dict[int, Row], ids: Sequence[int], fields: Sequence[Field]) -> None:
    columns = ("market", "kind", "state", "started", "ended", "manager__name", "manager__email")
    for relationship in Relationship.objects.filter(party__in=ids).order_by("id").values("party_id", *columns):
        relationship["manager"] = relationship["manager__name"] or relationship["manager__email"]
        row = found[relationship["party_id"]]
        for field in fields:
            _add(row, field.name, relationship[field.column])


def _from_identifier(found: dict[int, Row], ids: Sequence[int], fields: Sequence[Field]) -> None:
    for party, value in Identifier.objects.filter(party__in=ids).order_by("id").values_list("party_id", "value"):
        _add(found[party], fields[0].name, value)


def _from_contact_point(found: dict[int, Row], ids: Sequence[int], fields: Sequence[Field]) -> None:
    """The preferred one of each kind first."""
    points = ContactPoint.objects.filter(party__in=ids, kind__in=[field.name for field in fields])
    for party, kind, value in points.order_by("kind", "-preferred", "id").values_list("party_id", "kind", "value"):
        _add(found[party], kind, value)


def _from_post(user: User, found: dict[int, Row], fields: Sequence[Field]) -> None:
    """Where people work today, as far as the person may see what stands there."""
    if not fields:
        return
    posts = Affiliation.objects.on(timezone.localdate()).filter(person__in=[*found])
    if policy.reach(user, "see") != "all":
        posts = posts.filter(organisation__in=policy.parties(user).values("id"))
    for person, *values in posts.order_by("id").values_list("person", *(field.column for field in fields)):
        for field, value in zip(fields, values, strict=True):
            _add(found[person], field.name, value)


def _from_follow(user: User, found: dict[int, Row], fields: Sequence[Field]) -> None:
    if fields:
        followed = set(Follow.objects.filter(person=user, party__in=[*found]).values_list("party", flat=True))
        for party, row in found.items():
            row |= {field.name: party in followed for field in fields}


def _from_key_account(found: dict[int, Row], ids: Sequence[int], fields: Sequence[Field]) -> None:
    held = KeyAccount.objects.filter(until__isnull=True, relationship__party__in=ids)
    chosen = set(held.values_list("relationship__party", flat=True))
    for party, row in found.items():
        row |= {field.name: party in chosen for field in fields}


def _from_tag(found: dict[int, Row], ids: Sequence[int], fields: Sequence[Field]) -> None:
    rows = PartyTag.objects.filter(party__in=ids).order_by("tag__folded").values_list("party_id", "tag__name")
    for party, name in rows:
        _add(found[party], fields[0].name, name)


def _from_segment(found: dict[int, Row], ids: Sequence[int], fields: Sequence[Field]) -> None:
    inside = Membership.objects.filter(party__in=ids, until__isnull=True).order_by("segment__name")
    for party, name in inside.values_list("party_id", "segment__name"):
        _add(found[party], fields[0].name, name)


def _from_own(found: dict[int, Row], ids: Sequence[int], fields: Sequence[Field]) -> None:
    names = {field.own: field.name for field in fields}
    rows = OwnValue.objects.filter(party__in=ids, field__in=names)
    for party, field, *values in rows.values_list("party_id", "field_id", "text", "number", "date", "yes"):
        found[party][names[field]] = next((value for value in values if value is not None), None)


def _add(row: Row, name: str, value: object) -> None:
    """One more of several, each once."""
    if value not in (None, "", *row.get(name, ())):
        row[name] = (*row.get(name, ()), value)


_FILL: Mapping[str, Callable[[dict[int, Row], Sequence[int], Sequence[Field]], None]] = {
    "party": _from_party,
    "relationship": _from_relationship,
    "standing": _from_standing,
    "identifier": _from_identifier,
    "contact point": _from_contact_point,
    "tag": _from_tag,
    "segment": _from_segment,
    "key account": _from_key_account,
    "own": _from_own,
}
