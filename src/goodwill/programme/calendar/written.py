"""A person's days as an iCalendar file (RFC 5545), for programs that read it again and again."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from goodwill.programme import policy
from goodwill.programme.calendar.entries import MOST, absences_of, planned, tasks_of
from goodwill.programme.calendar.lines import component, day, duration, file, moment, text
from goodwill.records.models import Absence, Party, Task, User, Workspace

PROGRAM = "-//Goodwill//Goodwill//EN"
REFRESH = timedelta(hours=1)
RINGS = timedelta(hours=9)
"""A reminder is of a day; programs ring at a time, so at nine in the morning where they are."""
ENDED_SINCE = timedelta(days=31)
"""So long an absence that is over still stands in the calendar."""
Address = Callable[[Task | Party | None], str]
"""Where a task or party is looked at in the browser; nothing: the calendar itself."""


def written(person: User, address: Address) -> bytes:
    """Open tasks, promises, planned contacts and absences, of whoever the person answers for today.

    What the person may see is asked at every reading. Every entry is of a whole day, keeps its identity, and says no
    more than its title and the party's name: what was written about a party stays in the workspace.
    """
    people = list(User.objects.filter(id__in=policy.answers_for(person)))
    lines = [
        "VERSION:2.0",
        f"PRODID:{PROGRAM}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{text(f'{Workspace.the().name}: {person}')}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{duration(REFRESH)}",
        f"X-PUBLISHED-TTL:{duration(REFRESH)}",
    ]
    for task in tasks_of(person, people).filter(done__isnull=True)[:MOST]:
        lines += _task(task, person, address)
    for contact in planned(person, people)[:MOST]:
        title = f"{contact.get_kind_display()}: {contact.party.name}"
        lines += _event("contact", contact.pk, title, contact.on, address(contact.party))
    since = timezone.localdate() - ENDED_SINCE
    for absence in absences_of(people).filter(ends__gte=since)[:MOST]:
        lines += _absence(absence, person, address)
    return file(component("VCALENDAR", lines))


def _task(task: Task, person: User, address: Address) -> list[str]:
    word = "Promise: " if task.kind == Task.Kind.PROMISE else ""
    told = [task.party.name] if task.party else []
    told += [f"For {task.owner}"] if task.owner_id != person.pk else []
    more = [f"DESCRIPTION:{text(chr(10).join(told))}"] if told else []
    if task.remind is not None:
        more += _alarm(task.title, task.remind - task.due + RINGS)
    return _event("task", task.pk, f"{word}{task.title}", task.due, address(task), more=more)


def _alarm(title: str, after_midnight: timedelta) -> list[str]:
    trigger = f"TRIGGER:{duration(after_midnight)}"
    return component("VALARM", ["ACTION:DISPLAY", f"DESCRIPTION:{text(title)}", trigger])


def _absence(absence: Absence, person: User, address: Address) -> list[str]:
    away = absence.person_id == person.pk
    title = f"Away, {absence.cover} covers" if away else f"{absence.person} is away, {absence.cover} covers"
    return _event("absence", absence.pk, title, absence.starts, address(None), last=absence.ends)


def _event(
    kind: str, key: int, title: str, first: date, url: str, *, last: date | None = None, more: list[str] | None = None
) -> list[str]:
    """Whole days; the end that the format asks for is the day after the last one."""
    return component(
        "VEVENT",
        [
            # Of this workspace alone, and the same whenever and wherever it is read.
            f"UID:{salted_hmac('calendar', f'{kind} {key}').hexdigest()}@goodwill",
            f"DTSTAMP:{moment(timezone.now())}",
            f"SUMMARY:{text(title)}",
            f"DTSTART;VALUE=DATE:{day(first)}",
            f"DTEND;VALUE=DATE:{day((last or first) + timedelta(days=1))}",
            f"URL:{url}",
            # A day's task leaves the hours free.
            "TRANSP:TRANSPARENT",
            *(more or []),
        ],
    )
