"""A decision: who decides, as a map, as an outline on a telephone, and as a table; today or as of a past day."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date

from goodwill.pages.deciding.decisions import decision_of
from goodwill.pages.deciding.mapping import map_of, shown
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.deciding import headline, learning, measuring, unit, versions
from goodwill.programme.deciding.learning import Gap
from goodwill.programme.lists import standings_of
from goodwill.records.models import Decision, Task, Workspace

MOST_DAYS = 12
"""So many days of change are offered; any other can be chosen."""


def page(request: SignedIn, pk: int) -> HttpResponse:
    decision = decision_of(request, pk)
    day, refused = _asked_for(request, decision)
    today = timezone.localdate()
    there = unit.unit_of(request.user, decision, day)
    past = day < today
    may_edit = policy.may_edit(request.user, decision.party) and not past and decision.until is None
    gaps = [] if past else learning.gaps(there)
    seats = shown(there)
    to_learn = with_tasks(gaps, policy.tasks(request.user).filter(party=decision.party, done__isnull=True))
    context = {
        "party": decision.party,
        "decision": decision,
        "unit": there,
        "day": day,
        "today": today,
        "refused": refused,
        "past": past,
        "days": versions.days_of(decision)[:MOST_DAYS],
        "changed": versions.changed_since(there, unit.unit_of(request.user, decision, today)) if past else [],
        "headline": headline.headline(there),
        "standing": standings_of(Workspace.the().current, [decision.party], user=request.user).get(decision.party_id),
        "map": map_of(there, seats, links=may_edit),
        "seats": seats,
        "gaps": to_learn,
        "next": next((gap for gap, task in to_learn if task is None), None),
        "support": measuring.support_in_words(there.measures.support),
        "support_figure": measuring.support_as_figure(there.measures.support),
        "may_edit": may_edit,
    }
    return render(request, "goodwill/deciding/unit.html", context)


def with_tasks(gaps: Sequence[Gap], tasks: QuerySet[Task]) -> list[tuple[Gap, Task | None]]:
    """Each with the open task that somebody has made of it."""
    made = {task.title: task for task in tasks.filter(title__in=[gap.task for gap in gaps])} if gaps else {}
    return [(gap, made.get(gap.task)) for gap in gaps]


def _asked_for(request: SignedIn, decision: Decision) -> tuple[date, str]:
    """The day to be looked at, and why it is another than was asked for."""
    today = timezone.localdate()
    said = request.GET.get("on", "").strip()
    if not said:
        return today, ""
    try:
        day = parse_date(said)
    except ValueError:
        day = None
    if day is None:
        return today, f"“{said}” is no day. Write it such as {today.isoformat()}."
    if day < decision.since:
        return decision.since, "The decision was named later. This is its first day."
    return min(day, today), ""
