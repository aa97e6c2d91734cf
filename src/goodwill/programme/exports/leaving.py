"""What may leave as a file, each as the user may have it. A new kind of list is a line in `LISTS`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from goodwill.programme import lists, past_changes, policy
from goodwill.programme.arrangement import Arrangement
from goodwill.programme.exports import table
from goodwill.programme.exports.table import Column
from goodwill.programme.filters import Field, fields_for
from goodwill.records.models import Export, User, Workspace
from goodwill.terms import UsageError


@dataclass(frozen=True)
class Leaving:
    """found: what is asked for, to see how much it is. filter: what was asked, as the history keeps it."""

    filter: str
    shown: Sequence[Column]
    found: QuerySet[Any]
    rows: Callable[[], Iterator[list[list[Any]]]]

    def longer_than(self, most: int) -> bool:
        return self.found.order_by().values("id")[most : most + 1].count() > 0


def leaving(user: User, of: str, query: str) -> Leaving:
    """The list as the user may have it.

    Raises:
        PermissionDenied: where the role may not export, or not see what is asked for.
        UsageError: for a query that cannot be understood, or a list that there is not.
    """
    policy.demand(user, "export")
    if of not in LISTS:
        raise UsageError("There is no such list.")
    return LISTS[of](user, query)


def _relationships(user: User, query: str) -> Leaving:
    arranged = Arrangement.of_query(query, fields_for(user))
    shown = table.columns_of(user, arranged, Workspace.the().currency)
    found = lists.relationships(user, arranged.filter, "export")
    return Leaving(arranged.filter, shown, found, lambda: table.rows(user, arranged.filter, shown))


def _history(user: User, query: str) -> Leaving:
    asked = past_changes.Asked.of_query(query)
    shown = [
        Column(Field(name, head, "text", "party", ""), head, kind)
        for name, head, kind in (
            ("at", f"When ({settings.TIME_ZONE})", "moment"),
            ("by", "Who", "text"),
            ("sentence", "What", "text"),
            ("changed", "From what to what", "texts"),
            ("action", "Action", "text"),
            ("of", "Kind", "text"),
            ("row", "Its number", "text"),
            ("party", "Party", "whole"),
            ("name", "Name of the party or account", "text"),
        )
    ]

    def rows() -> Iterator[list[list[Any]]]:
        for lines in past_changes.batches(user, asked, size=table.BATCH):
            yield [_row(line) for line in lines]

    return Leaving(asked.query, shown, past_changes.changes(user, asked), rows)


def _row(line: past_changes.Line) -> list[Any]:
    change = line.change
    at = timezone.localtime(change.at).replace(tzinfo=None, microsecond=0)
    name = line.person if line.party is None else line.party.name
    moves = [str(move) for move in line.moves]
    by = "" if change.by is None else str(change.by)
    return [at, by, line.sentence, moves, change.action, change.what, change.row, change.party_id, name]


LISTS: Mapping[str, Callable[[User, str], Leaving]] = {
    Export.Of.RELATIONSHIPS: _relationships,
    Export.Of.HISTORY: _history,
}
