"""Lists leave as files: only what the user may export, and safe to open in a spreadsheet."""

import csv
import io
import re

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.lists import relationships
from goodwill.records.models import Relationship, User

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
NUMBERS = tuple(f"standing__{name}" for name in ("group", "p_active", "p_return", "value", "occasions", "last_order"))
# A spreadsheet runs what begins so, full-width signs included.
_FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")


def as_csv(user: User, filters: str) -> str:
    """Every relationship of the list, one row each; kept in the history as an export."""
    policy.demand(user, "export")
    managed = Relationship.objects.filter(party=OuterRef("pk"), manager__isnull=False).order_by("id")
    manager = managed.values(
        said=Coalesce(NullIf("manager__name", Value("")), "manager__email", output_field=CharField())
    )[:1]
    rows = relationships(user, filters, "export").annotate(manager=Subquery(manager)).order_by("id")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    written = 0
    for party, name, place, managing, *numbers in rows.values_list("id", "name", "place", "manager", *NUMBERS):
        words = map(harmless, (name, place, managing or ""))
        writer.writerow([party, *words, *("" if number is None else number for number in numbers)])
        written += 1
    remember(by=user, action="exported", what="relationships", after={"filter": filters, "rows": written})
    return out.getvalue()


def harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
