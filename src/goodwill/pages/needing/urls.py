"""Addresses of needs, entitlements and capabilities."""

from django.urls import path

from goodwill.pages.needing import capabilities, entitlements, needs, overview
from goodwill.pages.open_to import open_to

urlpatterns = [
    path("relationships/<int:pk>/needs", needs.page, name="party-needs"),
    path("relationships/<int:pk>/needs/add", needs.add, name="need-add"),
    path("needs/<int:pk>/", needs.edit, name="need"),
    path("needs/<int:pk>/judge", needs.judge, name="need-judge"),
    path("needs/<int:pk>/judge/back", needs.judge_back, name="need-judge-back"),
    path("needs/<int:pk>/next", needs.plan, name="need-next"),
    path("needs/<int:pk>/drop", needs.drop, name="need-drop"),
    path("relationships/<int:pk>/entitlements", entitlements.page, name="party-entitlements"),
    path("relationships/<int:pk>/entitle", entitlements.add, name="entitle"),
    path("entitlements/", overview.page, name="entitlements"),
    path("entitlements/<int:pk>/", entitlements.edit, name="entitlement"),
    path("entitlements/<int:pk>/drop", entitlements.drop, name="entitlement-drop"),
    path("capabilities/", capabilities.page, name="capabilities"),
    path("capabilities/add", capabilities.add, name="capability-add"),
    path("capabilities/<int:pk>/", capabilities.edit, name="capability"),
    path("capabilities/<int:pk>/retire", capabilities.retire, name="capability-retire"),
    path("capabilities/<int:pk>/back", capabilities.bring_back, name="capability-back"),
]

NEEDS = {
    **open_to("see", "party-needs party-entitlements"),
    **open_to("edit", "need-add need need-judge need-judge-back need-next need-drop entitle entitlement"),
    **open_to("edit", "entitlement-drop"),
    **open_to("programme", "entitlements"),
    **open_to("steer", "capabilities capability-add capability capability-retire capability-back"),
}
