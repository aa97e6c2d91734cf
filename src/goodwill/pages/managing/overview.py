"""Load and coverage: what the head of the programme looks at first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.managing.care import USUAL_HOURS
from goodwill.programme.managing.coverage import coverage


def page(request: SignedIn) -> HttpResponse:
    today = timezone.localdate()
    found = coverage(request.user, today)
    context = {
        "found": found,
        "over": [one for one in found.carried if one.over],
        "may_steer": policy.may(request.user, "steer"),
        "usual": USUAL_HOURS,
        "today": today,
    }
    return render(request, "goodwill/managing/coverage.html", context)
