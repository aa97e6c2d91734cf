"""Addresses of the portfolio."""

from django.urls import path

from goodwill.pages.open_to import open_to
from goodwill.pages.portfolio import groups, history, lists, movement, record, sections, state

urlpatterns = [
    path("portfolio/", state.page, name="portfolio"),
    path("portfolio/groups/", groups.page, name="portfolio-groups"),
    path("portfolio/movement/", movement.page, name="portfolio-movement"),
    path("portfolio/retention/", sections.retention, name="portfolio-retention"),
    path("portfolio/value/", sections.value, name="portfolio-value"),
    path("portfolio/evidence/", sections.evidence, name="portfolio-evidence"),
    path("portfolio/record/", record.page, name="portfolio-record"),
    path("portfolio/history/", history.page, name="portfolio-history"),
    path("portfolio/history/order", history.order, name="portfolio-order"),
    path("portfolio/list/", lists.page, name="portfolio-list"),
    path("portfolio/list/export", lists.export, name="portfolio-list-export"),
    path("portfolio/report.html", state.report, name="report"),
    path("portfolio/report.css", state.style, name="report-style"),
]

NEEDS = {
    **open_to("portfolio", "portfolio portfolio-groups portfolio-movement portfolio-retention portfolio-value"),
    **open_to("portfolio", "portfolio-evidence portfolio-record portfolio-history portfolio-list"),
    **open_to("portfolio", "portfolio-list-export report report-style"),
    **open_to("analyse", "portfolio-order"),
}
