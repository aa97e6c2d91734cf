import json
from typing import Any

import click

from goodwill.cli.folders import REPORT
from goodwill.cli.options import Day, Length, Share, behaviour_names, evidence_options


@click.command("evaluate", short_help="How well a behaviour would have forecast.")
@evidence_options
@click.option("--fit-until", type=Day(), required=True, metavar="DATE", help="Last day the behaviour may see.")
@click.option("--horizon", type=Length(), required=True, help='How far to forecast from there, as in "39 weeks".')
@click.option("--unit", type=click.Choice(["day", "week", "month"]), default="week", show_default=True)
@click.option(
    "--behaviour",
    "behaviours",
    multiple=True,
    default=["auto"],
    show_default=True,
    metavar="auto|all|NAME",
    shell_complete=behaviour_names,
)
@click.option("--level", type=Share(), default="90%", show_default=True, help="Chance that a range holds.")
@click.option("--seed", type=int, default=1, show_default=True)
def command(orders: tuple[str, ...], as_json: bool, quiet: bool, **options: Any) -> None:
    """How well a behaviour would have forecast: fit until a day, compare with what came after.

    Counts purchase occasions of every customer known on that day. "auto" chooses from the fit period alone.
    """
    from goodwill.cli import terminal
    from goodwill.cli.reading import read_book
    from goodwill.evidence.counted import counted
    from goodwill.portfolio.evaluation import evaluate

    with terminal.progress(quiet=quiet or as_json) as progress:
        progress("Reading orders")
        book = read_book(orders, options, None if as_json else REPORT)
        progress("Fitting and comparing")
        found = evaluate(
            book,
            fit_until=options["fit_until"],
            horizon=options["horizon"],
            as_of=options["as_of"],
            unit=options["unit"],
            occasion=options["occasion"],
            behaviours=options["behaviours"],
            level=options["level"],
            seed=options["seed"],
        )
    if as_json:
        click.echo(json.dumps(found.as_dict(), indent=2, ensure_ascii=False))
        return
    out = terminal.console(quiet=quiet)
    out.print(
        f"Fitted until {found.fit_until}, compared over {found.horizon}: {counted(found.customers, 'customer')} had "
        f"{counted(found.orders_actual, 'purchase occasion')}."
    )
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("Behaviour", "Forecast", "Range", "Error", "MAE", "RMSE", "Log score", "Coverage"):
        table.add_column(name, justify="left" if name == "Behaviour" else "right")
    for b in found.behaviours:
        table.add_row(
            b.name + (" (chosen)" if b.name == found.chosen else ""),
            f"{b.orders_forecast.mean:,.0f}",
            f"{b.orders_forecast.low:,.0f} to {b.orders_forecast.high:,.0f}",
            "–" if b.error_percent is None else f"{b.error_percent:+.1f}%".replace("-", "−"),
            "–" if b.mae is None else f"{b.mae:.3f}",
            "–" if b.rmse is None else f"{b.rmse:.3f}",
            "–" if b.log_score is None else f"{b.log_score:.3f}".replace("-", "−"),
            "–" if b.coverage is None else f"{100 * b.coverage:.0f}%",
        )
    out.print(table)
    for finding in found.findings:
        out.print(finding.sentence)
