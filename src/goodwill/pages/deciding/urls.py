"""Addresses of decisions and the people behind them."""

from django.urls import path

from goodwill.pages.deciding import decisions, links, seats, task, unit
from goodwill.pages.open_to import open_to

urlpatterns = [
    path("relationships/<int:pk>/decisions", decisions.page, name="decisions"),
    path("relationships/<int:pk>/decisions/add", decisions.add, name="decision-add"),
    path("decisions/<int:pk>/", unit.page, name="decision"),
    path("decisions/<int:pk>/edit", decisions.edit, name="decision-edit"),
    path("decisions/<int:pk>/end", decisions.end, name="decision-end"),
    path("decisions/<int:pk>/task", task.make, name="decision-task"),
    path("decisions/<int:pk>/seats/add", seats.add, name="seat-add"),
    path("decisions/<int:pk>/links/add", links.add, name="seat-link-add"),
    path("seats/<int:pk>/", seats.edit, name="seat"),
    path("seats/<int:pk>/end", seats.end, name="seat-end"),
    path("seat-links/<int:pk>/", links.edit, name="seat-link"),
    path("seat-links/<int:pk>/end", links.end, name="seat-link-end"),
]

NEEDS = {
    **open_to("see", "decisions decision"),
    **open_to("edit", "decision-add decision-edit decision-end decision-task seat-add seat seat-end"),
    **open_to("edit", "seat-link-add seat-link seat-link-end"),
}
