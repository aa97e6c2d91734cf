"""How many cells a sheet of a workbook would have in memory, told from its text as it goes by."""

import re

from goodwill.terms import EvidenceError

MOST_CELLS = 50_000_000
"""From the first filled cell of a sheet to the last: all of them take room in memory, empty ones too."""
FREE_CELLS = 1_000_000
MOST_REPEATS = 200
"""Cells that are written once and said to stand so many times; beyond FREE_CELLS no order book says so."""
_CUT = 512
_PLACES = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{0,4})([0-9]{1,10})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_OPEN = re.compile(rb"<(?:\w+:)?(?:covered-)?table-(row|cell)\b([^<>]*)>")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']\s*([0-9]{1,18})""")


class Extent:
    """What was seen of a sheet so far, piece by piece."""

    def __init__(self) -> None:
        self._held = b""

    def look(self, piece: bytes) -> None:
        text = self._held + piece
        # What may go on in the next piece waits for it.
        cut = max(text.rfind(b"<"), len(text) - _CUT) if len(text) > _CUT else 0
        text, self._held = text[:cut], text[cut:]
        self._count(text)

    def check(self, name: str) -> None:
        """Raises EvidenceError where the sheet, now that all of it was seen, would not fit into memory."""
        self._count(self._held)
        self._held = b""
        self._judge(name)

    def _count(self, text: bytes) -> None:
        raise NotImplementedError

    def _judge(self, name: str) -> None:
        raise NotImplementedError


class Box(Extent):
    """The smallest box around all cells of a sheet of Excel."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: set[bytes] = set()
        self._first, self._last = 1 << 62, 0
        self._cells = self._placed = 0

    def _count(self, text: bytes) -> None:
        self._cells += len(_CELL.findall(text))
        places = _PLACES.findall(text)
        self._placed += sum(1 for letters, _ in places if letters)
        self._columns.update({letters.upper() for letters, _ in places})
        rows = {int(row) for _, row in places}
        if rows:
            self._first, self._last = min(self._first, *rows), max(self._last, *rows)

    def _judge(self, name: str) -> None:
        rows = max(self._last - self._first + 1, 0)
        # A cell without a place of its own stands beside the one before it.
        columns = max(map(_place, self._columns), default=0) + max(self._cells - self._placed, 0)
        if rows * columns > MOST_CELLS and rows > 1:
            raise EvidenceError(
                f"The cells of {name} lie so far apart that the sheet would have {rows * columns:,} of them (to row "
                f"{self._last:,}). Delete what stands far below or beside the orders, and save it again."
            )


class Repeats(Extent):
    """The filled cells of an OpenDocument sheet, which says how often a row or cell stands there instead of writing it.

    Sheets end with a million empty rows that are said in one; those take no room.
    """

    def __init__(self) -> None:
        super().__init__()
        self._row = 1
        self._written = self._meant = 0

    def _count(self, text: bytes) -> None:
        for what, attributes in _OPEN.findall(text):
            said = _REPEATED.search(attributes)
            times = max(int(said[1]), 1) if said else 1
            if what == b"row":
                self._row = times
            elif b"value-type" in attributes:
                self._written += 1
                self._meant += times * self._row

    def _judge(self, name: str) -> None:
        if self._meant > MOST_CELLS or (self._meant > FREE_CELLS and self._meant > MOST_REPEATS * self._written):
            raise EvidenceError(
                f"{name} writes {self._written:,} cells and says that they stand {self._meant:,} times, which no order "
                "book does. Save the orders as CSV and give that."
            )


def _place(letters: bytes) -> int:
    """The number of a column: A is 1."""
    place = 0
    for letter in letters:
        place = 26 * place + letter - 64
    return place
