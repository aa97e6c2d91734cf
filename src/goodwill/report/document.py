"""The report as plain data, built from an Analysis and nothing else; pages and paper are made from it."""

from goodwill.portfolio.analysis import Analysis
from goodwill.report import opening
from goodwill.report.asks import questions
from goodwill.report.definitions import definitions
from goodwill.report.parts import Document
from goodwill.report.sections import (
    acquisition,
    bucket,
    cohorts,
    concentration,
    evidence,
    groups,
    key_accounts,
    loyalty,
    method,
    record,
    retention,
    revenue,
    rhythm,
    spending,
    survival,
    times,
    tracking,
)
from goodwill.report.telling import Telling

SECTIONS = (
    revenue.section,
    record.section,
    loyalty.section,
    groups.section,
    bucket.section,
    cohorts.section,
    survival.section,
    concentration.section,
    rhythm.section,
    spending.section,
    times.section,
    tracking.section,
    retention.section,
    key_accounts.section,
    acquisition.section,
    evidence.section,
    method.section,
)
"""In the order of the report."""


def compose(analysis: Analysis) -> Document:
    """Every section that the analysis can fill; the others say why not, or stay away."""
    told = Telling(analysis)
    return Document(
        title=opening.dateline(told),
        as_of=told.as_of,
        headline=opening.headline(told),
        state=opening.state(told),
        key_figure=opening.key_figure(told),
        asks=questions(told),
        notice=opening.notice(told),
        sections=tuple(section for make in SECTIONS if (section := make(told)) is not None),
        definitions=definitions(told),
        colophon=opening.colophon(told),
    )
