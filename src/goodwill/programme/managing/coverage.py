"""What the head of the programme looks at: load, accounts without a manager, gaps, absences, and training."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goodwill.portfolio.assignment import Account, Manager
from goodwill.programme.managing.desk import Desk, desk, laid_out
from goodwill.programme.managing.profiles import seen
from goodwill.programme.managing.training import Lacking, lacking
from goodwill.records.models import Absence, ManagerProfile, Relationship, TrainingNeed, User

AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Carried:
    """What a manager has today beside what it can take. profile None: nobody has written what it can take."""

    person: User
    profile: ManagerProfile | None
    accounts: Sequence[Relationship]
    hours: float

    @property
    def over(self) -> bool:
        most = self.profile
        return most is not None and (
            (most.accounts is not None and len(self.accounts) > most.accounts)
            or (most.hours is not None and self.hours > most.hours)
        )


@dataclass(frozen=True)
class Gap:
    """What an account needs and its manager does not have; lacks: each to be read after the manager's name."""

    relationship: Relationship
    lacks: Sequence[str]


@dataclass(frozen=True)
class Coverage:
    """All of it on one day."""

    carried: Sequence[Carried]
    accounts: int
    nobody: Sequence[Relationship]
    gaps: Sequence[Gap]
    unsaid: Sequence[Relationship]
    away: Sequence[Absence]
    learn: Sequence[tuple[User, Sequence[Lacking], Sequence[TrainingNeed]]]


def coverage(user: User, today: date) -> Coverage:
    """As far as the user sees the key accounts. unsaid: nobody has said what they need."""
    at = desk(user)
    held = carried(at)
    lacks = lacking(at)
    written: dict[int, list[TrainingNeed]] = defaultdict(list)
    for need in TrainingNeed.objects.filter(state=TrainingNeed.State.OPEN).select_related("person"):
        written[need.person_id].append(need)
    people = [one.person for one in held]
    away = Absence.objects.filter(person__in=people, ends__gte=today, starts__lte=today + AHEAD)
    learn = [(person, lacks.get(person.pk, []), written[person.pk]) for person in people]
    return Coverage(
        carried=held,
        accounts=len(at.relationships),
        nobody=[row for row in at.relationships if row.manager_id is None],
        gaps=list(gaps(at)),
        unsaid=[row for row in at.relationships if row.pk not in at.needs],
        away=list(away.select_related("person", "cover")),
        learn=[one for one in learn if one[1] or one[2]],
    )


def carried(at: Desk) -> list[Carried]:
    """Everybody with a profile or a key account, by name."""
    mine: dict[int, list[Relationship]] = defaultdict(list)
    hours: dict[int, float] = defaultdict(float)
    people = {person.pk: person for person in at.people}
    for row, account in zip(at.relationships, at.accounts, strict=True):
        if row.manager is not None:
            people.setdefault(row.manager.pk, row.manager)
            mine[row.manager.pk].append(row)
            hours[row.manager.pk] += account.hours
    ordered = sorted(people.values(), key=lambda person: (str(person).casefold(), person.pk))
    return [Carried(p, at.profiles.get(p.pk), mine[p.pk], hours[p.pk]) for p in ordered]


def lacks(account: Account, manager: Manager) -> Iterator[str]:
    """What an account wants and its manager does not have: "knows pricing at 2, 4 wanted"."""
    for need in account.needs:
        level = manager.skills.get(need.skill, 0)
        if level < need.level:
            word = "needed" if need.least > level else "wanted"
            yield f"knows {need.skill} at {level}, {need.level} {word}" if level else f"does not know {need.skill}"
    if account.language and account.language not in manager.languages:
        yield f"speaks no {account.language}"
    if account.industry and account.industry not in manager.industries:
        yield f"has not worked in {account.industry}"


def gap_of(user: User, relationship: Relationship) -> Gap | None:
    """Of one account, key account or not, and with nothing lacking where its manager has all that it needs.

    None where nobody has said what it needs or looks after it, and for who may not see the profile of its manager.
    """
    if relationship.manager_id is None or not seen(user).filter(id=relationship.manager_id).exists():
        return None
    at = laid_out([relationship])
    return next(gaps(at), Gap(relationship, ())) if at.needs else None


def gaps(at: Desk) -> Iterator[Gap]:
    """Accounts of which somebody has said what they need, and whose manager does not have it."""
    known = {p.pk: m for p, m in zip(at.people, at.managers, strict=True)}
    for row, account in zip(at.relationships, at.accounts, strict=True):
        if row.manager_id is None or row.pk not in at.needs:
            continue
        if (manager := known.get(row.manager_id)) is not None:
            found = list(lacks(account, manager))
        else:
            found = ["may not look after accounts any more" if row.manager_id in at.profiles else "has no profile"]
        if found:
            yield Gap(row, found)
