"""What each column of a source was taken for, and how that was found out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from goodwill.evidence.date_shapes import Order
from goodwill.evidence.sources.source import Kind

Role = Literal[
    "customer",
    "date",
    "order",
    "amount",
    "price",
    "quantity",
    "margin",
    "cost",
    "unit_cost",
    "currency",
    "cancelled",
    "status",
    "type",
    "refunded",
    "product",
    "country",
]
ROLES: tuple[Role, ...] = get_args(Role)
DATE_ORDERS: Mapping[str, Order] = {
    "day-first": "day first",
    "month-first": "month first",
    "year-first": "year first",
}
"""What may be said of `dates`: no role of a column, yet chosen in the same place."""
How = Literal["by name", "by values", "by you"]


@dataclass(frozen=True)
class ColumnMap:
    """One column of one source. `role` is None where Goodwill makes no use of it.

    reading: how its cells are understood ("day first", "decimal comma"), where that was a decision.
    """

    source: str
    column: str
    kind: Kind
    role: Role | None
    how: How | None
    reading: str | None
    first_values: tuple[str, ...]


@dataclass(frozen=True)
class SourceColumns:
    """The columns of one source, in its own order."""

    source: str
    columns: tuple[ColumnMap, ...]

    @property
    def roles(self) -> Mapping[Role, str]:
        """Role -> column, for the roles that were found."""
        return {column.role: column.column for column in self.columns if column.role is not None}
