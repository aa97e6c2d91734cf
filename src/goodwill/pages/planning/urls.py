"""Addresses of plans."""

from django.urls import path

from goodwill.pages.open_to import open_to
from goodwill.pages.planning import deciding, group, party, plan, printed, programme, reviewing, signing, writing

urlpatterns = [
    path("plans/", programme.page, name="plans"),
    path("plans/<int:pk>/", plan.page, name="plan"),
    path("plans/<int:pk>/plan.pdf", printed.page, name="plan-print"),
    path("plans/<int:pk>/share", writing.share, name="plan-share"),
    path("plans/<int:pk>/budget", writing.budget, name="plan-budget"),
    path("plans/<int:pk>/text/<slug:section>", writing.text, name="plan-text"),
    path("plans/<int:pk>/add/<slug:kind>", writing.add, name="plan-add"),
    path("plans/<slug:kind>/<int:pk>/", writing.part, name="plan-part"),
    path("plans/<slug:kind>/<int:pk>/remove", writing.remove, name="plan-remove"),
    path("plans/<int:pk>/submit", deciding.submit, name="plan-submit"),
    path("plans/<int:pk>/agree", deciding.agree, name="plan-agree"),
    path("plans/<int:pk>/send-back", deciding.send_back, name="plan-send-back"),
    path("plans/<int:pk>/reopen", deciding.reopen, name="plan-reopen"),
    path("plans/<int:pk>/sign", signing.sign, name="plan-sign"),
    path("plans/<int:pk>/sign/back", signing.take_back, name="plan-sign-back"),
    path("plans/<int:pk>/carry-over", deciding.carry_over, name="plan-carry-over"),
    path("plans/objective/<int:pk>/judge", reviewing.judge, name="plan-judge"),
    path("plans/resource/<int:pk>/used", reviewing.used, name="plan-used"),
    path("plans/review/<int:pk>/hold", reviewing.review, name="plan-review"),
    path("relationships/<int:pk>/plan", party.page, name="party-plan"),
    path("relationships/<int:pk>/plan/start", party.start, name="plan-start"),
    path("relationships/<int:pk>/plan/group", group.page, name="plan-group"),
]

NEEDS = {
    **open_to("see", "plans plan plan-print party-plan plan-group"),
    **open_to("edit", "plan-start plan-text plan-share plan-budget plan-add plan-part plan-remove plan-submit"),
    **open_to("edit", "plan-carry-over plan-judge plan-used plan-review plan-sign plan-sign-back"),
    **open_to("steer", "plan-agree plan-send-back plan-reopen"),
}
