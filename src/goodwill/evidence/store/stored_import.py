from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any, Self

from goodwill.evidence.column_map import ColumnMap
from goodwill.evidence.order_book import OrderBook
from goodwill.terms import Finding

LINES, SET_ASIDE = "orders", "set-aside"
"""How the names of an import's two files begin."""


@dataclass(frozen=True)
class StoredImport:
    """One import as the manifest has it: where it came from, what was in it, who brought it and when.

    name: the file it came from. sha256: of that file's bytes. mapping: role -> column, as it was read. rows =
    accepted + set_aside. reasons: code -> rows set aside; examples: code -> the first of them, in a sentence.
    returns: accepted returns and cancellations. first, last: days of accepted rows. gross, net: None without amounts.
    at: when, in UTC. lines_file, set_aside_file: names within the folder. columns: what each column was taken for,
    without values.
    """

    id: str
    name: str
    sha256: str
    mapping: Mapping[str, str]
    rows: int
    accepted: int
    set_aside: int
    reasons: Mapping[str, int]
    examples: Mapping[str, str]
    returns: int
    first: date
    last: date
    currency: str | None
    gross: float | None
    net: float | None
    by: str
    at: datetime
    findings: tuple[Finding, ...]
    has_amount: bool
    has_margin: bool
    has_order_id: bool
    has_segment: bool
    columns: tuple[ColumnMap, ...]
    lines_file: str
    set_aside_file: str

    def to_json(self) -> dict[str, Any]:
        """The same as `from_json` reads, days and times as ISO text."""
        return {
            **{name.name: getattr(self, name.name) for name in fields(self)},
            "mapping": dict(self.mapping),
            "reasons": dict(self.reasons),
            "examples": dict(self.examples),
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "at": self.at.isoformat(),
            "findings": [asdict(finding) for finding in self.findings],
            "columns": [asdict(column) for column in self.columns],
        }

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Self:
        """Raises KeyError, TypeError or ValueError for anything that `to_json` did not write."""
        known = {name.name: written[name.name] for name in fields(cls)}
        return cls(
            **{
                **known,
                "first": date.fromisoformat(known["first"]),
                "last": date.fromisoformat(known["last"]),
                "at": datetime.fromisoformat(known["at"]),
                "findings": tuple(Finding(**finding) for finding in known["findings"]),
                "columns": tuple(ColumnMap(**{**column, "first_values": ()}) for column in known["columns"]),
            }
        )


def tell(
    book: OrderBook,
    import_id: str,
    *,
    name: str,
    sha256: str,
    mapping: Mapping[str, str],
    by: str,
    at: datetime,
    version: int,
) -> StoredImport:
    """What the manifest says of the book that was read for an import; version: the one that first names it."""
    return StoredImport(
        id=import_id,
        name=name,
        sha256=sha256,
        mapping=dict(mapping),
        rows=book.rows,
        accepted=book.accepted,
        set_aside=book.set_aside,
        reasons=dict(book.set_aside_reasons),
        examples=dict(book.set_aside_examples()),
        returns=book.returns,
        first=book.first,
        last=book.last,
        currency=book.currency,
        gross=book.gross,
        net=book.net,
        by=by,
        at=at.astimezone(UTC),
        findings=book.findings,
        has_amount=book.has_amount,
        has_margin=book.margin_column,
        has_order_id=book.has_order_id,
        has_segment=book.has_segment,
        columns=tuple(replace(column, first_values=()) for column in book.columns),
        # The version keeps an import that was taken out and came again from the file of the first time.
        lines_file=f"{LINES}-{import_id}-{version}.parquet",
        set_aside_file=f"{SET_ASIDE}-{import_id}.csv",
    )
