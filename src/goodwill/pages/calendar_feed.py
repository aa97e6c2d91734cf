"""A person's days for calendar programs, at a private address: made and taken back on the account page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goodwill.pages.request import SignedIn
from goodwill.programme.calendar import feed
from goodwill.programme.calendar.written import written
from goodwill.records.models import Party, Task


@require_POST
def make(request: SignedIn) -> HttpResponse:
    """The address, shown this once."""
    token = feed.make(by=request.user)
    link = request.build_absolute_uri(reverse("calendar-feed", args=[token]))
    response = render(request, "goodwill/calendar_link.html", {"link": link})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request: SignedIn) -> HttpResponse:
    feed.revoke(by=request.user)
    messages.success(request, "The calendar address opens nothing any more.")
    return redirect("account")


@login_not_required
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """What the person of the token may see today; nobody else learns whether there is such a token."""
    person = feed.reader_of(token)
    if person is None:
        return HttpResponse("There is no such calendar.", status=404, content_type="text/plain")

    def address(what: Task | Party | None) -> str:
        if isinstance(what, Task):
            return request.build_absolute_uri(reverse("task", args=[what.pk]))
        return request.build_absolute_uri(reverse("calendar") if what is None else reverse("record", args=[what.pk]))

    response = HttpResponse(written(person, address), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = 'inline; filename="goodwill.ics"'
    return response
