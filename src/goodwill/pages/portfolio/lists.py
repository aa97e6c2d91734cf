"""What every figure leads to: a list of customers as they were known on the day that is shown."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodwill.pages.export import TYPES
from goodwill.pages.portfolio.shared import Shown, answer, mistaken, nothing, shown
from goodwill.pages.request import SignedIn
from goodwill.programme import past_conditions, past_lists, policy
from goodwill.records.models import Export
from goodwill.terms import UsageError


@require_safe
def page(request: SignedIn) -> HttpResponse:
    days = shown(request)
    if days is None:
        return nothing(request)
    asked = past_conditions.of_query(request.GET)
    offset = int(start) if (start := request.GET.get("from_row", "")).isdigit() and len(start) < 9 else 0  # noqa: PLR2004
    try:
        found = past_lists.listed(request.user, days.days, days.day, asked)
    except UsageError as error:
        return mistaken(request, days, error)
    rows = past_lists.page(request.user, found, offset=offset)
    more = offset + past_lists.PAGE
    context: dict[str, object] = {
        "asked": asked,
        "found": found,
        "rows": rows,
        "until": offset + len(rows),
        "next": days.list_of(**asked | {"from_row": str(more)}) if more < found.count else "",
        **ways(request, days, asked),
    }
    return answer(request, "list", context, days)


@require_safe
def export(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "export")
    days, asked = shown(request), request.GET.get("format", "csv")
    if days is None:
        raise Http404
    try:
        conditions = past_conditions.of_query(request.GET)
        file = past_lists.leaving(request.user, days.days, days.day, conditions, asked)
    except UsageError as error:
        return HttpResponse(str(error), status=400, content_type="text/plain")
    sent = HttpResponse(file, content_type=TYPES[asked])
    sent["Content-Disposition"] = f'attachment; filename="relationships-as-of-{days.day.as_of}.{asked}"'
    return sent


def ways(request: SignedIn, days: Shown, asked: Mapping[str, str]) -> dict[str, object]:
    """Where a list can be taken: as a page, as a file, and among today's relationships where those can say it."""
    filters = past_lists.as_filter(asked) if days.day.current else None
    here = days.list_of(**{name: value for name, value in asked.items() if name != "since"})
    return {
        "list_url": here,
        "export_url": here.replace(reverse("portfolio-list"), reverse("portfolio-list-export"), 1)
        if policy.may(request.user, "export")
        else "",
        "formats": Export.Format.choices,
        "work_url": f"{reverse('relationships')}?{urlencode({'filter': filters})}" if filters else "",
    }
