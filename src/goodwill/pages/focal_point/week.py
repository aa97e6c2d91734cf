from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.focal_point import digest
from goodwill.programme.focal_point.week import monday, week_of


def page(request: SignedIn) -> HttpResponse:
    """What happened in one week in the accounts that the person looks after or follows."""
    policy.demand(request.user, "see")
    today = timezone.localdate()
    week = week_of(request.user, _day(request.GET.get("of", ""), today))
    context = {
        "week": week,
        "now": week.first == monday(today),
        "before": week.first - timedelta(days=7),
        "after": week.first + timedelta(days=7) if week.first < monday(today) else None,
        "sends": digest.sends(),
    }
    return render(request, "goodwill/focal_point/week.html", context)


@require_POST
def by_mail(request: SignedIn) -> HttpResponse:
    """Whether the person gets it each Monday."""
    wanted = request.POST.get("wanted") == "yes"
    digest.ask_for(by=request.user, wanted=wanted)
    said = "From next Monday on your week comes by mail." if wanted else "Your week comes by mail no more."
    messages.success(request, said)
    return redirect("account" if request.POST.get("from") == "account" else "week")


def _day(said: str, today: date) -> date:
    """A spoilt one is today; none lies before people wrote such dates."""
    try:
        return min(max(date.fromisoformat(said), date(1970, 1, 5)), today)
    except ValueError:
        return today
