"""Options that several commands share, and the values they turn into."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from goodwill.terms import GoodwillError, Period

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f'"{value}" is not a day. Write it as year-month-day, for example 2011-08-31.', param, ctx)


class Length(click.ParamType[Period]):
    name = "length"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(str(value))
        except GoodwillError as error:
            self.fail(str(error), param, ctx)


class ColumnChoice(click.ParamType[tuple[str, str]]):
    name = "role=NAME"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        role, found, column = str(value).partition("=")
        if not found or not role or not column:
            self.fail(f'"{value}" names no column. Write role=NAME, for example customer=CustomerID.', param, ctx)
        return role.strip().lower(), column


def one_column_a_role(
    _ctx: click.Context, _param: click.Parameter, chosen: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    columns: dict[str, str] = {}
    for role, column in chosen:
        if role in columns:
            raise click.BadParameter(f"{role} is both {columns[role]} and {column}. Name one column for each role.")
        columns[role] = column
    return chosen


def evidence_options(command: F) -> F:
    """What every command that reads orders understands."""
    for option in reversed(
        [
            click.argument("orders", nargs=-1, required=True, metavar="ORDERS..."),
            click.option(
                "--column",
                "columns",
                multiple=True,
                type=ColumnChoice(),
                callback=one_column_a_role,
                help="Which column plays which role, as in customer=CustomerID. Can be given several times.",
            ),
            click.option("--currency", metavar="CODE", help="The currency of the amounts, or the one to convert into."),
            click.option(
                "--fx", type=click.Path(path_type=Path), metavar="FILE", help="Rate table: currency, rate[, date]."
            ),
            click.option("--segment", metavar="COLUMN", help="A column that tells segments of customers apart."),
            click.option(
                "--max-set-aside",
                type=click.FloatRange(0, 1),
                default=0.05,
                show_default=True,
                help="Share of unreadable rows above which the run stops.",
            ),
            click.option(
                "--as-of", type=Day(), metavar="DATE", help="Last day to look at; later rows are only counted."
            ),
            click.option(
                "--occasion",
                type=click.Choice(["day", "week", "month", "order"]),
                default="day",
                show_default=True,
                help="What counts as one purchase occasion: all of a customer's orders in it.",
            ),
            click.option("--json", "as_json", is_flag=True, help="Print the JSON on standard output and nothing else."),
            click.option("--quiet", is_flag=True, help="Print only what stops the run."),
        ]
    ):
        command = option(command)
    return command


def workers_option(*, least: int) -> Callable[[F], F]:
    """How many processes do the workspace's jobs."""
    return click.option(
        "--workers",
        type=click.IntRange(least, 64),
        default=1,
        show_default=True,
        help="Processes that do the jobs: imports, analyses, exports.",
    )


folder_option = click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="DIR",
    help="Where the workspace keeps database, evidence and uploads.",
)
