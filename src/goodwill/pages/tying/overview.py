from django.http import HttpResponse
from django.shortcuts import render

from goodwill.pages.request import SignedIn
from goodwill.programme.tying.overview import overview


def page(request: SignedIn) -> HttpResponse:
    """The ties of all key accounts: how many on each level, what they cost, which lack fresh evidence."""
    seen = overview(request.user)
    bound = [row for row in seen.levels if row.level is not None and row.accounts]
    context = {"seen": seen, "highest": bound[0] if bound else None}
    return render(request, "goodwill/tying/overview.html", context)
