import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from goodwill.cli.options import ColumnChoice, one_column_a_role
from goodwill.terms import UsageError

_NOT_FOR_ORDERS = {"source": None, "market": None, "keep": False, "max_set_aside": None}


@click.command("import", short_help="Bring orders, parties, people or affiliations into the workspace.")
@click.argument("what", type=click.Choice(["orders", "parties", "people", "affiliations"]))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--column",
    "columns",
    multiple=True,
    type=ColumnChoice(),
    callback=one_column_a_role,
    help="Which column plays which role, as in name=Company. Can be given several times.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be made, changed and set aside, and change nothing.")
@click.option("--as", "email", metavar="EMAIL", help="Who does it, for the history. Otherwise the only administrator.")
@click.option(
    "--source", metavar="NAME", help='Whose identifiers these are; otherwise "orders", those of the order book.'
)
@click.option(
    "--market", metavar="MARKET", help="The market of rows that name none, such as supplier; otherwise customer."
)
@click.option("--keep", is_flag=True, help="Keep what the workspace has; fill only what is empty there.")
@click.option(
    "--max-set-aside",
    type=click.FloatRange(0, 1),
    help="Share of rows set aside above which nothing is imported; otherwise 0.05.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Also write set-aside.csv there."
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the workspace keeps database, evidence and uploads.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the JSON on standard output and nothing else.")
@click.option("--quiet", is_flag=True, help="Print only what stops the import.")
def command(
    what: str,
    files: tuple[str, ...],
    columns: tuple[tuple[str, str], ...],
    email: str | None,
    folder: Path | None,
    out: Path | None,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> None:
    """Bring files (CSV, Excel, Parquet) into the workspace that goodwill serve opens.

    \b
    orders        customer, date, amount: as in the browser, each file an import that can be undone there
    parties       id, name, kind, parent, bill-to, market, state, manager, tags, own fields, e-mail, telephone
    people        id or e-mail, name, telephone
    affiliations  person, organisation, role, from, until

    Who is the same party, its identifier says: run again, an import changes nothing more. A file of parties, people or
    affiliations comes in whole or not at all.
    """  # noqa: D301 - a real backspace, by which click leaves the lines below it alone
    from goodwill.cli import terminal
    from goodwill.cli.imported import show
    from goodwill.cli.site import import_files

    with terminal.progress(quiet=quiet or as_json) as progress:
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
        outcome = import_files(
            what,
            folder=folder,
            email=email,
            files=files,
            columns=dict(columns),
            set_aside=None if out is None else out / "set-aside.csv",
            say=progress,
            dry_run=dry_run,
            **_options(what, options),
        )
    if as_json:
        click.echo(json.dumps(asdict(outcome), indent=2, ensure_ascii=False))
    else:
        show(outcome, terminal.console(quiet=quiet), dry_run=dry_run)
    if any(finding.severity == "stop" for finding in outcome.findings):
        raise click.exceptions.Exit(1)


def _options(what: str, given: dict[str, Any]) -> dict[str, Any]:
    """The options that this kind of import has, with their defaults."""
    if what == "orders":
        for name, usual in _NOT_FOR_ORDERS.items():
            if given[name] != usual:
                raise UsageError(f"--{name.replace('_', '-')} is not for orders. Leave it out.")
        return {}
    if what == "affiliations" and given["market"] is not None:
        raise UsageError("--market is not for affiliations. Leave it out.")
    share = given["max_set_aside"]
    found = {
        "source": given["source"] or "orders",
        "keep": given["keep"],
        "max_set_aside": 0.05 if share is None else share,
    }
    return found if what == "affiliations" else found | {"market": given["market"]}
