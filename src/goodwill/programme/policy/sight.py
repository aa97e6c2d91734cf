"""Which rows a person's rights reach: its parties, and what hangs on them."""

from collections.abc import Iterable
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from goodwill.programme.policy.actions import Action, Reach
from goodwill.programme.policy.reaching import may, reach
from goodwill.records.keys import Keys
from goodwill.records.models import (
    Absence,
    Affiliation,
    Descent,
    Party,
    Relationship,
    Share,
    Task,
    User,
)
from goodwill.records.once import once

Rows = TypeVar("Rows", bound=Model)
ANOTHERS = "This relationship belongs to another manager. Ask for access."


def parties(user: User, action: Action = "see") -> QuerySet[Party]:
    """The parties on which the user may do this."""
    allowed = reach(user, action)
    if allowed == "no":
        return Party.objects.none()
    if allowed in ("all", "yes"):
        return Party.objects.all()
    return Party.objects.filter(id__in=_keys(user, action))


def about(user: User, rows: QuerySet[Rows], action: Action = "see", *, at: str = "party") -> QuerySet[Rows]:
    """Of rows that are about a party, those on whose party the user may do this; at: where the party stands."""
    allowed = reach(user, action)
    if allowed in ("all", "yes"):
        return rows
    return rows.none() if allowed == "no" else rows.filter(**{f"{at}__in": _keys(user, action)})


def about_one(user: User, rows: QuerySet[Rows], party: Party, action: Action = "see") -> QuerySet[Rows]:
    """Of rows that are about a party, those about this one; none where the user may not do this on it."""
    return rows.filter(party=party) if may_on(user, party, action) else rows.none()


def among(user: User, keys: Iterable[int], action: Action = "see") -> set[int]:
    """Of the parties with these keys, those on which the user may do this; as `may_on`, not through the whole book."""
    some, allowed = set(keys), reach(user, action)
    if not some or action == "shared" or allowed not in ("own", "team"):
        return set(parties(user, action).filter(id__in=some).values_list("id", flat=True)) if some else some
    mine = managers(user, allowed)
    held = Relationship.objects.filter(party__in=some, manager__in=mine).order_by().values_list("party")
    above = Descent.objects.filter(descendant__in=some, ancestor__relationships__manager__in=mine)
    there = Affiliation.objects.on(timezone.localdate()).filter(person__in=some).order_by().values_list("person")
    found = held.union(
        above.values_list("descendant"),
        there.filter(organisation__relationships__manager__in=mine),
        there.filter(organisation__above__ancestor__relationships__manager__in=mine),
    )
    return {key for (key,) in found}


def may_on(user: User, party: Party, action: Action) -> bool:
    """Whether the party is among `parties`; asked of the one party, it does not go through the user's whole book."""
    allowed = reach(user, action)
    if action != "shared" and allowed in ("own", "team"):
        return in_book_of(managers(user, allowed), party)
    if allowed == "all":
        return once(("there", party.id), lambda: parties(user, action).filter(id=party.id).exists())
    return parties(user, action).filter(id=party.id).exists()


def demand_on(user: User, party: Party, action: Action) -> None:
    """Raises PermissionDenied where the user may not do this with the party."""
    if not may_on(user, party, action):
        raise PermissionDenied(ANOTHERS)


def may_edit(user: User, party: Party) -> bool:
    return may_on(user, party, "edit")


def demand_edit(user: User, party: Party) -> None:
    """Raises PermissionDenied where the party is not the user's to change."""
    demand_on(user, party, "edit")


def demand_every(user: User) -> None:
    """Raises PermissionDenied unless the user may change every party there is."""
    if reach(user, "edit") != "all":
        raise PermissionDenied(
            f"{user} ({user.get_role_display()}) may not change every party. Ask an administrator or the head to do it."
        )


def seen_by(person: User, party: Party) -> bool:
    return may_on(person, party, "see")


def demand_sight(person: User, party: Party) -> None:
    """Raises PermissionDenied where the person may not see the party."""
    demand_on(person, party, "see")


def askable(user: User) -> QuerySet[Party]:
    """The parties for which the user can ask: its role works with relationships, and these are not among them."""
    allowed = reach(user, "edit")
    if allowed in ("all", "no"):
        return Party.objects.none()
    return Party.objects.exclude(id__in=parties(user, "edit").values("id"))


