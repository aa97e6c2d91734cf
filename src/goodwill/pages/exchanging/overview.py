from django.http import HttpResponse
from django.shortcuts import render

from goodwill.pages.exchanging.showing import TYPES, address
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.exchanging.overview import Line, overview
from goodwill.programme.exchanging.profiles import ENOUGH
from goodwill.programme.exchanging.worth import not_worth_it, of_groups, told_worth

SHOWN = 20


def page(request: SignedIn) -> HttpResponse:
    """How the company and its markets are dealt with, and where relationship marketing is not worth it."""
    found = overview(request.user)
    accounts = not_worth_it(request.user)
    context = {
        "types": TYPES,
        "general": [_line(line) for line in found.general],
        "relationships": [_line(line) for line in found.relationships],
        "company": found.general[0].round,
        "groups": of_groups(request.user),
        "accounts": accounts if request.GET.get("show") == "all" else accounts[:SHOWN],
        "many": len(accounts),
        "tells": told_worth(request.user),
        "enough": ENOUGH,
        "may_steer": policy.may(request.user, "steer"),
    }
    return render(request, "goodwill/exchanging/overview.html", context)


def _line(line: Line) -> tuple[Line, str]:
    return line, address("about", line.about)
