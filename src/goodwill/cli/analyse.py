from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from goodwill.cli.folders import REPORT, demand_writable, writing
from goodwill.cli.options import Length, Share, behaviour_names, evidence_options


def analysis_options(command: Any) -> Any:
    for option in reversed(
        [
            click.option("--unit", type=click.Choice(["day", "week", "month"]), default="week", show_default=True),
            click.option(
                "--horizon", type=Length(), default="52 weeks", show_default=True, help="How far forecasts look."
            ),
            click.option(
                "--value-horizon",
                type=Length(),
                default="3 years",
                show_default=True,
                help='How far value looks; "infinite" is allowed.',
            ),
            click.option("--discount", type=Share(), default="10%", show_default=True, help="Discount rate a year."),
            click.option(
                "--margin", type=Share(), metavar="RATE", help="Assumed margin as a share of revenue, as in 30% or 0.3."
            ),
            click.option("--costs", type=click.Path(path_type=Path), metavar="FILE", help="Cost-to-serve events."),
            click.option(
                "--rates", type=click.Path(path_type=Path), metavar="FILE", help="Cost of one of each activity."
            ),
            click.option("--acquisition", type=click.Path(path_type=Path), metavar="FILE", help="Spend per period."),
            click.option(
                "--behaviour", default="auto", show_default=True, metavar="auto|NAME", shell_complete=behaviour_names
            ),
            click.option("--holdout", type=Length(), help='Also test on the last stretch, as in "39 weeks".'),
            click.option("--level", type=Share(), default="90%", show_default=True, help="Chance that a range holds."),
            click.option("--seed", type=int, default=1, show_default=True),
            click.option(
                "--window",
                type=click.IntRange(min=1),
                metavar="DAYS",
                help="W: days of silence that end a stay in the base.",
            ),
            click.option("--potential-cut", type=float, help="Cut of the potential axis instead of its median."),
            click.option("--return-cut", type=Share(0, 1), help="Cut of the return axis instead of its median."),
            click.option(
                "--line-sample",
                is_flag=True,
                help="Say that the rows are a sample of order lines, so that frequencies and totals are too low.",
            ),
            click.option(
                "--out",
                type=click.Path(path_type=Path, file_okay=False),
                metavar="DIR",
                help="Where the files go. [default: goodwill-report]",
            ),
            click.option("--pdf", is_flag=True, help="Also write report.pdf."),
        ]
    ):
        command = option(command)
    return command


@click.command("analyse", short_help="What the relationships in an order book are worth.")
@evidence_options
@analysis_options
def command(orders: tuple[str, ...], as_json: bool, quiet: bool, out: Path | None, pdf: bool, **options: Any) -> None:
    """What the relationships in an order book are worth.

    ORDERS are files, folders or addresses: CSV, Parquet, JSON lines, Excel, sqlite:///shop.db?table=orders,
    postgresql://host/shop?table=orders. A customer and a date are needed; amount, margin, cost, order, quantity and
    currency are used where present.

    Writes report.html, results.json, customers.parquet (and .csv below 1,000,000 customers) and set-aside.csv.
    """
    run(orders, as_json=as_json, quiet=quiet, out=out, pdf=pdf, options=options)


def run(
    orders: tuple[str, ...],
    *,
    as_json: bool,
    quiet: bool,
    out: Path | None,
    pdf: bool,
    options: Mapping[str, Any],
) -> None:
    import goodwill as gw
    from goodwill.cli import findings, terminal
    from goodwill.cli.reading import read_book
    from goodwill.report import write_outputs

    folder = out if out is not None else None if as_json else REPORT
    if folder is not None:
        demand_writable(folder)
    with terminal.progress(quiet=quiet or as_json) as progress:
        progress("Reading orders")
        book = read_book(orders, options, folder)
        analysis = gw.analyse(book, progress=progress, **_settings(options))
        written = []
        if folder is not None:
            progress("Writing")
            with writing(folder):
                written = write_outputs(analysis, book, folder, pdf=pdf)
    if as_json:
        click.echo(analysis.to_json())
    else:
        findings.show(analysis, written, terminal.console(quiet=quiet))


def _settings(options: Mapping[str, Any]) -> dict[str, Any]:
    kept = (
        "as_of",
        "occasion",
        "unit",
        "horizon",
        "value_horizon",
        "discount",
        "margin",
        "costs",
        "rates",
        "acquisition",
        "behaviour",
        "holdout",
        "level",
        "seed",
        "window",
        "potential_cut",
        "return_cut",
        "line_sample",
    )
    return {name: options[name] for name in kept}
