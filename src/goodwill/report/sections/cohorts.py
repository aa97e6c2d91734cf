"""Cohorts: of the customers won in a month, how many order in the months after."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

from statistics import fmean

from goodwill.measures.cohorts import CohortTable
from goodwill.report.charts.cohorts import MOST_ROWS, ages_shown, cohort_heat_map, of_cohort, shares
from goodwill.report.parts import Chart, Column, Fig, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import SMALL, count, month, percent, plural

SETTLED = 3
"""From this age on a cohort is taken to have settled."""


def section(told: Telling) -> Section | None:
    table = told.analysis.cohorts
    values = shares(table)
    observed = [row for row in values if any(v is not None for v in row)]
    if not observed:
        return None
    unit = table.period
    shown = table.labels[-MOST_ROWS:]
    first_is_old = table.labels and table.labels[0] in shown and table.sizes[0] > 2 * max(table.sizes[1:], default=0)
    return Section(
        "cohorts",
        _title(table, values, old=bool(first_is_old)),
        f"Customers who ordered, % of cohort, by {unit}s since the first order. Blank: not yet observed. "
        "Stronger colour: more.",
        chart=Chart(
            "cohorts",
            f"Share of each {unit}'s new customers who ordered again, by {unit}s since their first order.",
            {
                "wide": cohort_heat_map(table, width=1024),
                "narrow": cohort_heat_map(table, width=350),
                "paper": cohort_heat_map(table, width=640),
            },
            _table(told),
            narrow_note=f"On a narrow screen not every {unit} is shown." if max(len(r) for r in observed) > 8 else "",
        ),
        note=(
            Fig(f"n = {plural(sum(table.sizes), 'customer')}", "customers"),
            f" in {plural(len([s for s in table.sizes if s]), 'cohort')}. "
            + (f"{month(table.labels[0])} holds old customers too: the record begins there. " if first_is_old else "")
            + (f"The last {MOST_ROWS} cohorts are shown. " if len(table.labels) > MOST_ROWS else "")
            + f"{told.sources}.",
        ),
    )


def _title(table: CohortTable, values: list[list[float | None]], *, old: bool) -> str:
    """Each cohort counts by its customers; one that holds old customers does not."""
    unit = table.period
    settled = [
        (v, size)
        for size, row in list(zip(table.sizes, values, strict=True))[1 if old else 0 :]
        for v in row[SETTLED - 1 :]
        if v is not None
    ]
    if len(settled) >= 3:
        share = fmean([v for v, _ in settled], [size for _, size in settled])
        for n in range(2, 11):
            if abs(share - 1 / n) <= 0.12 / n:
                return f"New customers settle at about one in {SMALL[n]} ordering each {unit}"
        return f"New customers settle at about {percent(round(share, 2))} ordering each {unit}"
    early = [v for row in values for v in row[:1] if v is not None]
    return (
        f"{percent(round(fmean(early), 2))} of new customers order again in the next {unit}"
        if early
        else "Too early to tell"
    )


def _table(told: Telling) -> Table:
    table = told.analysis.cohorts
    values = shares(table)[-MOST_ROWS:]
    ages = ages_shown(max(len(row) for row in values), most=24)
    rows, leads = [], []
    for label, size, row in zip(table.labels[-MOST_ROWS:], table.sizes[-MOST_ROWS:], values, strict=True):
        observed = [row[age - 1] if age <= len(row) else None for age in ages]
        if any(v is not None for v in observed):
            leads.append(of_cohort(label))
            rows.append((month(label), count(size), *("" if v is None else f"{100 * v:.0f}" for v in observed)))
    return Table(
        f"Share of each cohort that ordered, %, by {table.period}s since the first order",
        (Column("First order"), Column("n", "", "figures"), *(Column(str(age), "%", "figures") for age in ages)),
        tuple(rows),
        leads=tuple(leads),
    )
