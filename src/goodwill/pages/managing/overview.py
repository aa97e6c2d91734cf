"""Load and coverage: what the head of the programme looks at first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.managing.coverage import coverage


def page(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "programme")
    found = coverage(request.user, timezone.localdate())
    context = {
        "found": found,
        "over": [one for one in found.carried if one.over],
        "learn": [one for one in found.learn if one[1] or one[2]],
        "may_steer": policy.may(request.user, "steer"),
        "today": timezone.localdate(),
    }
    return render(request, "goodwill/managing/coverage.html", context)
