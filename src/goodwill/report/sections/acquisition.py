"""Whether the customers won in a period were worth what winning them cost."""

from goodwill.report.charts.frame import compact
from goodwill.report.parts import Cell, Column, Fig, Mark, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import count, plural, range_of


def section(told: Telling) -> Section | None:
    cohorts = told.analysis.acquisition
    if not cohorts:
        return None
    lost = [c for c in cohorts if c.net_per_customer < 0]
    title = (
        "Every period's new customers are worth more than they cost"
        if not lost
        else f"In {len(lost)} of {plural(len(cohorts), 'period')} new customers cost more than they are worth"
    )
    end = max(max(c.lifetime_value.high, c.cost_per_customer) for c in cohorts)
    rows: list[tuple[Cell, ...]] = []
    for c in cohorts:
        v = c.lifetime_value
        words = (
            f"{told.money.short(v.mean)}, {range_of(v)} {told.money.span(v)}; cost "
            f"{told.money.short(c.cost_per_customer)}"
        )
        rows.append(
            (
                c.period,
                count(c.customers),
                count(c.spend),
                count(c.cost_per_customer),
                count(v.mean),
                Mark(v.mean, max(v.low, 0.0), max(v.high, 0.0), end, words, ring=c.cost_per_customer),
                count(c.net_per_customer),
            )
        )
    unit, each = told.money.unit, told.money.unit_of("each")
    return Section(
        "acquisition",
        title,
        f"Spend on winning customers against their {told.worth}, so far and expected",
        tables=(
            Table(
                "New customers: cost and worth",
                (
                    Column("Period"),
                    Column("Customers", "won", "figures"),
                    Column("Spend", unit, "figures"),
                    Column("Cost", each, "figures"),
                    Column("Worth", each, "figures"),
                    Column(f"0 to {compact(end, told.money.sign)}", "ring: cost", "mark"),
                    Column("Net", each, "figures"),
                ),
                tuple(rows),
            ),
        ),
        note=(
            Fig(f"n = {plural(sum(c.customers for c in cohorts), 'customer')}", "customers"),
            f" won. {told.sources}.{told.currency_note}",
        ),
    )
