"""The evidence in words and as JSON, as `goodwill check` shows it."""

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from goodwill.evidence.counted import counted
from goodwill.evidence.order_book import OrderBook
from goodwill.portfolio.analysis import Evidence
from goodwill.terms import Finding
from goodwill.terms.money import amount


def as_json(examined: Evidence, book: OrderBook) -> dict[str, Any]:
    return {
        **asdict(examined),
        "first": examined.first.isoformat(),
        "last": examined.last.isoformat(),
        "columns": [asdict(column) for column in book.columns],
        "findings": [asdict(finding) for finding in book.findings],
    }


def show(examined: Evidence, book: OrderBook, out: Console) -> None:
    out.print()
    out.print(f"[bold]{escape(', '.join(examined.sources))}[/bold]")
    columns = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("In the file", "Becomes", "Recognised", "First values"):
        columns.add_column(title)
    for column in book.columns:
        columns.add_row(
            escape(column.column),
            column.role or "–",
            column.how or "–",
            escape(", ".join(map(str, column.first_values))),
        )
    out.print(columns)
    out.print()
    sums(examined, out)
    tell(book.findings, out)


def sums(examined: Evidence, out: Console) -> None:
    """Accepted + set aside = read, then what was accepted."""
    accepted = counted(examined.accepted, "row")
    out.print(f"{accepted} accepted + {examined.set_aside:,} set aside = {examined.rows:,} read.")
    for reason, rows in sorted(examined.set_aside_reasons.items(), key=lambda item: -item[1]):
        out.print(f"  {rows:>10,}  {reason.replace('_', ' ')}")
    occasions, customers = counted(examined.occasions, "purchase occasion"), counted(examined.customers, "customer")
    parts = [
        f"{counted(examined.orders, 'order')} on {occasions} by {customers}",
        f"from {examined.first} to {examined.last}",
    ]
    if examined.net_revenue is not None:
        parts.append(f"net {amount(examined.net_revenue, examined.currency)}")
    out.print("; ".join(parts) + ".")
    if examined.returns:
        out.print(
            f"{counted(examined.returns, 'return or cancellation', 'returns and cancellations')}, "
            f"{examined.returns_matched:,} matched to {'its' if examined.returns == 1 else 'their'} order."
        )
    if examined.customers_without_occasion:
        out.print(
            f"{counted(examined.customers_without_occasion, 'customer has', 'customers have')} nothing but returns, "
            "cancellations or zeros."
        )
    if examined.outside_window:
        later = counted(examined.outside_window, "row lies", "rows lie")
        out.print(f"{later} after the as-of day and {'is' if examined.outside_window == 1 else 'are'} only counted.")


def tell(findings: tuple[Finding, ...], out: Console) -> None:
    marks = {"note": "[dim]note[/dim]   ", "warning": "[yellow]warning[/yellow]", "stop": "[red]stop[/red]   "}
    if findings:
        out.print()
    for finding in findings:
        grid = Table.grid(padding=(0, 2))
        grid.add_row(marks[finding.severity], escape(finding.sentence))
        out.print(grid)
