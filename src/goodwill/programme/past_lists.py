"""Lists of relationships as they were known on an analysed day: what every figure of the portfolio leads to.

Read from the file of that day's analysis, not from today's standings. Who may not see a party finds it neither in the
rows nor in the count.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goodwill.programme import policy
from goodwill.programme.exports.table import BATCH, Column
from goodwill.programme.exports.writing import written
from goodwill.programme.filters import Field
from goodwill.programme.history import remember
from goodwill.programme.kept import files
from goodwill.programme.kept.analysed import Analysed
from goodwill.programme.kept.files import numbers
from goodwill.programme.past_about import About, since_of
from goodwill.programme.past_conditions import COLUMNS, CONDITIONS, moving
from goodwill.records.models import Party, User
from goodwill.terms import UsageError
from goodwill.terms.dates import written_day

PAGE = 50


@dataclass(frozen=True)
class Row:
    """party: None where it is no longer on record. moved: money, where the list is of what moved."""

    party: Party | None
    group: str | None
    p_active: float | None
    p_return: float | None
    potential: float | None
    value: float | None
    low: float | None
    high: float | None
    last_order: date | None
    moved: float | None


@dataclass(frozen=True, eq=False)
class Listed:
    """A whole list, most valued first (or most moved): positions in the table of its day."""

    table: pa.Table
    rows: NDArray[np.intp]
    moved: NDArray[np.float64] | None
    said: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def worth(self) -> float:
        return float(np.nansum(numbers(self.table, "lifetime_value")[self.rows]))


def listed(user: User, days: Sequence[Analysed], day: Analysed, asked: Mapping[str, str]) -> Listed:
    """The parties of an analysed day that fit what is asked (see `CONDITIONS`) and that the user may see.

    Raises:
        UsageError: for a condition that cannot be understood.
    """
    policy.demand(user, "portfolio")
    return _listed(user, days, day, asked, "see")


def page(user: User, found: Listed, *, offset: int = 0) -> list[Row]:
    """PAGE rows from `offset` on."""
    rows = found.rows[offset : offset + PAGE]
    some = found.table.take(pa.array(rows)).to_pylist()
    there = policy.parties(user).in_bulk([row["party"] for row in some])
    return [
        Row(
            there.get(row["party"]),
            row["group"],
            row["p_active"],
            row["p_return"],
            row["potential"],
            row["lifetime_value"],
            row["lifetime_value_low"],
            row["lifetime_value_high"],
            row["last_order"],
            None if found.moved is None else float(found.moved[place]),
        )
        for row, place in zip(some, rows, strict=True)
    ]


def leaving(user: User, days: Sequence[Analysed], day: Analysed, asked: Mapping[str, str], format: str) -> bytes:  # noqa: A002
    """The whole list as a file (csv, xlsx or parquet), one row each; kept in the history as an export."""
    policy.demand(user, "portfolio")
    policy.demand(user, "export")
    found = _listed(user, days, day, asked, "export")
    shown = [*_LEAVING, *([_column("moved", "number")] if found.moved is not None else [])]
    file = written(format, shown, _batches(user, day, found))
    asked_for = {"as of": day.as_of.isoformat()} | {name: value for name, value in asked.items() if value}
    left = {"columns": [column.head for column in shown], "format": format, "rows": found.count}
    remember(by=user, action="exported", what="portfolio list", after=asked_for | left)
    return file


def _batches(user: User, day: Analysed, found: Listed) -> Iterator[list[list[Any]]]:
    for start in range(0, found.count, BATCH):
        places = found.rows[start : start + BATCH]
        rows = found.table.take(pa.array(places)).to_pylist()
        there = policy.parties(user, "export").filter(id__in=[row["party"] for row in rows])
        names = dict(there.values_list("id", "name"))
        moved = [[]] * len(rows) if found.moved is None else [[float(found.moved[place])] for place in places]
        yield [
            [day.as_of, row["party"], names.get(row["party"], ""), *(row[c.head] for c in _LEAVING[3:]), *more]
            for row, more in zip(rows, moved, strict=True)
        ]


def _column(name: str, kind: str) -> Column:
    return Column(Field(name.replace(" ", "_"), name, "text", "party", ""), name, kind)


_LEAVING = (
    *(_column("as of", "date"), _column("id", "whole"), _column("name", "text"), _column("group", "text")),
    *(_column("p_active", "percent"), _column("p_return", "percent"), _column("potential", "number")),
    *(_column(f"lifetime_value{end}", "number") for end in ("", "_low", "_high")),
    *(_column("first_order", "date"), _column("last_order", "date")),
)


def as_filter(asked: Mapping[str, str]) -> str | None:
    """The same list in the language of today's lists; None where that cannot say it."""
    words = {
        "group": 'group:"{}"',
        "potential_from": "potential>={}",
        "potential_to": "potential<={}",
        "return_from": "return>={}",
        "return_to": "return<={}",
        "first_from": "first_order>={}",
        "first_to": "first_order<={}",
        "last_from": "last_order>={}",
        "last_to": "last_order<={}",
    }
    given = {name: value for name, value in asked.items() if value and name in CONDITIONS}
    if not given or not set(given) <= set(words):
        return None
    return " ".join(words[name].format(value).replace('"butterfly"', "butterfly") for name, value in given.items())


def _listed(
    user: User, days: Sequence[Analysed], day: Analysed, asked: Mapping[str, str], action: policy.Action
) -> Listed:
    table = files.read(day.run, COLUMNS)
    if table is None:
        raise UsageError(f"Of {written_day(day.as_of)} no list was kept. Analyse as of that day again.")
    given = {name: value.strip() for name, value in asked.items() if name in CONDITIONS and value.strip()}
    about = About(table, days, day, since_of(days, day, asked.get("since", "")))
    moved = None
    if "part" in given:
        table, moved = moving(about, given["part"])
        about = About(table, days, day, about.since)
    fits, said = np.ones(len(table), np.bool_) if moved is None else ~np.isnan(moved), []
    for name, value in given.items():
        mask, sentence = CONDITIONS[name](about, value)
        fits &= mask
        said.append(sentence)
    if policy.reach(user, action) != "all":
        allowed = np.fromiter(policy.parties(user, action).values_list("id", flat=True), np.int64)
        fits &= np.isin(table["party"].to_numpy(), allowed)
    rows = np.flatnonzero(fits)
    by = (
        np.abs(moved[rows]) if moved is not None else np.nan_to_num(numbers(table, "lifetime_value")[rows], nan=-np.inf)
    )
    return Listed(table, rows[np.argsort(-by, kind="stable")], moved, tuple(said))
