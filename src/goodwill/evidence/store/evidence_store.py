import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from goodwill.evidence.order_book import OrderBook
from goodwill.evidence.store.days import read_days, read_keys, version_of_days, write_days
from goodwill.evidence.store.locks import DAYS, WRITING, alone
from goodwill.evidence.store.manifest import Manifest, read_manifest, write_manifest
from goodwill.evidence.store.mixing import one_currency
from goodwill.evidence.store.opening import open_current
from goodwill.evidence.store.replacing import replacing
from goodwill.evidence.store.stored_import import StoredImport, tell
from goodwill.evidence.store.sweeping import sweep
from goodwill.evidence.store.writing import Keys, customer_keys, write_lines
from goodwill.terms import UsageError

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")


class EvidenceStore:
    """Imported orders in a folder of their own, which is made if it is not there.

    Every accepted row of every import is kept, and what imports hold in common is resolved when they are read, so that
    taking one out loses nothing that another also holds. Any number of processes may read and write at once.
    """

    def __init__(self, folder: str | Path) -> None:
        self._folder = Path(folder).absolute()
        self._folder.mkdir(parents=True, exist_ok=True)

    @property
    def version(self) -> int:
        """One more with every import added or taken out."""
        return read_manifest(self._folder).version

    @property
    def imports(self) -> tuple[StoredImport, ...]:
        """In the order in which they were added."""
        return read_manifest(self._folder).imports

    def set_aside(self, import_id: str) -> Path:
        """The CSV of the rows that were set aside when the import was read: file, line, reason, sentence, row.

        Raises:
            UsageError: when there is no such import.
        """
        found = read_manifest(self._folder).find(import_id)
        if found is None:
            raise UsageError(f'There is no import "{import_id}" in {self._folder}. It may have been taken out.')
        return self._folder / found.set_aside_file

    def add(
        self,
        book: OrderBook,
        *,
        import_id: str,
        name: str,
        sha256: str,
        mapping: Mapping[str, str],
        by: str,
        at: datetime,
        keys: Keys,
    ) -> StoredImport:
        """Keep every accepted row of the book; one that is kept already under this id is returned as it is.

        name: the file it came from; sha256: of its bytes. mapping: role -> column. keys: from the customer ids of the
        book, as text, to the whole numbers that the stored rows carry.

        Raises:
            UsageError: for an id that is no file name, a time without zone, or ids without keys.
            EvidenceError: when currency or amounts do not go with the imports that are there.
        """
        if not _ID.fullmatch(import_id):
            raise UsageError(f'"{import_id}" cannot name an import. Use letters, digits, "-" and "_", at most 100.')
        if at.tzinfo is None:
            raise UsageError(f"The time of an import needs its zone, and {at} has none.")
        kept = read_manifest(self._folder).find(import_id)
        if kept is not None:
            return kept
        table = customer_keys(book, keys)
        with alone(self._folder / WRITING):
            current = read_manifest(self._folder)
            kept = current.find(import_id)
            if kept is not None:
                return kept
            sweep(self._folder, current)
            made = tell(
                book, import_id, name=name, sha256=sha256, mapping=mapping, by=by, at=at, version=current.version + 1
            )
            one_currency([*current.imports, made])
            with replacing(self._folder / made.lines_file) as fresh:
                write_lines(book, table, fresh)
            with replacing(self._folder / made.set_aside_file) as fresh:
                book.write_set_aside(fresh)
            write_manifest(self._folder, Manifest(current.version + 1, (*current.imports, made)))
        return made

    def remove(self, import_id: str) -> bool:
        """Let the import count no more; False if it did not. Its files go when something is written after this."""
        with alone(self._folder / WRITING):
            current = read_manifest(self._folder)
            sweep(self._folder, current)
            left = tuple(one for one in current.imports if one.id != import_id)
            if len(left) == len(current.imports):
                return False
            write_manifest(self._folder, Manifest(current.version + 1, left))
        return True

    def open(self, *, parties: pa.Table | None = None, run_on: date | None = None) -> OrderBook:
        """The order book of all imports, as `read_orders` would give it for their files; customers are the keys.

        parties: columns key and party; every customer is then the party of its key. The same file counts once, the
        same order once (the earliest import's), and identical rows without order ids as often as in the one import
        that has them most. Within one import nothing is taken out.

        Raises:
            UsageError: when `parties` is no such table.
            EvidenceError: when there is no import, a file is missing or damaged, or a key has no party.
        """
        return open_current(self._folder, parties=parties, run_on=run_on)[0]

    @property
    def days_version(self) -> int | None:
        """The version that `days_of` answers from, which may lie behind `version`; None before `refresh_days`."""
        return version_of_days(self._folder)

    def refresh_days(self) -> int:
        """Bring the table behind `days_of` to the current version, and say which that is."""
        with alone(self._folder / DAYS):
            current = read_manifest(self._folder)
            if version_of_days(self._folder) == current.version:
                return current.version
            if not current.imports:
                write_days(self._folder, None, current.version)
                return current.version
            book, version = open_current(self._folder)
            try:
                write_days(self._folder, book, version)
            finally:
                book.close()
        return version

    def keys(self) -> frozenset[int]:
        """Every key that has an order in the current version; brings the table behind `days_of` up to date first."""
        self.refresh_days()
        return read_keys(self._folder)

    def days_of(self, keys: Sequence[int]) -> pa.Table:
        """The days of a few customers, newest first: key, day, purchases, spend, returned, margin, lines, orders.

        Raises:
            EvidenceError: before the first `refresh_days`.
        """
        return read_days(self._folder, keys)
