"""The hand-over plan of one account: what was open on the day, and the steps until the new manager has it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from goodwill.pages.refusing import refusals_told
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.managing import hand_over_plans
from goodwill.records.models import HandOverPlan


def page(request: SignedIn, pk: int) -> HttpResponse:
    plan = get_object_or_404(hand_over_plans.hand_over_plans(request.user), pk=pk)
    party = plan.relationship.party
    context = {
        "plan": plan,
        "party": party,
        "things": [one | {"day": date.fromisoformat(one["day"])} for one in plan.open_things],
        "steps": [_shown(plan, number) for number in range(len(plan.steps))],
        "may_edit": policy.may_edit(request.user, party),
    }
    return render(request, "goodwill/managing/hand_over.html", context)


def _shown(plan: HandOverPlan, number: int) -> dict[str, Any]:
    step = plan.steps[number]
    by, done = (date.fromisoformat(step[day]) if step.get(day) else None for day in ("by", "done"))
    late = done is None and by is not None and by < timezone.localdate() and not plan.passed_on
    return {"what": step["what"], "by": by, "done": done, "late": late, "number": number}


@require_POST
def step(request: SignedIn, pk: int) -> HttpResponse:
    plan = get_object_or_404(hand_over_plans.hand_over_plans(request.user), pk=pk)
    number = request.POST.get("number", "")
    with refusals_told(request):
        hand_over_plans.tick(
            by=request.user,
            plan=plan,
            number=int(number) if number.isdecimal() else -1,
            on=request.POST.get("on") != "no",
        )
    return redirect("managers-hand-over", pk=pk)
