from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from goodwill.evidence.readings import Readings
from goodwill.evidence.reasons import number
from goodwill.evidence.set_aside import set_aside_of, write_set_aside
from goodwill.evidence.sources.quoting import file_literal
from goodwill.evidence.store.stored_import import StoredImport
from goodwill.evidence.tallies import Tally
from goodwill.terms import Finding


@dataclass(frozen=True, eq=False)
class StoredReadings(Readings):
    """Readings of stored imports: the rows that each of them had set aside when it was read are told again."""

    imports: Sequence[StoredImport] = ()
    folder: Path = field(default=Path())

    def write_set_aside(self, path: Path) -> None:
        copied = [(self.understood.sources[place], place) for place in self.copied]
        more = [
            set_aside_of(place, file_literal(self.folder / one.set_aside_file), copied=place in self.copied)
            for place, one in enumerate(self.imports)
            if one.set_aside
        ]
        write_set_aside(self.connection, self.parts, self.relations, copied, path, more=more)

    def examples(self) -> Mapping[str, str]:
        told: dict[str, str] = {}
        for place, one in enumerate(self.imports):
            for code, sentence in one.examples.items() if place not in self.copied else ():
                told.setdefault(code, sentence)
        return {code: told.get(code, sentence) for code, sentence in super().examples().items()}

    def findings(self) -> tuple[Finding, ...]:
        """What was found when each import was read, and what they have in common."""
        found = [
            finding
            for place, one in enumerate(self.imports)
            if place not in self.copied
            for finding in one.findings
            if finding.code != "margin-missing"  # counted anew, over all of them
        ]
        return (*found, *super().findings())


def set_aside_before(imports: Sequence[StoredImport], copied: Mapping[int, int]) -> Tally:
    """The rows that are not in the stored lines; those of copies are counted with their copy."""
    total = Tally()
    for place, one in enumerate(imports):
        if place not in copied:
            total += Tally(one.set_aside, 0, {number(code): rows for code, rows in one.reasons.items()})
    return total
