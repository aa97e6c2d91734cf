from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme import policy, working
from goodwill.programme.work_queue import day_of


def page(request: SignedIn) -> HttpResponse:
    today = timezone.localdate()
    day = day_of(request.user, today)
    worth = sum(card.at_stake for card in {c.party.id if c.party else 0: c for c in day.cards}.values())
    return render(request, "goodwill/today.html", {"day": day, "today": today, "worth": worth})


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
