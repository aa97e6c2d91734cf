from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from goodwill.pages.portfolio import fall
from goodwill.pages.portfolio.shared import answer, nothing, shown
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.exports.exporting import take_report
from goodwill.programme.kept import moves
from goodwill.records.models import Workspace
from goodwill.report.html import nested_style


@require_safe
def page(request: SignedIn) -> HttpResponse:
    days = shown(request)
    if days is None:
        return nothing(request)
    moved = None if days.since is None else moves.between(days.days, days.since, days.day)
    context: dict[str, object] = {"moved": moved, "fall": None if moved is None else fall.rows(moved, days)}
    context["may_export"] = policy.may(request.user, "export")
    return answer(request, "state", context, days, "headline", "state", "worth", "notice", "asks", "leak", "revenue")


@require_safe
def report(request: SignedIn) -> FileResponse:
    """The current report as a file of its own, to keep or to send."""
    policy.demand(request.user, "export")
    run = Workspace.the().current
    if run is None:
        raise Http404
    name, kept = f"relationship-report-{run.as_of}.html", take_report(by=request.user, run=run)
    return FileResponse(kept.open("rb"), as_attachment=True, filename=name, content_type="text/html")


@require_safe
@cache_control(max_age=3600)
def style(request: SignedIn) -> HttpResponse:  # noqa: ARG001
    return HttpResponse(nested_style(), content_type="text/css; charset=utf-8")
