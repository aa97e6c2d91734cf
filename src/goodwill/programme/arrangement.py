"""How a list is arranged: its filter, order, columns and grouping, as its address and a saved view have them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from goodwill.programme.filters import FIELDS, And, Field, Node, Presence, Term, parse, written

COLUMNS = ("group", "manager", "last_order", "active", "value")
"""Of a list that nobody has arranged; the name always stands first."""
MINE, FOLLOWED = Term("manager", ":", ("me",)), Term("followed", ":", ("yes",))


@dataclass(frozen=True)
class Arrangement:
    """filter: in the filter language. sort: a field, "-" before it for the largest first. by: the field grouped by."""

    filter: str = ""
    sort: str = "-value"
    columns: tuple[str, ...] = COLUMNS
    by: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str], fields: Mapping[str, Field] = FIELDS) -> "Arrangement":
        """From an address; what these fields do not allow is left away, but a filter is kept to be refused aloud."""
        sort, by = asked.get("sort", ""), asked.get("by", "")
        usual = tuple(name for name in COLUMNS if name in fields)
        columns = tuple(
            dict.fromkeys(name for name in asked.get("columns", "").split(",") if name in fields and name != "name")
        )
        return cls(
            filter=asked.get("filter", "").strip(),
            sort=sort if _sortable(sort, fields) else usual_sort(fields),
            columns=columns if "columns" in asked else usual,
            by=by if by in fields and fields[by].grouped else "",
        )

    @classmethod
    def of_query(cls, query: str, fields: Mapping[str, Field] = FIELDS) -> "Arrangement":
        return cls.read(dict(parse_qsl(query, keep_blank_values=True)), fields)

    @property
    def query(self) -> str:
        """The same arrangement gives the same text; what is usual is not in it."""
        asked = {
            "filter": self.filter,
            "sort": "" if self.sort == "-value" else self.sort,
            "columns": "" if self.columns == COLUMNS else ",".join(self.columns) or "name",
            "by": self.by,
        }
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def parts(self) -> dict[str, str]:
        """All of it in words, as `read` understands them."""
        columns = ",".join(self.columns) or "name"
        return {"filter": self.filter, "sort": self.sort, "columns": columns, "by": self.by}

    def with_(self, **changed: object) -> "Arrangement":
        return replace(self, **changed)  # type: ignore[arg-type]

    def and_also(self, node: Node, fields: Mapping[str, Field]) -> "Arrangement":
        """With one more condition, unless it is there already."""
        parts = parse(self.filter, fields).parts
        return self if node in parts else self.with_(filter=written(And((*parts, node))))

    def without(self, node: Node, fields: Mapping[str, Field]) -> "Arrangement":
        kept = tuple(part for part in parse(self.filter, fields).parts if part != node)
        return self.with_(filter=written(And(kept)))

    def next_sort(self, name: str) -> str:
        """What a click on the head of a column asks for: smallest first, largest first, then the usual order."""
        return {name: f"-{name}", f"-{name}": "-value" if name != "value" else name}.get(self.sort, name)


def usual_sort(fields: Mapping[str, Field]) -> str:
    return "-value" if "value" in fields else "name"


def being(field: Field, value: str | None) -> Term:
    """The condition that a field has this value, or none."""
    return Term(field.name, ":", (Presence.EMPTY if value is None else value,))


def _sortable(sort: str, fields: Mapping[str, Field]) -> bool:
    name = sort.removeprefix("-")
    return name in fields and fields[name].sortable
