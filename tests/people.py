"""The cast of the site's tests: Ada runs the workspace, Hal the programme, Maya and Jonas each keep a book."""

from datetime import date

from goodwill.records.models import Affiliation, AnalysisRun, Party, Relationship, Rights, Standing, User, Workspace
from goodwill.records.user import Role


def user(name: str, role: Role) -> User:
    return User.objects.create_user(f"{name.lower()}@example.com", "correct horse battery", name=name, role=role)


def ada() -> User:
    return user("Ada", Role.ADMINISTRATOR)


def hal() -> User:
    return user("Hal", Role.HEAD)


def maya() -> User:
    return user("Maya", Role.MANAGER)


def jonas() -> User:
    return user("Jonas", Role.MANAGER)


def analyst() -> User:
    return user("Ana", Role.ANALYST)


def reader() -> User:
    return user("Rita", Role.READER)


def partner(name: str = "Pia") -> User:
    return user(name, Role.PARTNER)


def may(role: str, **reaches: str) -> None:
    """The workspace gives a role other rights than by default."""
    rights = Rights.objects.get_or_create(id=1)[0]
    rights.changes[role] = rights.changes.get(role, {}) | reaches
    rights.save()


def hide(role: str, *fields: str) -> None:
    """A role is not told of these fields."""
    rights = Rights.objects.get_or_create(id=1)[0]
    rights.hidden[role] = sorted({*rights.hidden.get(role, ()), *fields})
    rights.save()


def party(name: str, manager: User | None = None, **fields: object) -> Party:
    made = Party.objects.create(name=name, **fields)
    Relationship.objects.create(party=made, manager=manager)
    return made


def person(name: str, at: Party | None = None, **fields: object) -> Party:
    """A person without a relationship of its own, at an organisation; fields: of the affiliation."""
    made = Party.objects.create(name=name, kind="person")
    if at is not None:
        Affiliation.objects.create(person=made, organisation=at, **fields)
    return made


def run() -> AnalysisRun:
    made = AnalysisRun.objects.create(as_of=date(2011, 8, 31), state="done")
    workspace = Workspace.the()
    workspace.current, workspace.currency = made, "GBP"
    workspace.save()
    return made


def standing(of: Party, in_run: AnalysisRun, **fields: object) -> Standing:
    known = {"group": "true friend", "p_active": 0.9, "p_return": 0.8, "value": 100.0, "occasions": 3}
    return Standing.objects.create(run=in_run, party=of, **(known | fields))
