from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render

from goodwill.pages.request import SignedIn
from goodwill.programme.needing.overview import overview


def page(request: SignedIn) -> HttpResponse:
    """What is made and agreed for accounts now: what it costs a year, and what ends soon."""
    start = request.GET.get("from", "0")
    if not (start.isdecimal() and len(start) < 7):  # noqa: PLR2004 - so many accounts nobody has
        raise BadRequest("The address of this page is damaged. Begin at the first page of the list.")
    found = overview(request.user, start=int(start))
    return render(request, "goodwill/needing/overview.html", {"overview": found, "later": int(start) > 0})
