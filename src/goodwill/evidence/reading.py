from dataclasses import dataclass

from goodwill.terms import Finding

CELL = "\x00cell\x00"
"""Stands for the name of the first step's outcome; no SQL contains it otherwise."""


@dataclass(frozen=True)
class Reading:
    """How one column becomes values, as two steps of SQL.

    cell: over the columns of the source; NULL where the cell is empty. value: over `CELL`, the outcome of the first
    step; NULL where a full cell cannot be read. words: how cells are understood, for a person.
    """

    cell: str
    value: str
    words: str | None = None
    findings: tuple[Finding, ...] = ()

    def over(self, name: str) -> str:
        """The second step, with the first one's outcome called `name`."""
        return self.value.replace(CELL, name)
