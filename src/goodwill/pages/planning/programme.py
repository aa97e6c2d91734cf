"""Every plan that the person may see, and the key accounts that have none."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from goodwill.pages.planning.shared import STATES
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.planning import listing
from goodwill.records.models import Plan


def page(request: SignedIn) -> HttpResponse:
    today, state = timezone.localdate(), request.GET.get("state", "")
    state = state if state in Plan.State.values else ""
    after = request.GET.get("after", "")
    shown = listing.listed(request.user, state=state, after=after)
    counts, overdue = listing.waiting(request.user, today)
    missing = list(listing.without_agreed_plan(request.user, today)[: listing.MOST_MISSING + 1])
    context = {
        "rows": [(one, STATES[one.plan.state], one.is_overdue(today)) for one in shown.rows],
        "states": [(code, label, counts.get(code, 0)) for code, label in Plan.State.choices],
        "state": state,
        "after": after,
        "next": shown.next,
        "counts": counts,
        "overdue": overdue,
        "missing": missing[: listing.MOST_MISSING],
        "more_missing": len(missing) > listing.MOST_MISSING,
        "own_only": policy.reach(request.user, "see") != "all",
    }
    return render(request, "goodwill/planning/programme.html", context)
