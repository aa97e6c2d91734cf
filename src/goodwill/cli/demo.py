from pathlib import Path

import click

from goodwill.cli.folders import REPORT


@click.command("demo", short_help="Analyse the order book that ships with Goodwill.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=REPORT, show_default=True, metavar="DIR"
)
@click.option("--pdf", is_flag=True, help="Also write report.pdf.")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON on standard output and nothing else.")
@click.option("--quiet", is_flag=True, help="Print only what stops the run.")
@click.pass_context
def command(ctx: click.Context, out: Path, pdf: bool, as_json: bool, quiet: bool) -> None:
    """Analyse the order book that ships with Goodwill.

    Online Retail (UCI, CC BY 4.0): 21 months of a British wholesaler and retailer of gifts. Its margin is not known;
    30% is assumed, and said to be assumed beside every figure that rests on it.
    """
    from goodwill.cli import analyse
    from goodwill.samples import path

    orders = tuple(str(path(f"online_retail/orders_{year}.parquet")) for year in (2010, 2011))
    context = analyse.command.make_context("analyse", [*orders, "--margin", "0.3", "--currency", "GBP"], parent=ctx)
    options = {k: v for k, v in context.params.items() if k not in ("orders", "as_json", "quiet", "out", "pdf")}
    analyse.run(orders, as_json=as_json, quiet=quiet, out=out, pdf=pdf, options=options)
