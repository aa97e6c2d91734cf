"""An order book over stored imports."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from goodwill.evidence.order_book import OrderBook, book_of, unreadable
from goodwill.evidence.readings import resolved
from goodwill.evidence.store.locks import hold
from goodwill.evidence.store.manifest import read_manifest
from goodwill.evidence.store.parties import at_level, lay_parties
from goodwill.evidence.store.stored_import import StoredImport
from goodwill.evidence.store.stored_parts import understood
from goodwill.evidence.store.stored_readings import StoredReadings, set_aside_before
from goodwill.evidence.working_database import WorkingDatabase, open_working_database
from goodwill.terms import EvidenceError


def open_current(folder: Path, *, parties: pa.Table | None = None, run_on: date | None = None) -> tuple[OrderBook, int]:
    """What `read_orders` would give for the files that were imported, and the version that says which.

    The book holds the stored files until it is closed.

    Raises:
        UsageError: when `parties` is no table of keys and parties.
        EvidenceError: when there is no import, a file is missing or damaged, or a key has no party.
    """
    current = read_manifest(folder)
    while True:
        if not current.imports:
            raise EvidenceError(f"There are no orders in {folder} yet. Import a file of orders first.")
        try:
            return _open(folder, current.imports, parties, run_on), current.version
        except FileNotFoundError as error:
            before, current = current, read_manifest(folder)
            # Swept between reading the manifest and holding the file: the newer manifest does not name it.
            if current.version == before.version:
                missing = error.filename or error
                raise EvidenceError(
                    f"{missing} is missing, and orders with it. Restore the folder from a backup."
                ) from error


def _open(folder: Path, imports: Sequence[StoredImport], parties: pa.Table | None, run_on: date | None) -> OrderBook:
    database = open_working_database()
    try:
        for one in imports:
            hold(folder / one.lines_file, database.held)
            hold(folder / one.set_aside_file, database.held)
        readings = _readings(database, folder, imports, parties)
        today = run_on or datetime.now().astimezone().date()
        book = book_of(database, readings, has_segment=any(one.has_segment for one in imports), run_on=today)
        return replace(book, columns=tuple(column for one in imports for column in one.columns))
    except duckdb.Error as error:
        database.close()
        raise unreadable(error) from error
    except BaseException:
        database.close()
        raise


def _readings(
    database: WorkingDatabase, folder: Path, imports: Sequence[StoredImport], parties: pa.Table | None
) -> StoredReadings:
    connection = database.connection.con
    whole, parts, copied = understood(connection, folder, imports)
    relations, total = resolved(connection, whole, parts, copied)
    if parties is not None:
        lay_parties(connection, parties)
        relations = {place: at_level(connection, relation) for place, relation in relations.items()}
    total += set_aside_before(imports, copied)
    return StoredReadings(connection, whole, parts, copied, relations, total, imports, folder)
