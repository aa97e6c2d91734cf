"""The way from the command line to the workspace: by the name of its settings, so that the library works without it."""

import importlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from goodwill.terms import UsageError


def serve(*, port: int, folder: Path | None, sample: bool) -> None:
    """Prepare the workspace, say how to sign in, and serve until Ctrl-C.

    Raises:
        UsageError: where the site's packages are not installed, or the port is taken.
    """
    _demand_free(port)
    with _found(folder):
        server = importlib.import_module("goodwill.web.server")
        token = server.prepare(sample=sample)
    address = f"http://127.0.0.1:{port}"
    if token is None:
        click.echo(f"The workspace is open on {address}: sign in there. Ctrl-C ends it.")
    else:
        click.echo("The workspace is open. Make the first account with this one-time link:")
        click.echo(f"\n  {address}/first-account/{token}/\n")
        click.echo("Ctrl-C ends it.")
    server.serve(port)


def import_files(what: str, *, folder: Path | None, **options: Any) -> Any:
    """Bring files into the workspace; gives what `programme.imports` tells of it.

    Raises:
        UsageError: where there is no workspace, or its packages are not installed.
    """
    with _found(folder):
        workspace = importlib.import_module("goodwill.web.at_command_line")
        workspace.open_workspace()
        return workspace.import_files(what, **options)


def undo_import(number: int, *, folder: Path | None, **options: Any) -> Any:
    """Undo an import by its number. Raises UsageError as `import_files` does."""
    with _found(folder):
        workspace = importlib.import_module("goodwill.web.at_command_line")
        workspace.open_workspace()
        return workspace.undo_import(number, **options)


@contextmanager
def _found(folder: Path | None) -> Iterator[None]:
    """The workspace's settings and folder, and one sentence where its packages are missing."""
    if folder is not None:
        os.environ["GOODWILL_HOME"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodwill.web.settings")
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("goodwill"):
            raise
        raise UsageError(f"The workspace needs {error.name}: install it with pip install 'goodwill[site]'.") from error


def _demand_free(port: int) -> None:
    """Asked beforehand: the server shares a port with another that does the same, and each gets half of the visits."""
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(("127.0.0.1", port))
        except OSError as error:
            raise UsageError(
                f"Port {port} on this machine is taken ({error.strerror}): end the program that has it, "
                "or choose another one with --port."
            ) from error
