"""Addresses of managers of key accounts, their assignments and their jobs."""

from django.urls import path

from goodwill.pages.managing import assignments, care, hand_over, job_template, jobs, managers, overview, training
from goodwill.pages.open_to import open_to

urlpatterns = [
    path("relationships/<int:pk>/care", care.page, name="care-needed"),
    path("relationships/<int:pk>/care/edit", care.edit, name="care-needed-edit"),
    path("managers/", managers.page, name="managers"),
    path("managers/coverage", overview.page, name="managers-coverage"),
    path("managers/assignments/", assignments.page, name="assignments"),
    path("managers/assignments/begin", assignments.draft, name="assignment-draft"),
    path("managers/assignments/<int:pk>/", assignments.one, name="assignment"),
    path("managers/assignments/<int:pk>/weights", assignments.weigh, name="assignment-weigh"),
    path("managers/assignments/<int:pk>/run", assignments.run, name="assignment-run"),
    path("managers/assignments/<int:pk>/by-hand/<int:relationship>", assignments.override, name="assignment-override"),
    path("managers/assignments/<int:pk>/by-hand/<int:override>/back", assignments.withdraw, name="assignment-withdraw"),
    path("managers/assignments/<int:pk>/effect", assignments.put_into_effect, name="assignment-effect"),
    path("managers/hand-over/<int:pk>/", hand_over.page, name="managers-hand-over"),
    path("managers/hand-over/<int:pk>/step", hand_over.step, name="managers-hand-over-step"),
    path("managers/training/<int:pk>/end", training.end, name="managers-training-end"),
    path("managers/job-template", job_template.page, name="managers-job-template"),
    path("managers/job/<int:pk>/offer", jobs.offer, name="managers-job-offer"),
    path("managers/job/<int:pk>/agree", jobs.agree, name="managers-job-agree"),
    path("managers/job/<int:pk>/job-description.pdf", jobs.pdf, name="managers-job-pdf"),
    path("managers/<int:pk>/", managers.one, name="managers-one"),
    path("managers/<int:pk>/edit", managers.edit, name="managers-edit"),
    path("managers/<int:pk>/training", training.add, name="managers-training"),
    path("managers/<int:pk>/job", jobs.page, name="managers-job"),
    path("managers/<int:pk>/job/write", jobs.write, name="managers-job-write"),
]

NEEDS = {
    **open_to("programme", "managers managers-coverage assignments assignment"),
    **open_to("see", "care-needed managers-one managers-hand-over managers-job managers-job-agree"),
    **open_to("see", "managers-job-pdf"),
    **open_to("edit", "care-needed-edit managers-hand-over-step"),
    **open_to("steer", "managers-edit managers-training managers-training-end managers-job-template"),
    **open_to("steer", "managers-job-write managers-job-offer assignment-draft assignment-weigh"),
    **open_to("steer", "assignment-run assignment-override assignment-withdraw assignment-effect"),
}
