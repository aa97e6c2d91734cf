"""Addresses of selection rounds."""

from django.urls import path

from goodwill.pages.open_to import open_to
from goodwill.pages.selection import board, candidate, criteria, rounds

urlpatterns = [
    path("selection/", rounds.page, name="selection"),
    path("selection/open", rounds.begin, name="selection-open"),
    path("selection/criteria/", criteria.page, name="selection-criteria"),
    path("selection/criteria/usual", criteria.usual, name="selection-usual"),
    path("selection/criteria/add", criteria.add, name="selection-criterion-add"),
    path("selection/criteria/<int:pk>/", criteria.one, name="selection-criterion"),
    path("selection/criteria/<int:pk>/retire", criteria.retire, name="selection-criterion-retire"),
    path("selection/<int:pk>/", board.page, name="selection-round"),
    path("selection/<int:pk>/edit", rounds.edit, name="selection-edit"),
    path("selection/<int:pk>/add", rounds.add, name="selection-add"),
    path("selection/<int:pk>/draw", rounds.draw, name="selection-draw"),
    path("selection/<int:pk>/score-lists", rounds.score, name="selection-score-lists"),
    path("selection/<int:pk>/close", rounds.close, name="selection-close"),
    path("selection/candidates/<int:pk>/", candidate.page, name="selection-candidate"),
    path("selection/candidates/<int:pk>/scores", candidate.scores, name="selection-scores"),
    path("selection/candidates/<int:pk>/quality", candidate.quality, name="selection-quality"),
    path("selection/candidates/<int:pk>/decide", candidate.decide, name="selection-decide"),
]

NEEDS = {
    **open_to("programme", "selection selection-criteria selection-round selection-candidate"),
    **open_to("steer", "selection-open selection-edit selection-add selection-draw selection-score-lists"),
    **open_to("steer", "selection-close selection-usual selection-criterion-add selection-criterion"),
    **open_to("steer", "selection-criterion-retire selection-scores selection-quality selection-decide"),
}
