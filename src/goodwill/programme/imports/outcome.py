"""What an import has done, or would do: rows = made + changed + unchanged + set aside, always."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from goodwill.evidence.record_rows import RecordTable, SetAside
from goodwill.terms import Finding

MOST_EXAMPLES = 5


@dataclass(frozen=True)
class Outcome:
    """examples: reason -> where it is met first, and the sentence. columns: name -> what it was taken for.

    numbers: of the imports, to undo them; none where nothing was changed.
    """

    what: str
    files: tuple[str, ...]
    rows: int
    made: int
    changed: int
    unchanged: int
    set_aside: int
    set_aside_reasons: Mapping[str, int]
    examples: Mapping[str, str]
    columns: Mapping[str, str | None]
    findings: tuple[Finding, ...]
    would_make: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    followed_by: str = ""
    numbers: tuple[int, ...] = ()
    set_aside_file: str | None = None

    def with_names(self, made: Sequence[str], changed: Sequence[str]) -> "Outcome":
        """With the first few that are made and changed, for the preview."""
        return replace(self, would_make=tuple(made[:MOST_EXAMPLES]), would_change=tuple(changed[:MOST_EXAMPLES]))


def outcome_of(
    what: str,
    table: RecordTable,
    made: int,
    changed: int,
    aside: Sequence[SetAside],
    stopped: str | None,
    beside: Path | None,
) -> Outcome:
    """stopped: why nothing of it is imported, of a dry run. beside: where the rows set aside were written."""
    reasons = Counter(one.reason for one in aside)
    examples: dict[str, str] = {}
    for one in aside:
        examples.setdefault(one.reason, f"{one.row.place}: {one.sentence}")
    return Outcome(
        what=what,
        files=tuple(source.name for source in table.sources),
        rows=len(table.rows),
        made=made,
        changed=changed,
        unchanged=len(table.rows) - made - changed - len(aside),
        set_aside=len(aside),
        set_aside_reasons=dict(reasons.most_common()),
        examples=examples,
        columns=table.columns,
        findings=(*table.findings, *_unused(table), *((Finding("set-aside", "stop", stopped),) if stopped else ())),
        set_aside_file=None if beside is None else str(beside),
    )


def _unused(table: RecordTable) -> tuple[Finding, ...]:
    unused = [name for name, role in table.columns.items() if role is None]
    if not unused:
        return ()
    said = f"column {unused[0]} was" if len(unused) == 1 else f"columns {', '.join(unused)} were"
    sentence = (
        f"The {said} not used. Say with --column ROLE=NAME what a column is, or define an own field of its name first."
    )
    return (Finding("columns-unused", "warning", sentence),)
