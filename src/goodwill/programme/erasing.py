"""The one door through which lines of the history may be changed or taken away: where the law asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'records_change'"


@contextmanager
def erasing() -> Iterator[None]:
    """Within it, and in its transaction alone, the database lets lines of the history be changed and deleted.

    Who goes through writes a line of history that says what was erased, and why.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config('goodwill.erasing', 'yes', true)")
            yield
            # Also where the transaction goes on after the door.
            cursor.execute("SELECT set_config('goodwill.erasing', '', true)")
            return
        # Whoever writes on SQLite writes alone, so that no other process meets the table without its triggers.
        triggers = cursor.execute(_TRIGGERS).fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, made in triggers:
            cursor.execute(made)
