"""The receiver: takes mails for the workspace's own address from other mail servers, and for no other."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.errors import MessageError
from typing import TypeVar

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import DatabaseError, close_old_connections, connection

from goodwill.programme.mail.box import is_box
from goodwill.programme.mail.reading import LIMIT
from goodwill.programme.mail.receiving import receive

Given = TypeVar("Given")
Got = TypeVar("Got")
PATIENCE = 60.0
"""Seconds that a sender may be silent."""
MOST_AT_ONCE = 20
"""Senders that are listened to at a time: of more, what they send would not find room."""
_log = logging.getLogger(__name__)


class Receiver:
    """What aiosmtpd asks. One mail is kept at a time, in a thread with a connection of its own."""

    def __init__(self) -> None:
        self.keeper = ThreadPoolExecutor(1, thread_name_prefix="mail")
        self.there = 0

    async def handle_RCPT(  # noqa: N802 - the names are the library's
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        try:
            known = await self._in_turn(is_box, address)
        except DatabaseError:
            _log.exception("The database did not answer")
            return "451 Not now. Try again later."
        if not known:
            return "550 No such address here."
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Said to be kept only once it is: until then the sender keeps it, and tries again."""
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        try:
            await self._in_turn(receive, raw)
        except (ValueError, MessageError):
            _log.exception("A mail could not be read")
            return "554 This mail can not be read."
        except Exception:  # noqa: BLE001 - whatever it was, the mail must not be lost
            _log.exception("A mail could not be kept")
            return "451 Not now. Try again later."
        return "250 Kept"

    async def _in_turn(self, act: Callable[[Given], Got], given: Given) -> Got:
        return await asyncio.get_running_loop().run_in_executor(self.keeper, _with_database, act, given)

    def close(self) -> None:
        # Its connection is that of its thread.
        self.keeper.submit(lambda: connection.close()).result()  # noqa: PLW0108
        self.keeper.shutdown()


class _Speaking(SMTP):
    """With one sender; those beyond MOST_AT_ONCE are asked to come again."""

    event_handler: Receiver

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.event_handler.there += 1
        super().connection_made(transport)
        if self.event_handler.there > MOST_AT_ONCE and isinstance(transport, asyncio.Transport):
            transport.write(b"421 Too many at once. Try again later.\r\n")
            transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        self.event_handler.there -= 1
        super().connection_lost(error)


class _Listening(Controller):
    def factory(self) -> SMTP:
        return _Speaking(self.handler, **self.SMTP_kwargs)


def receiver(host: str, port: int) -> tuple[Controller, Receiver]:
    """Ready to be started."""
    handler = Receiver()
    controller = _Listening(
        handler, hostname=host, port=port, data_size_limit=LIMIT, timeout=PATIENCE, ident="Goodwill", ready_timeout=20.0
    )
    return controller, handler


def _with_database(act: Callable[[Given], Got], given: Given) -> Got:
    close_old_connections()
    return act(given)
