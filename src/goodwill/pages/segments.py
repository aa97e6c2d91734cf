from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.segments import keeping, reading
from goodwill.records.models import Segment, Workspace
from goodwill.terms import UsageError


def page(request: SignedIn) -> HttpResponse:
    """The segments, in the numbers that the person may know."""
    current = Workspace.the().current
    rows = [(seen, reading.stale(seen.segment, current)) for seen in reading.listing(request.user)]
    context = {
        "rows": rows,
        "waiting": any(stale and not seen.segment.message for seen, stale in rows),
        "own_only": policy.reach(request.user, "see") != "all",
        "may_keep": policy.may(request.user, "segment"),
    }
    return render(request, "goodwill/segments.html", context)


def one(request: SignedIn, pk: int) -> HttpResponse:
    segment = get_object_or_404(Segment, pk=pk)
    seen = reading.listing(request.user, Segment.objects.filter(pk=pk))[0]
    if not seen.told:
        return render(request, "goodwill/segment_hidden.html", {"segment": segment})
    months = reading.months(request.user, seen)
    context = {
        "seen": seen,
        "segment": segment,
        "stale": reading.stale(segment, Workspace.the().current) and not segment.message,
        "months": months,
        "arrived": [month.arrived for month in months],
        "left": [month.left for month in months],
        "moved": any(month.arrived or month.left for month in months),
        "newest": months[::-1],
        "arrivals": reading.moves(request.user, segment, left=False),
        "departures": reading.moves(request.user, segment, left=True),
        "inside": urlencode({"filter": f'segment:"{segment.name}"'}),
        "may_drop": policy.may(request.user, "segment")
        and (segment.by_id == request.user.id or policy.reach(request.user, "segment") == "all"),
        "own_only": policy.reach(request.user, "see") != "all",
    }
    return render(request, "goodwill/segment.html", context)


@require_POST
def keep(request: SignedIn) -> HttpResponse:
    name, filters = request.POST.get("name", ""), request.POST.get("filter", "")[:500]
    try:
        made = keeping.keep(by=request.user, name=name, filters=filters)
    except UsageError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('relationships')}?{urlencode({'filter': filters})}")
    messages.success(request, f"{made.name} is kept as a segment. Its members are being found.")
    return redirect("segment", pk=made.pk)


@require_POST
def drop(request: SignedIn, pk: int) -> HttpResponse:
    segment = get_object_or_404(Segment, pk=pk)
    keeping.drop(by=request.user, segment=segment)
    messages.success(request, f"{segment.name} is kept no longer. Its relationships stay.")
    return redirect("segments")
