"""The findings of an analysis in words, as `goodwill analyse` shows them."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from goodwill.cli import evidence
from goodwill.evidence.counted import counted
from goodwill.portfolio.analysis import Analysis
from goodwill.portfolio.groups import PLURALS, TOLD
from goodwill.terms import Estimate
from goodwill.terms.dates import written_day
from goodwill.terms.money import short_amount, short_range


def show(analysis: Analysis, written: list[Path], out: Console) -> None:
    out.print()
    out.print(f"[bold]Relationship report, {written_day(analysis.settings.as_of)}[/bold]")
    out.print()
    for sentence in _state(analysis):
        out.print(sentence)
    if analysis.groups:
        out.print()
        out.print(_groups(analysis))
    if analysis.key_accounts:
        out.print()
        out.print(_key_accounts(analysis))
    out.print()
    evidence.sums(analysis.evidence, out)
    evidence.tell(analysis.findings, out)
    out.print()
    out.print(f"[dim]{_assumptions(analysis)}[/dim]")
    if written:
        out.print()
        out.print(f"Report: [bold]{escape(str(written[0]))}[/bold]")
        rest = ", ".join(path.name for path in written[1:])
        out.print(f"[dim]Beside it: {escape(rest)}[/dim]")


def _state(analysis: Analysis) -> list[str]:
    currency = analysis.evidence.currency
    keep = analysis.retention
    in_base = analysis.bucket[-1].closing if analysis.bucket else 0
    lines = [
        (
            f"The base is [bold]{counted(in_base, 'customer')}[/bold] who ordered in the last "
            f"{counted(analysis.bucket_window_days, 'day')}, of {analysis.evidence.customers:,} on record."
        )
    ]
    if analysis.value is not None:
        value = analysis.value
        basis = {"margin": "margin", "assumed-margin": "assumed margin", "revenue": "revenue"}[value.basis]
        lines.append(
            f"{value.title}: [bold]{short_amount(value.estimate.mean, currency)}[/bold] of {basis} "
            f"over {value.horizon}, {_level(value.estimate)} range {short_range(value.estimate, currency)}."
        )
    if analysis.forecast is not None:
        orders = analysis.forecast.orders
        lines.append(
            f"Forecast over {analysis.settings.horizon}: {orders.mean:,.0f} purchase occasions "
            f"({orders.low:,.0f} to {orders.high:,.0f})."
        )
    if keep.rate is not None:
        worth = ""
        if keep.point_worth is not None:
            p = keep.point_worth
            apart = keep.point_worth_by_group
            more = f", {short_amount(apart, currency)} group by group" if apart is not None and apart > p.high else ""
            worth = f" One point more is worth {short_amount(p.mean, currency)} ({short_range(p, currency)}){more}."
        lines.append(f"{100 * keep.rate.mean:.0f}% of the base are kept a year.{worth}")
    return lines


def _level(estimate: Estimate) -> str:
    return f"{100 * estimate.level:.0f}%"


def _groups(analysis: Analysis) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("Group")
    for title in ("Customers", "Value", "Range"):
        table.add_column(title, justify="right")
    table.add_column("Treatment")
    currency = analysis.evidence.currency
    for group in sorted(analysis.groups, key=lambda group: TOLD.index(group.name)):
        value = group.value
        table.add_row(
            PLURALS[group.name].capitalize(),
            f"{group.customers:,}",
            "–" if value is None else short_amount(value.mean, currency),
            "–" if value is None else short_range(value, currency),
            group.treatment,
        )
    return table


def _key_accounts(analysis: Analysis) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("Key accounts, shortlist")
    table.add_column("Belongs", justify="right")
    table.add_column("Why")
    for account in analysis.key_accounts:
        table.add_row(escape(account.customer_id), f"{100 * account.probability:.0f}%", escape(account.reason))
    return table


def _assumptions(analysis: Analysis) -> str:
    s = analysis.settings
    parts = [
        f"As of {written_day(s.as_of)}",
        f"occasion {s.occasion}",
        f"unit {s.unit}",
        f"horizon {s.horizon}",
        f"value horizon {s.value_horizon}",
        f"discount {100 * s.discount_rate_per_year:g}% a year",
        f"level {100 * s.level:g}%",
        f"seed {s.seed}",
        f"behaviour {analysis.behaviour.name}",
    ]
    if s.basis == "assumed-margin" and s.margin is not None:
        parts.append(f"margin {100 * s.margin:g}%, assumed")
    elif s.basis == "revenue":
        parts.append("no margin known: value is revenue, not profit")
    return "Assumptions: " + ", ".join(parts) + "."
