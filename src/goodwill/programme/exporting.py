"""Lists leave as files: only what the user may export, and safe to open in a spreadsheet."""

import csv
import io
import re

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.lists import relationships, standings_of
from goodwill.records.models import User, Workspace

COLUMNS = (
    "id",
    "name",
    "place",
    "manager",
    "group",
    "still active",
    "likely to return",
    "worth",
    "purchase days",
    "last order",
)
NUMBERS = ("group", "p_active", "p_return", "value", "occasions", "last_order")
# A spreadsheet runs what begins so, full-width signs included.
_FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")


def as_csv(user: User, filters: str) -> str:
    """Every relationship of the list, one row each; kept in the history as an export."""
    policy.demand(user, "export")
    rows = list(relationships(user, filters, "export").prefetch_related("relationships__manager").order_by("id"))
    standings = standings_of(Workspace.the().current, rows)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for party in rows:
        standing = standings.get(party.id)
        manager = next((r.manager for r in party.relationships.all() if r.manager), None)
        words = map(_harmless, (party.name, party.place, str(manager or "")))
        writer.writerow([party.id, *words, *(getattr(standing, name, "") for name in NUMBERS)])
    remember(by=user, action="exported", what="relationships", after={"filter": filters, "rows": len(rows)})
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
