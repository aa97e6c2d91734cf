"""Counting what the rows of a source turned out to be, in one scan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from goodwill.evidence.kinds import CANCELLED, RETURN
from goodwill.evidence.reasons import ACCEPTED

DAY = 86_400_000_000
"""Microseconds."""


@dataclass(frozen=True)
class Tally:
    """Counts of one or more sources. reasons: number of the reason -> rows; kinds: kind -> accepted rows.

    gross: sum of the amounts of purchases; net: of all accepted rows. with_time: accepted rows off midnight.
    without_order, without_margin: accepted rows that lack it.
    """

    rows: int = 0
    accepted: int = 0
    reasons: Mapping[int, int] = field(default_factory=dict)
    kinds: Mapping[int, int] = field(default_factory=dict)
    first: datetime | None = None
    last: datetime | None = None
    gross: float = 0.0
    net: float = 0.0
    with_time: int = 0
    without_order: int = 0
    without_margin: int = 0

    @property
    def returns(self) -> int:
        return self.kinds.get(RETURN, 0) + self.kinds.get(CANCELLED, 0)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.rows + other.rows,
            self.accepted + other.accepted,
            _sum(self.reasons, other.reasons),
            _sum(self.kinds, other.kinds),
            min((at for at in (self.first, other.first) if at), default=None),
            max((at for at in (self.last, other.last) if at), default=None),
            self.gross + other.gross,
            self.net + other.net,
            self.with_time + other.with_time,
            self.without_order + other.without_order,
            self.without_margin + other.without_margin,
        )


def tally(connection: duckdb.DuckDBPyConnection, relation: str) -> Tally:
    """Count the rows of a checked source; one scan."""
    groups = connection.execute(
        'SELECT reason, kind, count(*), min("at") FILTER (reason = 0), '
        'max("at") FILTER (reason = 0), fsum(amount), '
        f'count(*) FILTER (epoch_us("at") % {DAY} <> 0), count(*) FILTER (order_key IS NULL), '
        f"count(*) FILTER (margin IS NULL) FROM {relation} GROUP BY reason, kind ORDER BY reason, kind"
    ).fetchall()
    total = Tally()
    for reason, kind, rows, first, last, amount, with_time, without_order, without_margin in groups:
        if reason == ACCEPTED:
            sums = (amount or 0.0) if kind == 0 else 0.0, amount or 0.0
            total += Tally(rows, rows, {}, {kind: rows}, first, last, *sums, with_time, without_order, without_margin)
        else:
            total += Tally(rows, 0, {reason: rows})
    return total


def _sum(one: Mapping[int, int], other: Mapping[int, int]) -> Mapping[int, int]:
    added = dict(one)
    for key, count in other.items():
        added[key] = added.get(key, 0) + count
    return added
