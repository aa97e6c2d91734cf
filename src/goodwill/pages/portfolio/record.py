from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodwill.pages.portfolio.shared import answer, drawn, nothing, shown
from goodwill.pages.request import SignedIn
from goodwill.programme.kept import record


@drawn  # type: ignore[arg-type]
@require_safe
def page(request: SignedIn) -> HttpResponse:
    """The forecasts of all analysed days up to the one that is shown, beside what has come since."""
    days = shown(request)
    if days is None:
        return nothing(request)
    found = record.outcomes([day for day in days.days if day.as_of <= days.day.as_of])
    whole = next((outcome for outcome in found if outcome.whole), None)
    to_list = f"{reverse('portfolio-list')}?as_of={days.days[0].as_of}"
    context: dict[str, object] = {
        "outcomes": [
            (
                outcome,
                f"{to_list}&first_to={outcome.as_of}&bought={outcome.as_of + timedelta(days=1)}..{outcome.until}",
            )
            for outcome in found
        ],
        "summed": record.summed(found),
        "banded": whole or (found[-1] if found else None),
        "most": max((max(o.orders.high, o.orders_actual) for o in found), default=1),
    }
    return answer(request, "record", context, days, "record", "tracking", "loyalty")
