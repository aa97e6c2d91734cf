"""Pages that show what the analysis drew, section by section."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from goodwill.pages.portfolio.shared import answer, nothing, shown
from goodwill.pages.request import SignedIn


@require_safe
def retention(request: SignedIn) -> HttpResponse:
    return _sections(request, "Retention", "cohorts", "retention", "survival", "rhythm")


@require_safe
def value(request: SignedIn) -> HttpResponse:
    return _sections(request, "Value", "concentration", "key-accounts", "spending", "acquisition")


@require_safe
def evidence(request: SignedIn) -> HttpResponse:
    return _sections(request, "Evidence and fit", "evidence", "method", "times")


def _sections(request: SignedIn, title: str, *names: str) -> HttpResponse:
    days = shown(request)
    return nothing(request) if days is None else answer(request, "sections", {"title": title}, days, *names)
