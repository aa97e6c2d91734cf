from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from goodwill.pages.portfolio.group_map import group_map
from goodwill.pages.portfolio.lists import ways
from goodwill.pages.portfolio.shared import answer, mistaken, nothing, shown
from goodwill.pages.request import SignedIn
from goodwill.programme import past_conditions, past_lists
from goodwill.programme.kept import files
from goodwill.programme.kept.analysed import runs
from goodwill.records.models import Workspace
from goodwill.terms import UsageError

BRUSHED = ("group", "potential_from", "potential_to", "return_from", "return_to")


@require_safe
def page(request: SignedIn) -> HttpResponse:
    days = shown(request)
    if days is None:
        return nothing(request)
    asked = {name: value for name, value in past_conditions.of_query(request.GET).items() if name in BRUSHED}
    context: dict[str, object] = {"asked": asked, "groups": past_conditions.GROUPS, **_map(days.day.run)}
    if asked:
        try:
            found = past_lists.listed(request.user, days.days, days.day, asked)
        except UsageError as error:
            return mistaken(request, days, error)
        context |= {"found": found, "rows": past_lists.page(request.user, found)[:10], **ways(request, days, asked)}
    return answer(request, "groups", context, days, "groups-table", "loyalty")


def _map(run: int) -> dict[str, Any]:
    cuts = runs().filter(id=run).values_list("results__cuts", flat=True).first()
    table = files.read(run, ["potential", "p_return", "group"])
    if not cuts or table is None:
        return {"map": None}
    currency = "" if cuts["potential_is"] == "occasions" else Workspace.the().currency
    return {
        "cuts": cuts,
        "counts": [(name, int(files.equal(table, "group", name).sum())) for name in past_conditions.GROUPS],
        "map": group_map(
            files.numbers(table, "potential"),
            files.numbers(table, "p_return"),
            cut_potential=cuts["potential"],
            cut_return=cuts["return"],
            currency=currency,
        ),
    }
