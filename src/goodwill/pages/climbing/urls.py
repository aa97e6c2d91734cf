"""Addresses of the ladder."""

from django.urls import path

from goodwill.pages.climbing import answers, beyond, overview, party
from goodwill.pages.open_to import open_to

urlpatterns = [
    path("relationships/<int:pk>/ladder", party.page, name="ladder"),
    path("relationships/<int:pk>/ladder/answer", answers.attitude, name="ladder-attitude"),
    path("relationships/<int:pk>/ladder/recommendation", answers.referral, name="ladder-referral"),
    path("answers/<int:pk>/back", answers.attitude_back, name="ladder-attitude-back"),
    path("recommendations/<int:pk>/back", answers.referral_back, name="ladder-referral-back"),
    path("programme/ladder/", overview.page, name="programme-ladder"),
    path("programme/ladder/beyond", beyond.page, name="programme-ladder-beyond"),
]

NEEDS = {
    **open_to("see", "ladder"),
    **open_to("edit", "ladder-attitude ladder-referral ladder-attitude-back ladder-referral-back"),
    **open_to("programme", "programme-ladder programme-ladder-beyond"),
}
