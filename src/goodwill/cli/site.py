"""The way from the command line to the workspace: by the name of its settings, so that the library works without it."""

import importlib
import os
from pathlib import Path

import click

from goodwill.terms import UsageError


def serve(*, port: int, folder: Path | None, sample: bool) -> None:
    """Prepare the workspace, say how to sign in, and serve until Ctrl-C.

    Raises:
        UsageError: where the site's packages are not installed.
    """
    if folder is not None:
        os.environ["GOODWILL_HOME"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodwill.web.settings")
    try:
        server = importlib.import_module("goodwill.web.server")
        token = server.prepare(sample=sample)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("goodwill"):
            raise
        raise UsageError(f"The workspace needs {error.name}: install it with pip install 'goodwill[site]'.") from error
    address = f"http://127.0.0.1:{port}"
    if token is None:
        click.echo(f"The workspace is open on {address}: sign in there. Ctrl-C ends it.")
    else:
        click.echo("The workspace is open. Make the first account with this one-time link:")
        click.echo(f"\n  {address}/first-account/{token}/\n")
        click.echo("Ctrl-C ends it.")
    server.serve(port)
