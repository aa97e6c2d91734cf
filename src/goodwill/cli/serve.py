from pathlib import Path

import click

from goodwill.cli.options import folder_option, workers_option


@click.command("serve", short_help="Open the workspace in the browser.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="On which of the machine's addresses to listen; 0.0.0.0 is all of them. Others than this machine's own need "
    "GOODWILL_URL.",
)
@click.option("--web", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer requests.")
@workers_option(least=0)
@folder_option
@click.option("--sample", is_flag=True, help="Begin with the order book that ships with Goodwill.")
def command(port: int, host: str, web: int, workers: int, folder: Path | None, sample: bool) -> None:
    """Open the workspace: web server and workers together, until Ctrl-C.

    The first start makes the database and prints a one-time link for the first account.
    """
    from goodwill.cli.site import serve

    serve(host=host, port=port, web=web, workers=workers, folder=folder, sample=sample)
