"""A person's days as an iCalendar file (RFC 5545), for programs that read it again and again."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac
from icalendar import Alarm, Calendar, Event

from goodwill.programme import policy
from goodwill.programme.calendar.entries import MOST, absences_of, planned, tasks_of
from goodwill.records.models import Absence, Contact, Party, Task, User, Workspace

PROGRAM = "-//Goodwill//Goodwill//EN"
REFRESH = timedelta(hours=1)
ENDED_SINCE = timedelta(days=31)
"""So long an absence that is over still stands in the calendar."""
Address = Callable[[Task | Party | None], str]
"""Where a task or party is looked at in the browser; nothing: the calendar itself."""


def written(person: User, address: Address) -> bytes:
    """Open tasks, promises, planned contacts and absences, of whoever the person answers for today.

    What the person may see is asked at every reading; every entry is of a whole day and keeps its identity.
    """
    people = list(User.objects.filter(id__in=policy.answers_for(person)))
    calendar = Calendar()
    calendar.add("prodid", PROGRAM)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"{Workspace.the().name}: {person}")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for task in tasks_of(person, people).filter(done__isnull=True)[:MOST]:
        calendar.add_component(_task(task, person, address))
    for contact in planned(person, people)[:MOST]:
        calendar.add_component(_contact(contact, address))
    since = timezone.localdate() - ENDED_SINCE
    for absence in absences_of(people).filter(ends__gte=since)[:MOST]:
        calendar.add_component(_absence(absence, person, address))
    return bytes(calendar.to_ical())


def _task(task: Task, person: User, address: Address) -> Event:
    word = "Promise: " if task.kind == Task.Kind.PROMISE else ""
    event = _event("task", task.pk, f"{word}{task.title}", task.due, address(task))
    told = [task.party.name] if task.party else []
    told += [f"For {task.owner}"] if task.owner_id != person.pk else []
    if told:
        event.add("description", "\n".join(told))
    if task.remind is not None and task.remind < task.due:
        event.add_component(_alarm(task))
    return event


def _alarm(task: Task) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", task.title)
    alarm.add("trigger", (task.remind or task.due) - task.due)
    return alarm


def _contact(contact: Contact, address: Address) -> Event:
    text = contact.text.strip()
    title = f"{contact.get_kind_display()}: {text.partition(chr(10))[0][:200]}"
    event = _event("contact", contact.pk, title, contact.on, address(contact.party))
    event.add("description", f"{contact.party.name}\n{text}")
    return event


def _absence(absence: Absence, person: User, address: Address) -> Event:
    away = absence.person_id == person.pk
    title = f"Away, {absence.cover} covers" if away else f"{absence.person} is away, {absence.cover} covers"
    return _event("absence", absence.pk, title, absence.starts, address(None), last=absence.ends)


def _event(kind: str, key: int, title: str, first: date, url: str, last: date | None = None) -> Event:
    """Whole days; the end that the format asks for is the day after the last one."""
    event = Event()
    # Of this workspace alone, and the same whenever and wherever it is read.
    event.add("uid", f"{salted_hmac('calendar', f'{kind} {key}').hexdigest()}@goodwill")
    event.add("dtstamp", timezone.now().replace(microsecond=0))
    event.add("summary", title)
    event.add("dtstart", first)
    event.add("dtend", (last or first) + timedelta(days=1))
    event.add("url", url)
    # A day's task leaves the hours free.
    event.add("transp", "TRANSPARENT")
    return event