def tasks(user: User) -> QuerySet[Task]:
    """The user's own tasks, and those of the parties it may see."""
    allowed = reach(user, "see")
    if allowed == "all":
        return Task.objects.all()
    if allowed == "no":
        return Task.objects.none()
    return Task.objects.filter(Q(owner__in=answers_for(user)) | Q(party__in=parties(user)))


def managers_of(party: Party) -> QuerySet[User]:
    """Who looks after the party, what stands above it or where it works, and may still do so."""
    found = User.objects.filter(id__in=answering(party).order_by().values("manager"), is_active=True)
    return found.order_by("id")


def own_book(user: User) -> QuerySet[Party]:
    """The parties that the user looks after: its own, and of those it covers or leads."""
    return Party.objects.filter(id__in=_of(managers(user, "own"))) if may(user, "edit") else Party.objects.none()


def calendars(user: User) -> QuerySet[User]:
    """Whose tasks and planned contacts the user may see as a calendar, as far as it may edit; always its own."""
    active, allowed = User.objects.filter(is_active=True), reach(user, "edit")
    if allowed == "all":
        return active
    return active.filter(id__in=answers_for(user) if allowed == "no" else managers(user, allowed))


def shares(partner: User) -> QuerySet[Share]:
    """What is shared with a partner today."""
    return Share.objects.on(timezone.localdate()).filter(partner=partner)


def answers_for(user: User) -> list[int]:
    """Ids of the user and of those it stands in for today; only while it may edit at all."""

    def read() -> list[int]:
        covered = Absence.covered_by(user.id, timezone.localdate()) if may(user, "edit") else ()
        return [user.id, *covered]

    return once(("answers for", user.id), read)


def managers(user: User, allowed: Reach) -> list[int]:
    """Ids of the people whose relationships a right of this reach takes in.

    Own: one's own, and of those one stands in for. Team: also of everybody in one's teams. Who leads a team has for its
    members' relationships what its role has for its own.
    """

    def read() -> list[int]:
        alike = Q(teams__lead=user)
        if allowed == "team":
            alike |= Q(teams__members=user) | Q(leads__members=user) | Q(leads__lead=user)
        others = User.objects.filter(alike).values_list("id", flat=True)
        return list(dict.fromkeys((*answers_for(user), *others)))

    return once(("managers", user.id, allowed), read)


def _keys(user: User, action: Action) -> Keys | QuerySet[Share, int]:
    """Of the parties that the user's right to this reaches, where that is neither to all nor to none."""
    return _shared(user) if action == "shared" else _of(managers(user, reach(user, action)))


def _of(people: list[int]) -> Keys:
    """Parties that these people manage; all that stand below; the people who work there now.

    Read once: pages ask for them in several queries, and looking through relationships, descents and affiliations in
    each would take most of the time of a page.
    """

    def read() -> Keys:
        # By their keys: a join would give a party twice where two markets have it, and taking that out again is slow.
        managed = Relationship.objects.filter(manager__in=people).order_by().values_list("party")
        below = Descent.objects.filter(ancestor__in=managed).values_list("descendant")
        there = Affiliation.objects.on(timezone.localdate())
        working = there.filter(Q(organisation__in=managed) | Q(organisation__in=below)).order_by().values_list("person")
        return Keys(key for (key,) in managed.union(below, working))

    return once(("of", *people), read)


def answering(party: Party) -> QuerySet[Relationship]:
    """The relationships whose managers have the party in their book: `_of` from the other end."""
    return Relationship.objects.filter(over(party))


def in_book_of(people: list[int], party: Party) -> bool:
    """Whether the party is in the book of one of these people."""
    return once(("in book", party.id, *people), lambda: answering(party).filter(manager__in=people).exists())


def over(party: Party) -> Q:
    """Of rows about parties, those about the party, where it works now, and what stands above either."""
    there = Affiliation.objects.on(timezone.localdate()).filter(person=party).order_by().values("organisation")
    above = Descent.objects.filter(Q(descendant=party) | Q(descendant__in=there)).values("ancestor")
    return Q(party=party) | Q(party__in=there) | Q(party__in=above)


def _shared(partner: User) -> QuerySet[Share, int]:
    """The parties themselves: neither what stands below them, nor who works there."""
    return shares(partner).values_list("party", flat=True)
