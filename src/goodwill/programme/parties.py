"""Organisations and people are made, in a market; they end, and come back."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from goodwill.programme import markets, policy
from goodwill.programme.affiliations import affiliate
from goodwill.programme.contact_points import add_contact_point
from goodwill.programme.history import remember
from goodwill.records.models import Affiliation, Change, Party, Relationship, User
from goodwill.terms import UsageError


@transaction.atomic
def make_party(
    *,
    by: User,
    kind: str,
    name: str,
    market: str,
    place: str = "",
    relationship_kind: str = "",
    state: str = "",
    manager: User | None = None,
    started: date | None = None,
    points: dict[str, str] | None = None,
    organisation: Party | None = None,
    role: str = "",
) -> Party:
    """A new party with a relationship in a market; who keeps only a book of its own becomes its manager.

    points: kind of contact point to its value. organisation, role: where a person works.

    Raises:
        PermissionDenied: where the role may not edit.
        UsageError: for a market, kind or state that is not there, or a contact point that is none.
    """
    policy.demand(by, "edit")
    name = " ".join(name.split())
    if not name:
        raise UsageError("Write a name.")
    party = Party.objects.create(kind=kind, name=name, place=place.strip())
    remember(by=by, action="made", row=party, party=party, after={"name": name, "kind": kind, "market": market})
    if policy.may(by, "assign"):
        policy.demand_taker(by, manager)
    else:
        manager = by
    markets.begun(
        by=by, party=party, market=market, kind=relationship_kind, state=state, manager=manager, started=started
    )
    for point, value in (points or {}).items():
        if value:
            add_contact_point(by=by, party=party, kind=point, value=value)
    if organisation is not None:
        affiliate(by=by, person=party, organisation=organisation, role=role)
    return party


@transaction.atomic
def end_party(*, by: User, party: Party, on: date | None = None) -> None:
    """The party is no more: its relationships and affiliations end that day. Notes, tasks and orders stay."""
    policy.demand_edit(by, party)
    day = on or timezone.localdate()
    if not Party.objects.filter(id=party.id, ended__isnull=True).update(ended=day, version=F("version") + 1):
        raise UsageError(f"{party.name} has ended already.")
    open_relationships = party.relationships.filter(ended__isnull=True).exclude(started__gt=day)
    open_affiliations = Affiliation.objects.filter(
        id__in=[
            *party.affiliations.filter(ended__isnull=True).exclude(started__gt=day).values_list("id", flat=True),
            *party.people.filter(ended__isnull=True).exclude(started__gt=day).values_list("id", flat=True),
        ]
    )
    ended = {
        "relationships": dict(open_relationships.values_list("id", "state")),
        "affiliations": list(open_affiliations.values_list("id", flat=True)),
    }
    for relationship in open_relationships:
        last = markets.states_of(relationship.market)[-1]
        Relationship.objects.filter(id=relationship.id).update(ended=day, state=last, version=F("version") + 1)
    Affiliation.objects.filter(id__in=ended["affiliations"]).update(ended=day, version=F("version") + 1)
    remember(by=by, action="ended", row=party, party=party, before=ended, after={"ended": day.isoformat()})


@transaction.atomic
def bring_back(*, by: User, party: Party) -> None:
    """Undo `end_party`: what ended with it goes on, unless somebody has changed it since."""
    policy.demand_edit(by, party)
    held = Party.objects.select_for_update().get(id=party.id)
    if held.ended is None:
        return
    Party.objects.filter(id=party.id).update(ended=None, version=F("version") + 1)
    last = Change.objects.filter(party=party, action="ended", what="party").order_by("-id").first()
    ended = {} if last is None else last.before
    for key, state in ended.get("relationships", {}).items():
        same = Relationship.objects.filter(id=int(key), ended=held.ended)
        same.update(ended=None, state=state, version=F("version") + 1)
    for affiliation in Affiliation.objects.filter(id__in=ended.get("affiliations", []), ended=held.ended):
        # One who has begun again in the same role meanwhile is there already.
        again = Affiliation.objects.filter(
            person=affiliation.person_id,
            organisation=affiliation.organisation_id,
            role=affiliation.role,
            ended__isnull=True,
        )
        if not again.exists():
            Affiliation.objects.filter(id=affiliation.id).update(ended=None, version=F("version") + 1)
    remember(by=by, action="brought back", row=party, party=party, before={"ended": held.ended.isoformat()})
