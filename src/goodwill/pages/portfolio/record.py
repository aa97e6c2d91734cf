from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodwill.pages.portfolio.shared import Shown, answer, nothing, shown
from goodwill.pages.request import SignedIn
from goodwill.portfolio.analysis import LoyaltyBand
from goodwill.portfolio.forecast_record import Outcome
from goodwill.programme.kept import record


@require_safe
def page(request: SignedIn) -> HttpResponse:
    """The forecasts of all analysed days up to the one that is shown, beside what has come since."""
    days = shown(request)
    if days is None:
        return nothing(request)
    found = record.outcomes([day for day in days.days if day.as_of <= days.day.as_of])
    whole = next((outcome for outcome in found if outcome.whole), None)
    to_list = f"{reverse('portfolio-list')}?as_of={days.days[0].as_of}"
    banded = whole or (found[-1] if found else None)
    # One scale for all, of which each forecast is the same share: forecasts of days and of a year stand side by side.
    widest = max((max(o.orders.high, o.orders_actual) / o.orders.mean for o in found if o.orders.mean), default=1.0)
    context: dict[str, object] = {
        "outcomes": [
            (
                outcome,
                outcome.orders.mean * widest or 1,
                f"{to_list}&first_to={outcome.as_of}&bought={outcome.as_of + timedelta(days=1)}..{outcome.until}",
            )
            for outcome in found
        ],
        "summed": record.summed(found),
        "banded": banded,
        "bands": [] if banded is None else _bands(days, banded),
        "widest": widest,
    }
    return answer(request, "record", context, days, "record", "tracking", "loyalty")


def _bands(days: Shown, banded: Outcome) -> list[tuple[LoyaltyBand, str]]:
    """Each fifth of the customers with its list; without one where an earlier version checked the forecast."""
    run = next((day.run for day in days.days if day.as_of == banded.as_of), 0)
    to_list = f"{reverse('portfolio-list')}?as_of={banded.as_of}"
    kept = record.bands_kept(run)
    return [
        (band, f"{to_list}&called_then={number}" if kept else "") for number, band in enumerate(banded.bands, start=1)
    ]
