"""Teams: who looks after relationships together, and who leads them."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.records.models import Team, User
from goodwill.records.once import ask_again
from goodwill.records.user import Role
from goodwill.terms import UsageError


def people() -> list[User]:
    """Who can belong to a team: everybody who may sign in, partners aside."""
    return list(User.objects.filter(is_active=True).exclude(role=Role.PARTNER).order_by("name"))


@transaction.atomic
def make(*, by: User, name: str, lead: User | None, members: Sequence[User]) -> Team:
    """A new team.

    Raises:
        PermissionDenied: where the role may not.
        UsageError: without a name, for one that is taken, or for a partner among its people.
    """
    policy.demand(by, "teams")
    name = _named(name)
    _demand_people([person for person in (lead, *members) if person is not None])
    try:
        with transaction.atomic():
            team = Team.objects.create(name=name, lead=lead)
    except IntegrityError as error:
        raise UsageError(f"There is a team {name} already. Choose another name.") from error
    team.members.set(members)
    ask_again()
    remember(by=by, action="made team", row=team, after=_told(name, lead, members))
    return team


@transaction.atomic
def edit(*, by: User, team: Team, version: int, name: str, lead: User | None, members: Sequence[User]) -> None:
    """Another name, lead or members; `version` is the one that the person saw.

    Raises:
        EditedMeanwhileError: where somebody else has changed it since; nothing is changed.
        UsageError: as in `make`.
    """
    policy.demand(by, "teams")
    name = _named(name)
    known = list(team.members.all())
    # Who was let go stays where it is, so that its relationships do.
    _demand_people([p for p in (lead, *members) if p is not None and p not in (*known, team.lead)])
    before = _told(team.name, team.lead, known)
    try:
        with transaction.atomic():
            change(team, version, {"name": name, "lead": lead})
    except IntegrityError as error:
        raise UsageError(f"There is a team {name} already. Choose another name.") from error
    team.members.set(members)
    ask_again()
    after = _told(name, lead, members)
    changed = [word for word in after if before[word] != after[word]]
    if changed:
        remember(
            by=by,
            action="changed team",
            row=team,
            before={word: before[word] for word in changed},
            after={word: after[word] for word in changed},
        )


@transaction.atomic
def drop(*, by: User, team: Team) -> None:
    """The team is no more; its people and their relationships stay."""
    policy.demand(by, "teams")
    remember(by=by, action="dropped team", row=team, before=_told(team.name, team.lead, list(team.members.all())))
    Team.objects.filter(id=team.pk).delete()
    ask_again()


def leave_all(person: User) -> None:
    """Who becomes a partner belongs to no team any more. For actions that have asked the policy."""
    for team in Team.objects.filter(members=person):
        team.members.remove(person)
        Team.objects.filter(id=team.pk).update(version=F("version") + 1)
    Team.objects.filter(lead=person).update(lead=None, version=F("version") + 1)
    ask_again()


def _named(name: str) -> str:
    name = " ".join(name.split())[:80]
    if not name:
        raise UsageError("Give the team a name, such as North.")
    return name


def _demand_people(people: Sequence[User]) -> None:
    for person in people:
        if person.role == Role.PARTNER or not person.is_active:
            raise UsageError(f"{person} cannot belong to a team. Choose somebody who works here.")


def _told(name: str, lead: User | None, members: Sequence[User]) -> dict[str, object]:
    return {
        "name": name,
        "lead": None if lead is None else str(lead),
        "members": sorted(str(person) for person in members),
    }
