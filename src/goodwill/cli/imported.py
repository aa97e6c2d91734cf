"""What came of an import in words, as `goodwill import` shows it."""

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from goodwill.cli.evidence import tell


def show(outcome: Any, out: Console, *, dry_run: bool) -> None:
    out.print()
    out.print(f"[bold]{escape(', '.join(outcome.files))}[/bold]")
    columns = Table(box=None, pad_edge=False, header_style="dim")
    for title in ("In the file", "Becomes"):
        columns.add_column(title)
    for name, role in outcome.columns.items():
        columns.add_row(escape(name), escape(role or "–"))
    out.print(columns)
    out.print()
    out.print(escape(_sums(outcome, dry_run=dry_run)))
    for reason, rows in outcome.set_aside_reasons.items():
        out.print(f"  {rows:>10,}  {reason.replace('_', ' ')}: {escape(outcome.examples[reason])}")
    for title, names, count in (
        ("New", outcome.would_make, outcome.made),
        ("Changed", outcome.would_change, outcome.changed),
    ):
        if names and dry_run:
            more = f" and {count - len(names):,} more" if count > len(names) else ""
            out.print(escape(f"{title}: {', '.join(names)}{more}."))
    tell(outcome.findings, out)
    if outcome.followed_by:
        out.print(escape(outcome.followed_by))
    if outcome.set_aside_file is not None and outcome.set_aside:
        out.print(escape(f"The rows set aside are in {outcome.set_aside_file}."))
    for number in outcome.numbers:
        out.print(f"This is import {number}. To take it out again: goodwill import undo {number}")
    if dry_run:
        out.print("Nothing was changed: this was a dry run.")


def show_undone(undone: Any, out: Console) -> None:
    out.print(escape(f"Import {undone['number']} of {undone['what']} ({undone['name']}) is undone."))
    for sentence in undone["stays"]:
        out.print(escape(f"  {sentence}"))


def _sums(outcome: Any, *, dry_run: bool) -> str:
    """Made + changed + unchanged + set aside = read."""
    verb = "to be " if dry_run else ""
    if outcome.what == "orders":
        return (
            f"{outcome.made:,} rows {verb}imported + {outcome.unchanged:,} in the evidence before + "
            f"{outcome.set_aside:,} set aside = {outcome.rows:,} read."
        )
    return (
        f"{outcome.made:,} {verb}made + {outcome.changed:,} {verb}changed + {outcome.unchanged:,} as they were + "
        f"{outcome.set_aside:,} set aside = {outcome.rows:,} rows of {outcome.what} read."
    )
