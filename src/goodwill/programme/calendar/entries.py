"""Tasks, promises, reminders, planned contacts and absences, each on its day; for whom the policy lets one see them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.records.models import Absence, Contact, Party, Relationship, Task, User

MOST = 2_000
"""Of each kind: more than anybody reads in six weeks, and a bound for a page."""
ORDER = ("away", "promise", "task", "reminder")
_PLANNED = (Contact.Kind.CALL, Contact.Kind.VISIT, Contact.Kind.LETTER)


@dataclass(frozen=True)
class Entry:
    """kind: away, promise, task, reminder, or that of a planned contact. over: done already."""

    kind: str
    title: str
    whose: User
    party: Party | None = None
    task: Task | None = None
    contact: Contact | None = None
    absence: Absence | None = None
    over: bool = False


def people_of(user: User) -> list[User]:
    """Whose calendars the user may see: its own first."""
    found = list(policy.calendars(user).order_by("name", "id"))
    return sorted(found, key=lambda person: person != user)


def days_of(user: User, people: Sequence[User], first: date, last: date) -> dict[date, list[Entry]]:
    """What these people have to do from the first day to the last, both inclusive; promises before tasks.

    people: as `people_of` gives them. A task that was given up is told no more.
    """
    days: dict[date, list[Entry]] = defaultdict(list)
    for task in tasks_of(user, people).filter(Q(due__range=(first, last)) | Q(remind__range=(first, last)))[:MOST]:
        if first <= task.due <= last:
            days[task.due].append(_task(task))
        if task.remind is not None and task.done is None and task.remind != task.due and first <= task.remind <= last:
            days[task.remind].append(Entry("reminder", task.title, task.owner, task.party, task))
    for contact in planned(user, people).filter(on__range=(first, last))[:MOST]:
        title = contact.text.strip().partition("\n")[0]
        if contact.by is not None:
            days[contact.on].append(Entry(contact.kind, title, contact.by, contact.party, contact=contact))
    for absence in absences_of(people).filter(starts__lte=last, ends__gte=first)[:MOST]:
        day = max(absence.starts, first)
        while day <= min(absence.ends, last):
            days[day].append(Entry("away", f"{absence.person} is away", absence.person, absence=absence))
            day += timedelta(days=1)
    return {day: sorted(found, key=_order) for day, found in days.items()}


def tasks_of(user: User, people: Sequence[User]) -> QuerySet[Task]:
    """Open and done, not given up."""
    found = policy.tasks(user).filter(owner__in=people, given_up=False)
    return found.select_related("party", "owner").order_by("due", "id")


def planned(user: User, people: Sequence[User]) -> QuerySet[Contact]:
    """Calls, visits and letters of days to come: what these people planned, and what is planned in their books."""
    # A book that is handed over takes along what was planned in it: the manager goes there then.
    books = Relationship.objects.filter(manager__in=people).values("party")
    theirs = policy.contacts(user).filter(Q(by__in=people) | Q(party__in=books))
    found = theirs.filter(on__gt=timezone.localdate(), kind__in=_PLANNED)
    return found.select_related("party", "by").order_by("on", "id")


def absences_of(people: Sequence[User]) -> QuerySet[Absence]:
    """When these people are away, and when they cover others."""
    found = Absence.objects.filter(Q(person__in=people) | Q(cover__in=people))
    return found.select_related("person", "cover").order_by("starts", "id")


def _task(task: Task) -> Entry:
    return Entry(task.kind, task.title, task.owner, task.party, task, over=task.done is not None)


def _order(entry: Entry) -> tuple[bool, int]:
    return entry.over, ORDER.index(entry.kind) if entry.kind in ORDER else len(ORDER)
