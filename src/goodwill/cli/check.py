import json
from pathlib import Path
from typing import Any

import click

from goodwill.cli.folders import REPORT, demand_writable, writing
from goodwill.cli.options import evidence_options


@click.command("check", short_help="What is in an order book, before any analysis.")
@evidence_options
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Also write set-aside.csv there."
)
def command(orders: tuple[str, ...], as_json: bool, quiet: bool, out: Path | None, **options: Any) -> None:
    """What is in an order book, before any analysis: columns, counts, rows set aside, findings."""
    from goodwill.cli import terminal
    from goodwill.cli.evidence import as_json as evidence_json
    from goodwill.cli.evidence import show
    from goodwill.cli.reading import read_book
    from goodwill.portfolio.book_evidence import examine

    if out is not None:
        demand_writable(out)
    with terminal.progress(quiet=quiet or as_json) as progress:
        progress("Reading orders")
        book = read_book(orders, options, out if out is not None else None if as_json else REPORT)
        progress("Counting")
        examined = examine(book, as_of=options["as_of"], occasion=options["occasion"])
        if out is not None:
            with writing(out):
                out.mkdir(parents=True, exist_ok=True)
                book.write_set_aside(out / "set-aside.csv")
    if as_json:
        click.echo(json.dumps(evidence_json(examined, book), indent=2, ensure_ascii=False))
    else:
        show(examined, book, terminal.console(quiet=quiet))
