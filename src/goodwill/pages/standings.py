"""How a party stood at every analysis, each with its reasons and its day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.pages.today import scale_end
from goodwill.programme.past_reasons import stood


@require_safe
def page(request: SignedIn, pk: int) -> HttpResponse:
    party = party_of(request, pk)
    days = stood(request.user, party)
    end = scale_end(max((day.value_high for day in days if day.value_high), default=1))
    return render(request, "goodwill/standings.html", {"party": party, "days": days, "end": end})
