"""An import of parties as the workspace keeps it: with a number, what came of it, and how to undo it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings

from goodwill.evidence.record_rows import RecordTable, SetAside
from goodwill.programme.history import remember
from goodwill.programme.imports.outcome import Outcome
from goodwill.programme.imports.trace import Trace
from goodwill.records.models import OrderImport, User
from goodwill.terms import UsageError


class Keeping:
    """What one import leaves behind; `wrote` once its rows are written."""

    def __init__(self, *, by: User, table: RecordTable, chosen: Mapping[str, str]) -> None:
        self._by, self._table, self._chosen = by, table, chosen
        self._path: Path | None = None

    def wrote(self, outcome: Outcome, aside: Sequence[SetAside], trace: Trace, parties: Iterable[int]) -> Outcome:
        """The outcome with the number under which the import is kept, and can be undone."""
        if aside:
            self._path = Path(settings.MEDIA_ROOT) / f"{uuid4().hex}.csv"
            self._table.write_set_aside(self._path, aside)
        sources = self._table.sources
        digests = [source.digest() for source in sources]
        found = OrderImport.objects.create(
            by=self._by,
            what=outcome.what,
            name=", ".join(Path(source.name).name for source in sources)[:255],
            path="" if self._path is None else self._path.name,
            sha256=digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest(),
            size=sum(source.size or 0 for source in sources),
            state=OrderImport.State.DONE,
            columns=dict(self._chosen),
            result=_result(outcome),
        )
        trace.keep(found, parties)
        counts = {"made": outcome.made, "changed": outcome.changed, "set aside": outcome.set_aside}
        files = list(outcome.files)
        remember(by=self._by, action="import", row=found, what=outcome.what, after={"files": files, **counts})
        return replace(outcome, numbers=(found.id,))

    def forget(self) -> None:
        if self._path is not None:
            self._path.unlink(missing_ok=True)


@contextmanager
def keeping(*, by: User, table: RecordTable, chosen: Mapping[str, str]) -> Iterator[Keeping]:
    """Around the transaction: where that fails, no file stays behind either."""
    kept = Keeping(by=by, table=table, chosen=chosen)
    try:
        yield kept
    except BaseException:
        kept.forget()
        raise


def write_beside(table: RecordTable, aside: Sequence[SetAside], path: Path) -> None:
    """Write the rows set aside where a person asked for them.

    Raises:
        UsageError: where the file is one that is imported, or its folder cannot be written in.
    """
    demand_free(path, [Path(source.name).expanduser() for source in table.sources])
    table.write_set_aside(path, aside)


def demand_free(path: Path, imported: Iterable[Path]) -> None:
    """Raises UsageError unless the rows set aside can be written there, over no file that is imported."""
    if any(file.resolve() == path.resolve() for file in imported):
        raise UsageError(f"{path} is imported itself and would be overwritten. Name another folder with --out.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        raise UsageError(
            f"The rows set aside cannot be written to {path} ({error.strerror}). Name another folder with --out."
        ) from error


def _result(outcome: Outcome) -> dict[str, Any]:
    """What the pages show of it."""
    told: dict[str, Any] = json.loads(json.dumps(asdict(outcome)))
    accepted = outcome.made + outcome.changed + outcome.unchanged
    return {name: value for name, value in told.items() if not name.startswith("would")} | {"accepted": accepted}
