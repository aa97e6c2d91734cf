from pathlib import Path

import click

from goodwill.cli.options import folder_option, workers_option


@click.command("work", short_help="Do the workspace's jobs, without a web server.")
@workers_option(least=1)
@folder_option
def command(workers: int, folder: Path | None) -> None:
    """Do the workspace's jobs, imports and analyses, beside a server that runs elsewhere, until Ctrl-C.

    Server and workers share one database (GOODWILL_DATABASE_URL) and one folder.
    """
    from goodwill.cli.site import work

    work(workers=workers, folder=folder)
