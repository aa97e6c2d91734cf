"""Every address of the workspace; each page is a file."""

from django.urls import path

from goodwill.pages import (
    bulk,
    edit,
    export,
    first_account,
    health,
    imports,
    portfolio,
    record,
    relationships,
    search,
    today,
)

urlpatterns = [
    path("", today.page, name="today"),
    path("tasks/<int:pk>/done", today.done, name="task-done"),
    path("tasks/<int:pk>/reopen", today.reopen, name="task-reopen"),
    path("relationships/", relationships.page, name="relationships"),
    path("relationships/views", relationships.save_view, name="save-view"),
    path("relationships/bulk", bulk.prepare, name="bulk-prepare"),
    path("relationships/bulk/<int:pk>/", bulk.page, name="bulk"),
    path("relationships/bulk/<int:pk>/undo", bulk.undo, name="bulk-undo"),
    path("relationships/export", export.page, name="export"),
    path("relationships/<int:pk>/", record.page, name="record"),
    path("relationships/<int:pk>/edit", edit.page, name="edit"),
    path("relationships/<int:pk>/notes", record.add_note, name="add-note"),
    path("relationships/<int:pk>/tasks", record.add_task, name="add-task"),
    path("relationships/<int:pk>/people", record.add_person, name="add-person"),
    path("search/", search.page, name="search"),
    path("portfolio/", portfolio.page, name="portfolio"),
    path("portfolio/report.html", portfolio.report, name="report"),
    path("portfolio/report.css", portfolio.style, name="report-style"),
    path("imports/", imports.page, name="imports"),
    path("imports/<int:pk>/", imports.one, name="import"),
    path("imports/<int:pk>/columns", imports.columns, name="import-columns"),
    path("imports/<int:pk>/confirm", imports.confirm, name="import-confirm"),
    path("imports/<int:pk>/undo", imports.undo, name="import-undo"),
    path("imports/<int:pk>/set-aside.csv", imports.set_aside, name="import-set-aside"),
    path("first-account/<str:token>/", first_account.page, name="first-account"),
    path("healthz", health.page, name="health"),
]
