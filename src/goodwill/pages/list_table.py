"""A list's table: heads that say what a column holds, and cells of the right kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from goodwill.programme import columns
from goodwill.programme.filters import Field
from goodwill.programme.filters.fields import FIELDS, NUMBERS
from goodwill.records.models import Party, User


@dataclass(frozen=True)
class Head:
    """sort_url: where a click leads, nothing where no index gives the order. sorted: ascending, descending or ""."""

    field: Field
    sort_url: str
    sorted: str
    number: bool


@dataclass(frozen=True)
class Cell:
    """place: what becomes of it on a phone: tag (top right), worth (below it) or also (a line with its label)."""

    field: Field
    value: object
    place: str
    number: bool
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Row:
    party: Party
    place: str
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    heads: list[Head]
    rows: list[Row]


def heads(shown: Sequence[Field], sorted_by: Callable[[str], str], sort: str) -> list[Head]:
    return [_head(field, sorted_by, sort) for field in (FIELDS["name"], *shown)]


def _head(field: Field, sorted_by: Callable[[str], str], sort: str) -> Head:
    now = {field.name: "ascending", f"-{field.name}": "descending"}.get(sort, "")
    url = sorted_by(field.name) if field.sortable else ""
    return Head(field, url, now, number=field.kind in NUMBERS or field.kind == "date")


def rows_of(user: User, parties: Sequence[Party], shown: Sequence[Field], fields: Mapping[str, Field]) -> list[Row]:
    asked = list(shown)
    if any(field.name == "value" for field in shown):
        asked += [fields[name] for name in ("value_low", "value_high") if name in fields and fields[name] not in asked]
    found = columns.rows_of(user, [party.pk for party in parties], asked)
    beside = "place" in fields and all(field.name != "place" for field in shown)
    places = _places(shown)
    return [
        Row(
            party,
            party.place if beside else "",
            [_cell(field, found[party.pk], place) for field, place in zip(shown, places, strict=True)],
        )
        for party in parties
    ]


def _cell(field: Field, row: columns.Row, place: str) -> Cell:
    number = field.kind in NUMBERS or field.kind == "date"
    if field.name == "value":
        return Cell(field, row.get("value"), place, number, row.get("value_low"), row.get("value_high"))
    return Cell(field, row.get(field.name), place, number)


def _places(shown: Sequence[Field]) -> list[str]:
    """On a phone: one pill, one sum of money, all others a line each."""
    tag = next((f.name for f in shown if f.name in ("group", "rung")), "")
    worth = next((f.name for f in shown if f.kind == "money"), "")
    return ["tag" if f.name == tag else "worth" if f.name == worth else "also" for f in shown]
