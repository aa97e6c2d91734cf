"""Web server and workers together, until told to stop; or workers alone."""

import os
import signal
import threading
from contextlib import AbstractContextManager
from types import FrameType

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connections

from goodwill.evidence.store.locks import alone
from goodwill.terms import UsageError
from goodwill.web import mail, workers
from goodwill.web.folder import prepared

PATIENCE = 10
"""Seconds that requests in hand have when the server is told to stop."""


def prepare(*, sample: bool = False) -> str | None:
    """Bring the database and the static files up to date; a one-time link's token where nobody has an account yet."""
    bring_up_to_date()
    from goodwill.programme import first_account
    from goodwill.programme.sample import begin

    with _one_at_a_time():
        call_command("collectstatic", verbosity=0, interactive=False)
    if sample:
        begin()
    token = first_account.issue_token() if first_account.wanted() else None
    _let_go()
    return token


def bring_up_to_date() -> None:
    """Give the database the tables of this version; of servers and workers that begin at once, the first does it.

    Raises:
        UsageError: where the database does not answer.
    """
    try:
        django.setup()
        with _one_at_a_time():
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
    except OperationalError as error:
        reason = " ".join(str(error).split())
        raise UsageError(f"The database that GOODWILL_DATABASE_URL names does not answer: {reason}") from error
    except ImproperlyConfigured as error:
        if "psycopg" not in str(error):
            raise
        raise UsageError("PostgreSQL needs psycopg: install it with pip install 'goodwill[site,postgres]'.") from error
    _let_go()


def serve(*, host: str, port: int, web: int, count: int) -> None:
    """Serve with `web` processes and `count` workers until Ctrl-C; a worker ends the job it has in hand."""
    from granian import Granian
    from granian.constants import Interfaces

    # A terminal sends Ctrl-C to every process at once. The server's own, told twice to stop, would go on for ever: it
    # hears of it from its parent alone.
    os.register_at_fork(after_in_child=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}))
    server = Granian(
        "goodwill.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=web,
        respawn_failed_workers=True,
        blocking_threads=4,
        workers_kill_timeout=PATIENCE,
        log_enabled=False,
    )
    over = threading.Event()
    keepers = [threading.Thread(target=workers.keep, args=(count, over))]
    if mail.wanted():
        keepers.append(threading.Thread(target=workers.keep, args=(1, over, mail.work)))
    for keeper in keepers:
        keeper.start()
    try:
        server.serve()
    except SystemExit:
        # Told to stop together with its children, it may see them end before it hears of it, and call that a failure.
        if not server.interrupt_signal:
            raise
    finally:
        over.set()
        for keeper in keepers:
            keeper.join()


def work(count: int) -> None:
    """Take jobs with `count` workers until Ctrl-C, beside a server that runs elsewhere."""
    over = threading.Event()

    def told(_signal: int, _frame: FrameType | None) -> None:
        over.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    workers.keep(count, over)


def _one_at_a_time() -> AbstractContextManager[None]:
    return alone(prepared() / "prepare.lock")


def _let_go() -> None:
    """The processes that follow each open a connection of their own: two at one end would read each other's answers."""
    connections.close_all()
