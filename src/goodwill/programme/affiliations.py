"""Who works where, as what, and when: a person may be at several organisations, and at one of them twice."""

from datetime import date

from django.db import transaction

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.records.models import Affiliation, Party, User
from goodwill.terms import UsageError


@transaction.atomic
def affiliate(
    *,
    by: User,
    person: Party,
    organisation: Party,
    role: str = "",
    started: date | None = None,
    ended: date | None = None,
) -> Affiliation:
    """A person is, or was, at an organisation.

    Raises:
        PermissionDenied: unless both are the user's to change: it makes the person one of the organisation's book.
        UsageError: where one of them is of the wrong kind, or the person has that role there already.
    """
    policy.demand_edit(by, organisation)
    policy.demand_edit(by, person)
    _demand_kinds(person, organisation)
    _demand_period(started, ended)
    _demand_once(person, organisation, role, ended)
    made = Affiliation.objects.create(person=person, organisation=organisation, role=role, started=started, ended=ended)
    said = {"role": role, "person": person.name, "organisation": organisation.name}
    remember(by=by, action="affiliated", row=made, party=person, after=said)
    remember(by=by, action="affiliated", row=made, party=organisation, after=said)
    return made


@transaction.atomic
def edit_affiliation(
    *, by: User, affiliation: Affiliation, version: int, role: str, started: date | None, ended: date | None
) -> None:
    """Change its role or period, or end it; `version` is the one the person saw.

    Who may change the organisation or the person may: both have to do with it already.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
        UsageError: as in `affiliate`.
    """
    if not policy.may_edit(by, affiliation.person):
        policy.demand_edit(by, affiliation.organisation)
    _demand_period(started, ended)
    _demand_once(affiliation.person, affiliation.organisation, role, ended, other_than=affiliation)
    before, after = change(affiliation, version, {"role": role, "started": started, "ended": ended})
    for party in (affiliation.person, affiliation.organisation):
        remember(by=by, action="changed", row=affiliation, party=party, before=before, after=after)


def _demand_kinds(person: Party, organisation: Party) -> None:
    if person.kind != Party.Kind.PERSON:
        raise UsageError(f"{person.name} is an organisation. Only a person has a role in one.")
    if organisation.kind != Party.Kind.ORGANISATION:
        raise UsageError(f"{organisation.name} is a person, and nobody has a role in a person.")


def _demand_period(started: date | None, ended: date | None) -> None:
    if started and ended and ended < started:
        raise UsageError("It cannot end before it began.")


def _demand_once(
    person: Party, organisation: Party, role: str, ended: date | None, other_than: Affiliation | None = None
) -> None:
    same = Affiliation.objects.filter(person=person, organisation=organisation, role=role, ended__isnull=True).first()
    if ended is None and same is not None and same != other_than:
        said = f"is {role} at" if role else "is at"
        raise UsageError(f"{person.name} {said} {organisation.name} already.")
