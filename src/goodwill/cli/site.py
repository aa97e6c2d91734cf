"""The way from the command line to the workspace: by the name of its settings, so that the library works without it."""

import importlib
import ipaddress
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from goodwill.terms import UsageError


def serve(*, host: str, port: int, web: int, workers: int, folder: Path | None, sample: bool) -> None:
    """Prepare the workspace, say how to sign in, and serve until Ctrl-C.

    Raises:
        UsageError: where the site's packages are not installed, the port is taken, or others could reach the server
            and nothing says under which address.
    """
    _demand_free(host, port)
    _demand_address(host)
    with _site(folder) as server:
        token = server.prepare(sample=sample)
    address = os.environ.get("GOODWILL_URL", "").strip().rstrip("/") or f"http://{_named(host)}:{port}"
    if token is None:
        click.echo(f"The workspace is open on {address}: sign in there. Ctrl-C ends it.")
    else:
        click.echo("The workspace is open. Make the first account with this one-time link:")
        click.echo(f"\n  {address}/first-account/{token}/\n")
        click.echo("Ctrl-C ends it.")
    server.serve(host=host, port=port, web=web, count=workers)


def work(*, workers: int, folder: Path | None) -> None:
    """Do jobs until Ctrl-C.

    Raises:
        UsageError: where the site's packages are not installed.
    """
    with _site(folder) as server:
        server.bring_up_to_date()
    click.echo(f"{workers} worker{'' if workers == 1 else 's'} for the workspace in {_folder()}. Ctrl-C ends it.")
    server.work(workers)


def mail(*, smtp: str | None, imap: bool, every: float, once: bool, folder: Path | None) -> None:
    """Take mails in until Ctrl-C; once: read the folder one time and end.

    Raises:
        UsageError: where the site's packages are not installed, an address is none, or the folder cannot be read.
    """
    with _site(folder) as server:
        server.bring_up_to_date()
    with _site(folder, "goodwill.web.mail") as receivers:
        receivers.receive(smtp=smtp, imap=imap, every=every, once=once, say=click.echo)


def import_files(what: str, *, folder: Path | None, **options: Any) -> Any:
    """Bring files into the workspace; gives what `programme.imports` tells of it.

    Raises:
        UsageError: where there is no workspace, or its packages are not installed.
    """
    with _site(folder, "goodwill.web.at_command_line") as workspace:
        workspace.open_workspace()
        return workspace.import_files(what, **options)


def undo_import(number: int, *, folder: Path | None, **options: Any) -> Any:
    """Undo an import by its number. Raises UsageError as `import_files` does."""
    with _site(folder, "goodwill.web.at_command_line") as workspace:
        workspace.open_workspace()
        return workspace.undo_import(number, **options)


@contextmanager
def _site(folder: Path | None, module: str = "goodwill.web.server") -> Iterator[ModuleType]:
    """What reaches the workspace in this folder, or starts and keeps it; a package that is not there is named."""
    if folder is not None:
        os.environ["GOODWILL_HOME"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodwill.web.settings")
    try:
        yield importlib.import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("goodwill"):
            raise
        raise UsageError(f"The workspace needs {error.name}: install it with pip install 'goodwill[site]'.") from error


def _folder() -> Path:
    found: Path = importlib.import_module("goodwill.web.folder").home()
    return found


def _demand_free(host: str, port: int) -> None:
    """Asked beforehand: the server shares a port with another that does the same, and each gets half of the visits."""
    try:
        (family, *_, place), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise UsageError(f"{host} is no address of this machine. Give one with --host, such as 0.0.0.0.") from error
    with socket.socket(family) as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(place)
        except OSError as error:
            raise UsageError(
                f"Port {port} on {'this machine' if _own(host) else host} is taken ({error.strerror}): "
                "end the program that has it, or choose another one with --port."
            ) from error


def _demand_address(host: str) -> None:
    """Whom others can reach must know its name: a request for any other is refused, and cookies follow from it."""
    told = os.environ.get("GOODWILL_URL", "").strip()
    if _own(host):
        return
    if not told:
        raise UsageError(
            f"On {host} others reach the workspace. Say under which address they do, as in "
            "GOODWILL_URL=https://goodwill.example.com; without --host it is open on this machine alone."
        )
    if not told.startswith("https://"):
        click.echo(f"goodwill: passwords cross the network readable, because {told} is not https.", err=True)


def _own(host: str) -> bool:
    """Whether nobody but this machine reaches it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host
