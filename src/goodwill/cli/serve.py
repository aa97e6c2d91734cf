from pathlib import Path

import click


@click.command("serve", short_help="Open the workspace in the browser.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="DIR",
    help="Where the workspace keeps database, evidence and uploads.",
)
@click.option("--sample", is_flag=True, help="Begin with the order book that ships with Goodwill.")
def command(port: int, folder: Path | None, sample: bool) -> None:
    """Open the workspace on this machine: web server and worker together, until Ctrl-C.

    The first start makes the database and prints a one-time link for the first account.
    """
    from goodwill.cli.site import serve

    serve(port=port, folder=folder, sample=sample)
