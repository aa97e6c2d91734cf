"""Addresses of ties and customer organisations."""

from django.urls import path

from goodwill.pages.open_to import open_to
from goodwill.pages.tying import clubs, kinds, overview, party, tie

urlpatterns = [
    path("relationships/<int:pk>/ties", party.page, name="ties"),
    path("relationships/<int:pk>/ties/add", tie.add, name="tie-add"),
    path("ties/<int:pk>/", tie.edit, name="tie"),
    path("ties/<int:pk>/remove", tie.remove, name="tie-remove"),
    path("programme/ties/", overview.page, name="programme-ties"),
    path("programme/ties/kinds/", kinds.page, name="programme-ties-kinds"),
    path("programme/ties/kinds/add", kinds.add, name="programme-ties-kind-add"),
    path("programme/ties/kinds/<int:pk>/", kinds.edit, name="programme-ties-kind"),
    path("programme/ties/kinds/<int:pk>/retire", kinds.retire, name="programme-ties-kind-retire"),
    path("programme/ties/kinds/<int:pk>/back", kinds.bring_back, name="programme-ties-kind-back"),
    path("programme/ties/fourth", kinds.fourth, name="programme-ties-scale"),
    path("clubs/", clubs.page, name="clubs"),
    path("clubs/add", clubs.add, name="club-add"),
    path("clubs/<int:pk>/", clubs.one, name="club"),
    path("clubs/<int:pk>/edit", clubs.edit, name="club-edit"),
    path("clubs/<int:pk>/join", clubs.join, name="club-join"),
    path("clubs/members/<int:pk>/", clubs.member, name="club-member"),
]

NEEDS = {
    **open_to("see", "ties clubs club"),
    **open_to("edit", "tie-add tie tie-remove club-join club-member"),
    **open_to("programme", "programme-ties programme-ties-kinds"),
    **open_to("steer", "programme-ties-kind-add programme-ties-kind programme-ties-kind-retire"),
    **open_to("steer", "programme-ties-kind-back programme-ties-scale club-add club-edit"),
}
