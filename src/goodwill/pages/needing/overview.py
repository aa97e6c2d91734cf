from django.http import HttpResponse
from django.shortcuts import render

from goodwill.pages.request import SignedIn
from goodwill.pages.start import start_of
from goodwill.programme.needing.overview import overview


def page(request: SignedIn) -> HttpResponse:
    """What is made and agreed for accounts now: what it costs a year, and what ends soon."""
    start = start_of(request)
    found = overview(request.user, start=start)
    return render(request, "goodwill/needing/overview.html", {"overview": found, "later": start > 0})
