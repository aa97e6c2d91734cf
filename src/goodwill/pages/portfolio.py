from pathlib import Path

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.conf import settings
from django.db.models import F
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.records.models import AnalysisRun, Workspace
from goodwill.report.html import nested_style

# Charts drawn on the server carry their lengths as style attributes; scripts stay forbidden.
_drawn = csp_update({"style-src": [SELF, UNSAFE_INLINE]})


@_drawn  # type: ignore[arg-type]
def page(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "portfolio")
    run = Workspace.the().current
    inside = None if run is None else _kept(f"inside-{run.report}").read_text(encoding="utf-8")
    past = AnalysisRun.objects.filter(state=AnalysisRun.State.DONE).exclude(pk=0 if run is None else run.pk)
    # Of the results only what the page shows.
    figures = past.annotate(
        customers=F("results__evidence__customers"),
        mean=F("results__value__mean"),
        low=F("results__value__low"),
        high=F("results__value__high"),
    ).defer("results")
    return render(request, "goodwill/portfolio.html", {"run": run, "inside": inside, "past": figures[:24]})


def report(request: SignedIn) -> FileResponse:
    """The current report as a file of its own, to keep or to send."""
    policy.demand(request.user, "portfolio")
    run = Workspace.the().current
    if run is None:
        raise Http404
    name = f"relationship-report-{run.as_of}.html"
    return FileResponse(_kept(run.report).open("rb"), as_attachment=True, filename=name, content_type="text/html")


@cache_control(max_age=3600)
def style(request: SignedIn) -> HttpResponse:  # noqa: ARG001
    return HttpResponse(nested_style(), content_type="text/css; charset=utf-8")


def _kept(name: str) -> Path:
    return Path(settings.FOLDER) / "reports" / name
