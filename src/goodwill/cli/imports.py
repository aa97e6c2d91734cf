import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click

from goodwill.cli.options import ColumnChoice, one_column_a_role

F = TypeVar("F", bound=Callable[..., Any])
_FOLDER = click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the workspace keeps database, evidence and uploads.",
)
_BY = click.option(
    "--by", "email", metavar="EMAIL", help="Who does it, for the history; otherwise the first administrator."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the JSON on standard output and nothing else.")
_QUIET = click.option("--quiet", is_flag=True, help="Print only what stops it.")


@click.group("import", short_help="Bring orders, parties, people or affiliations into the workspace.")
def command() -> None:
    """Bring files (CSV, Excel, Parquet) into the workspace that goodwill serve opens, whether or not that runs.

    Who is the same party its identifier says, else a name that only one has: run again, an import changes nothing
    more. Each import has a number, by which it is undone.
    """


def _every(called: F) -> F:
    """What every kind of import understands."""
    for option in reversed(
        [
            click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path()),
            click.option(
                "--column",
                "columns",
                multiple=True,
                type=ColumnChoice(),
                callback=one_column_a_role,
                help="Which column plays which role, as in name=Company. Can be given several times.",
            ),
            click.option(
                "--source",
                metavar="NAME",
                default="orders",
                show_default=True,
                help="Whose identifiers these are; orders: those of the order book.",
            ),
            click.option(
                "--dry-run", is_flag=True, help="Say what would be made, changed and set aside, and change nothing."
            ),
            _BY,
            click.option(
                "--out",
                type=click.Path(path_type=Path, file_okay=False),
                metavar="DIR",
                help="Write set-aside.csv there; otherwise beside the file, where rows are set aside.",
            ),
            _FOLDER,
            _JSON,
            _QUIET,
        ]
    ):
        called = option(called)
    return called


def _records(called: F) -> F:
    """What imports of parties, people and affiliations understand besides."""
    for option in reversed(
        [
            click.option(
                "--overwrite",
                metavar="ROLES",
                help="What replaces what the workspace has, as in place,telephone, or all; otherwise only what is "
                "empty there is filled.",
            ),
            click.option(
                "--max-set-aside",
                type=click.FloatRange(0, 1),
                default=0.05,
                show_default=True,
                help="Share of rows set aside above which nothing is imported.",
            ),
        ]
    ):
        called = option(called)
    return called


_MARKET = click.option(
    "--market", metavar="MARKET", help="The market of rows that name none, such as supplier; otherwise customer."
)


@command.command("orders", short_help="Orders: customer, date, amount.")
@_every
def orders(**options: Any) -> None:
    """Orders, as in the browser: customer, date, amount. Each file is an import of its own; the analysis follows."""
    _import("orders", **options)


@command.command("parties", short_help="Organisations and people, with parents, managers and markets.")
@_every
@_records
@_MARKET
def parties(**options: Any) -> None:
    """Organisations and people: id, name, kind, place, parent, bill-to, market, market-kind, state, manager, tags,
    e-mail, telephone, and own fields by their name. Parents may stand anywhere in the file.
    """  # noqa: D205 - a list of columns is longer than a line
    _import("parties", **options)


@command.command("people", short_help="People, and where they work.")
@_every
@_records
@_MARKET
def people(**options: Any) -> None:
    """People: id, name, e-mail, telephone; organisation, role, from, until say where they work."""
    _import("people", **options)


@command.command("affiliations", short_help="Who works where, in which role, from when to when.")
@_every
@_records
def affiliations(**options: Any) -> None:
    """Who works where: person, organisation, role, from, until."""
    _import("affiliations", **options)


@command.command("undo", short_help="Undo an import by its number.")
@click.argument("number", type=click.IntRange(1))
@_BY
@_FOLDER
@_JSON
@_QUIET
def undo(number: int, email: str | None, folder: Path | None, *, as_json: bool, quiet: bool) -> None:
    """Undo an import by its number: what it made leaves, what it changed is as it was.

    What somebody has changed or worked on since stays, and is told with its reason.
    """
    from goodwill.cli import terminal
    from goodwill.cli.imported import show_undone
    from goodwill.cli.site import undo_import

    with terminal.progress(quiet=quiet or as_json) as progress:
        undone = undo_import(number, folder=folder, email=email, say=progress)
    if as_json:
        click.echo(json.dumps(undone, indent=2, ensure_ascii=False))
    else:
        show_undone(undone, terminal.console(quiet=quiet))


def _import(
    what: str,
    *,
    files: tuple[str, ...],
    columns: tuple[tuple[str, str], ...],
    out: Path | None,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> None:
    from goodwill.cli import terminal
    from goodwill.cli.imported import show
    from goodwill.cli.site import import_files

    # A dry run leaves nothing behind that nobody asked for.
    folder = out if out is not None or dry_run else Path(files[0]).expanduser().parent
    with terminal.progress(quiet=quiet or as_json) as progress:
        outcome = import_files(
            what,
            files=files,
            columns=dict(columns),
            set_aside=None if folder is None else folder / "set-aside.csv",
            always=out is not None,
            dry_run=dry_run,
            say=progress,
            **options,
        )
    if as_json:
        click.echo(json.dumps(asdict(outcome), indent=2, ensure_ascii=False))
    else:
        show(outcome, terminal.console(quiet=quiet), dry_run=dry_run)
    if any(finding.severity == "stop" for finding in outcome.findings):
        raise click.exceptions.Exit(1)
