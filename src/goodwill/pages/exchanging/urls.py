"""Addresses of how we deal."""

from django.urls import path

from goodwill.pages.exchanging import about, overview, sheet, target, wording
from goodwill.pages.open_to import open_to

urlpatterns = [
    path("exchange/", overview.page, name="exchange"),
    path("exchange/statements", wording.page, name="exchange-wording"),
    path("exchange/rounds/<int:pk>/", sheet.page, name="exchange-sheet"),
    path("exchange/<slug:code>/", about.page, name="exchange-about"),
    path("exchange/<slug:code>/ask", about.ask, name="exchange-ask"),
    path("exchange/<slug:code>/target", target.page, name="exchange-target"),
    path("relationships/<int:pk>/exchange", about.of_party, name="party-exchange"),
    path("relationships/<int:pk>/exchange/ask", about.ask_of_party, name="party-exchange-ask"),
    path("relationships/<int:pk>/exchange/target", target.of_party, name="party-exchange-target"),
]

NEEDS = {
    **open_to("see", "exchange exchange-about exchange-sheet party-exchange"),
    **open_to("edit", "party-exchange-ask"),
    **open_to("steer", "exchange-ask exchange-target exchange-wording party-exchange-target"),
}
