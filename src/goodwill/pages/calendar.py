"""A month or a week of tasks, promises, reminders, planned contacts and absences; on a telephone, a list by day."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from goodwill.pages.calendar_task import moving
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.calendar.entries import Entry, days_of, people_of
from goodwill.programme.calendar.feed import feed_of
from goodwill.records.models import User
from goodwill.terms.dates import written_day

SHOWN = {"month": 3, "week": 12}
"""So many entries of a day stand in its square; the others are counted, and open with the week."""
LOOKS = {
    "promise": ("flag", "inform"),
    "task": ("check", "plain"),
    "reminder": ("bell", "care"),
    "away": ("user-round", "neutral"),
    "call": ("phone", "good"),
    "visit": ("handshake", "good"),
    "letter": ("mail", "good"),
}
"""Icon and tone of each kind of entry."""
EVERYBODY = "all"
FIRST, LAST = date(1900, 1, 1), date(9998, 12, 31)


@dataclass(frozen=True)
class Square:
    """One day: what stands on it, each with icon and tone; `more` of it are not shown."""

    day: date
    entries: list[tuple[Entry, str, str]]
    more: int
    outside: bool


def page(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "see")
    view = "week" if request.GET.get("view") == "week" else "month"
    at = _day(request.GET.get("day", ""))
    people = people_of(request.user)
    whose = _whose(request, people)
    weeks = _weeks(view, at)
    found = days_of(request.user, whose, weeks[0][0], weeks[-1][-1])
    squares = [[_square(day, found.get(day, []), view, at) for day in week] for week in weeks]
    kept = {"whose": request.GET["whose"]} if request.GET.get("whose") else {}
    today = timezone.localdate()
    return render(
        request,
        "goodwill/calendar.html",
        {
            "view": view,
            "at": at,
            "heading": f"{at:%B %Y}" if view == "month" else _week_said(weeks[0]),
            "squares": squares,
            "empty": not any(square.entries for week in squares for square in week),
            "names": weeks[0],
            "today": today,
            "people": people if len(people) > 1 else [],
            "whose": request.GET.get("whose", ""),
            "several": len(whose) > 1,
            "address": _address(view, at, kept),
            "add": _adding(_address(view, at, kept), kept),
            "at_once": today if weeks[0][0] <= today <= weeks[-1][-1] else at,
            "earlier": _address(view, _step(view, at, back=True), kept),
            "later": _address(view, _step(view, at, back=False), kept),
            "now": _address(view, today, kept),
            "as_month": _address("month", at, kept),
            "as_week": _address("week", at if view == "week" else _week_of(at, today), kept),
            "moving": moving(request),
            "feed": feed_of(request.user),
            "may_move": policy.may(request.user, "edit"),
        },
    )


def _day(text: str) -> date:
    """The day in the address, or today."""
    try:
        return min(max(date.fromisoformat(text), FIRST), LAST)
    except ValueError:
        return timezone.localdate()


def _whose(request: SignedIn, people: list[User]) -> list[User]:
    """Whose days are shown: of those that the user may see the one in the address, or all; else its own."""
    asked = request.GET.get("whose", "")
    if asked == EVERYBODY:
        return people
    return [person for person in people if str(person.pk) == asked] or [request.user]


def _weeks(view: str, at: date) -> list[list[date]]:
    if view == "month":
        return calendar.Calendar().monthdatescalendar(at.year, at.month)
    monday = at - timedelta(days=at.weekday())
    return [[monday + timedelta(days=number) for number in range(7)]]


def _square(day: date, found: list[Entry], view: str, at: date) -> Square:
    shown = found if len(found) <= SHOWN[view] + 1 else found[: SHOWN[view]]
    outside = view == "month" and day.month != at.month
    return Square(day, [(entry, *LOOKS[entry.kind]) for entry in shown], len(found) - len(shown), outside)


def _step(view: str, at: date, *, back: bool) -> date:
    if view == "week":
        return at + timedelta(days=-7 if back else 7)
    return (at.replace(day=1) - timedelta(days=1)).replace(day=1) if back else _next_month(at)


def _next_month(at: date) -> date:
    return (at.replace(day=28) + timedelta(days=4)).replace(day=1)


def _week_of(at: date, today: date) -> date:
    """The week that a month opens: today's, where it lies in the month."""
    return today if (today.year, today.month) == (at.year, at.month) else at.replace(day=1)


def _week_said(week: list[date]) -> str:
    first, last = week[0], week[-1]
    begins = f"{first.day} {first:%B}" if first.month != last.month else str(first.day)
    return f"{begins} to {written_day(last)}"


def _address(view: str, day: date, kept: dict[str, str]) -> str:
    return f"{reverse('calendar')}?{urlencode({'view': view, 'day': day.isoformat()} | kept)}"


def _adding(here: str, kept: dict[str, str]) -> str:
    """Where a task is made; the day is still to be added."""
    return f"{reverse('calendar-add')}?{urlencode({'next': here} | kept)}"
