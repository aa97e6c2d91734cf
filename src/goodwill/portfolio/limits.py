"""What an order book cannot tell, said beside what it can."""

from datetime import date

from goodwill.evidence.counted import counted
from goodwill.measures.cohorts import CohortTable
from goodwill.portfolio.analysis import Basis
from goodwill.terms import Finding
from goodwill.terms.dates import written_period

TWO_YEARS = 730
OLD_CUSTOMERS = 2.0


def limits(*, first: date, as_of: date, cohorts: CohortTable, basis: Basis | None, line_sample: bool) -> list[Finding]:
    """Findings that follow from what the evidence is, whatever the fit. basis: None where there is no amount."""
    found = []
    if line_sample:
        found.append(
            Finding(
                "line-sample",
                "warning",
                "The rows are a sample of order lines. How often customers buy, what an order or a customer is worth, "
                "and every forecast and total are too low by an unknown factor; read nothing but comparisons between "
                "customers, groups and months from this analysis.",
            )
        )
    if basis == "revenue":
        found.append(
            Finding(
                "no-margin",
                "note",
                "No margin is known, so value is revenue and says nothing of profit. "
                "Name a margin or cost column with --column, or assume a rate with --margin.",
            )
        )
    record = (as_of - first).days + 1
    if record < TWO_YEARS:
        found.append(
            Finding(
                "one-season",
                "note",
                f"The record covers {counted(record, 'day')}. Until every season has been seen twice, "
                "season and growth cannot be told apart.",
            )
        )
    sizes = cohorts.sizes
    following = max(sizes[1:3], default=0)
    if len(sizes) > 2 and sizes[0] > OLD_CUSTOMERS * following:  # noqa: PLR2004 - two cohorts to compare the first with
        found.append(
            Finding(
                "old-customers",
                "note",
                f"{sizes[0]:,} customers appear first in {written_period(cohorts.labels[0])}, the first "
                f"{cohorts.period} on record, against {following:,} in the larger of the next two: many were customers "
                "before. How long they have been is not known, and the first cohort is no cohort of new customers.",
            )
        )
    return found
