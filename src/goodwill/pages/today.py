import math
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme import absences, following, mentions, policy, standing_changes, working
from goodwill.programme.failed_analysis import failed_analysis
from goodwill.programme.focal_point import news
from goodwill.programme.mail import unmatched
from goodwill.programme.managing import hand_over_plans, job_descriptions
from goodwill.programme.planning.to_do import plans_of_tasks
from goodwill.programme.work_queue import Card, day_of
from goodwill.records.models import Plan

MOST_MENTIONS = 10
WORDS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
# Spine, pill and its word, button, and with which kind the composer opens.
LOOKS: dict[str, dict[str, str]] = {
    "promise": {"spine": "inform", "pill": "promise", "button": "Promise kept"},
    "task": {"pill": "planned", "word": "Task", "button": "Done"},
    "reminder": {"pill": "planned", "word": "Reminder", "button": "Done"},
    "complaint": {"spine": "alarm", "pill": "overdue", "word": "Complaint", "button": "Answer"},
    "lost": {"spine": "alarm", "pill": "decide", "button": "Log a call", "kind": "?kind=call"},
    "cooled": {"spine": "care", "pill": "cooling", "word": "Cooled", "button": "Log a call", "kind": "?kind=call"},
    "fell": {"spine": "care", "pill": "cooling", "button": "Log a call", "kind": "?kind=call"},
    "returned": {
        "spine": "good",
        "pill": "regained",
        "word": "Came back",
        "button": "Log a call",
        "kind": "?kind=call",
    },
    "group": {"pill": "changed group", "button": "Write a note"},
    "cooling": {"spine": "care", "pill": "cooling", "button": "Write a note"},
}


def page(request: SignedIn) -> HttpResponse:
    """The day's work; for a partner what is shared with it."""
    if policy.may(request.user, "shared"):
        return redirect("shared")
    policy.demand(request.user, "see")
    today = timezone.localdate()
    day = day_of(request.user, today)
    plans = plans_of_tasks(request.user, [card.task.pk for card in day.cards if card.task])
    worth = sum(card.at_stake for card in {c.party.id if c.party else 0: c for c in day.cards}.values())
    return render(
        request,
        "goodwill/today.html",
        {
            "day": day,
            "said": WORDS[len(day.cards) - 1] if 0 < len(day.cards) <= len(WORDS) else len(day.cards),
            "urgent": [_shown(card, plans) for card in day.urgent],
            "more": [_shown(card, plans) for card in day.more],
            "today": today,
            "worth": worth,
            "mentions": mentions.for_you(request.user)[:MOST_MENTIONS],
            "contact_news": news.contact_news(request.user)[: news.MOST],
            "mails": unmatched.unmatched(request.user).count(),
            "news": following.news(request.user),
            "failed_analysis": failed_analysis(request.user),
            "handed_over": hand_over_plans.under_way(request.user),
            "job": job_descriptions.last_of(request.user, request.user),
            "absences": absences.now(request.user, today),
        },
    )


@require_POST
def done(request: SignedIn, pk: int) -> HttpResponse:
    task = get_object_or_404(policy.tasks(request.user), pk=pk)
    working.complete(by=request.user, task=task)
    said = "Promise kept" if task.kind == "promise" else "Done"
    messages.success(request, f"{said}: {task.title}", extra_tags=reverse("task-reopen", args=[pk]))
    return redirect("today")


@require_POST
def reopen(request: SignedIn, pk: int) -> HttpResponse:
    working.reopen(by=request.user, task=get_object_or_404(policy.tasks(request.user), pk=pk))
    return redirect("today")


@require_POST
def change_later(request: SignedIn, pk: int) -> HttpResponse:
    """A changed standing is looked at tomorrow."""
    policy.demand(request.user, "edit")
    tomorrow = timezone.localdate() + timedelta(days=1)
    change = get_object_or_404(standing_changes.changes_of(request.user, tomorrow), pk=pk)
    standing_changes.put_off(by=request.user, change=change, to=tomorrow)
    messages.success(request, f"{change.party.name} comes back tomorrow.")
    return redirect("today")


@require_POST
def mention_seen(request: SignedIn, pk: int) -> HttpResponse:
    mentions.tick(by=request.user, mention=pk)
    return redirect("today")


def _shown(card: Card, plans: Mapping[int, Plan]) -> tuple[dict[str, Any], dict[str, str]]:
    ends: list[float] = [card.standing.value_high] if card.standing and card.standing.value_high else [1.0]
    if card.change and card.change.value_before:
        ends.append(card.change.value_before)
    told = {name: getattr(card, name) for name in card.__dataclass_fields__}
    plan = plans.get(card.task.pk) if card.task else None
    more = {"end": scale_end(max(ends)), "for_whom": f"For {card.whose}", "plan": plan}
    return told | more, LOOKS[card.kind]


def scale_end(high: float) -> float:
    """A round number at or above the range, for the end of its scale."""
    step = 10 ** math.floor(math.log10(high)) / 2 if high > 0 else 1
    return math.ceil(high / step) * step


@require_POST
def news_seen(request: SignedIn, pk: int) -> HttpResponse:
    news.tick(by=request.user, news=pk)
    return redirect("today")


@require_POST
def all_news_seen(request: SignedIn) -> HttpResponse:
    news.tick(by=request.user)
    return redirect("today")
