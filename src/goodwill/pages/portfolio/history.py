from dataclasses import dataclass

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from goodwill.pages.portfolio.shared import answer, nothing, shown
from goodwill.pages.request import SignedIn
from goodwill.programme import past_analyses, policy
from goodwill.programme.kept.analysed import Analysed, runs
from goodwill.records.models import AnalysisRun
from goodwill.terms import UsageError

CHOICES = (3, 6, 12, 24, 36)


@dataclass(frozen=True)
class Line:
    day: Analysed
    figures: AnalysisRun


@require_safe
def page(request: SignedIn) -> HttpResponse:
    days = shown(request)
    if days is None:
        return nothing(request)
    # Of the results only what the page shows.
    told = runs().filter(id__in=[day.run for day in days.days])
    told = told.annotate(
        customers=F("results__evidence__customers"),
        mean=F("results__value__mean"),
        low=F("results__value__low"),
        high=F("results__value__high"),
        doubtful=F("results__behaviour__naive_rule"),
    )
    figures = {run.pk: run for run in told.defer("results")}
    lines = [Line(day, figures[day.run]) for day in days.days if day.run in figures]
    context: dict[str, object] = {
        "lines": lines,
        "may_order": policy.may(request.user, "analyse"),
        "choices": CHOICES,
        "ordered": past_analyses.ordered(),
        "step": past_analyses.step(),
        "failed": past_analyses.failed(),
    }
    return answer(request, "history", context, days)


@require_POST
def order(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "analyse")
    months = request.POST.get("months", "")
    try:
        days = past_analyses.order_past(by=request.user, months=int(months) if months.isdigit() else 0)
    except UsageError as error:
        messages.error(request, str(error))
    else:
        many = f"{len(days)} month ends are" if len(days) != 1 else "One month end is"
        messages.success(
            request,
            f"{many} analysed in the background, the newest first." if days else "All of these are there already.",
        )
    return redirect("portfolio-history")
