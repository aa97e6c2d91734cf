"""Many keys at once in a query: as one parameter, however many there are."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Expression


class Keys(Expression):
    """What may stand behind `…__in` in place of a list, which would be a parameter for each key."""

    def __init__(self, keys: Iterable[int]) -> None:
        super().__init__(output_field=BigIntegerField())
        self.keys = ",".join(map(str, keys))

    def as_sqlite(self, *_: Any) -> tuple[str, list[str]]:
        return "(SELECT value FROM json_each(%s))", [f"[{self.keys}]"]

    def as_postgresql(self, *_: Any) -> tuple[str, list[str]]:
        # Cast where it stands: of a constant the planner knows how many are in it.
        return "(SELECT unnest(%s::bigint[]))", [f"{{{self.keys}}}"]
