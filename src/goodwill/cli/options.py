"""Options that several commands share, and the values they turn into."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

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


class Share(click.ParamType[float]):
    """A share or a rate, written as 30% or as 0.3; within its bounds where it has them."""

    name = "share"

    def __init__(self, low: float | None = None, high: float | None = None) -> None:
        self.low, self.high = low, high

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        text = str(value).strip()
        number = text.removesuffix("%")
        try:
            share = float(number) / (100 if number != text else 1)
        except ValueError:
            self.fail(f'"{value}" is no share. Write it as a percentage or a fraction: 30% or 0.3.', param, ctx)
        if self.low is not None and self.high is not None and not self.low <= share <= self.high:
            between = f"between {100 * self.low:g}% and {100 * self.high:g}%"
            self.fail(
                f'"{value}" is no share {between}. Write it as a percentage or a fraction: 5% or 0.05.', param, ctx
            )
        return share


class ColumnChoice(click.ParamType[tuple[str, str]]):
    name = "role=NAME"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        role, found, column = str(value).partition("=")
        if not found or not role or not column:
            self.fail(f'"{value}" names no column. Write role=NAME, for example customer=CustomerID.', param, ctx)
        return role.strip().lower(), column

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        from goodwill.evidence.column_map import DATE_ORDERS, ROLES

        offered = [*(f"{role}=" for role in ROLES), *(f"dates={order}" for order in DATE_ORDERS)]
        return [CompletionItem(word) for word in offered if word.startswith(incomplete)]


def behaviour_names(
    ctx: click.Context,  # noqa: ARG001
    param: click.Parameter,
    incomplete: str,
) -> list[CompletionItem]:
    """For shell completion: "auto", "all" where several can be asked for, and the behaviours on the shelf."""
    from goodwill.behaviour import BEHAVIOURS

    names = ("auto", *(("all",) if param.multiple else ()), *BEHAVIOURS)
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _files(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """For shell completion: orders may also be addresses, so that their type is no path."""
    return [CompletionItem(incomplete, type="file")]


def _some_orders(ctx: click.Context, _param: click.Parameter, orders: tuple[str, ...]) -> tuple[str, ...]:
    if not orders and not ctx.resilient_parsing:
        raise click.UsageError(
            "No orders were given. Name a file, a folder or the address of a table, for example "
            f"goodwill {ctx.info_name} orders.csv (goodwill demo shows the order book that ships)."
        )
    return orders


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
            click.argument("orders", nargs=-1, metavar="ORDERS...", callback=_some_orders, shell_complete=_files),
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
                type=Share(0, 1),
                default="5%",
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
