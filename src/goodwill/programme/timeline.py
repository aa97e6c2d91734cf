"""What happened with a party, newest first: orders, contacts, tasks, promises and changes."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from goodwill.programme.circles import Circle, circle
from goodwill.programme.evidence import store
from goodwill.records.models import Change, Contact, Identifier, Party, Task
from goodwill.terms.markets import market

KINDS = ("orders", "contacts", "promises", "changes")
MOST = 200
TOLD = (
    "edited",
    "assigned",
    "handed over",
    "added person",
    "made",
    "ended",
    "brought back",
    "placed",
    "freed",
    "billed",
    "affiliated",
    "began",
    "changed",
    "added",
    "removed",
    "tagged",
    "untagged",
)
PLAIN = {
    "assigned": "Changed hands",
    "made": "Added to Goodwill",
    "ended": "Is no more",
    "brought back": "Goes on after all",
}
WHAT = {"contactpoint": "Contact point"}
"""How people say the name of a table."""


@dataclass(frozen=True)
class Entry:
    """kind: order, return, contact, complaint, task, promise or change. amount: money, where the entry has one."""

    on: date
    kind: str
    title: str
    note: str = ""
    amount: float | None = None
    by_person: bool = True
    whose: Party | None = None


def timeline(party: Party, *, only: str = "", whole: bool = False) -> list[Entry]:
    """The newest entries of one kind (see KINDS) or all, of the party and its people; each says whose it is.

    whole: also of all that stands below the party, and its people.
    """
    there = circle(party, whole=whole)
    found: list[tuple[int, Entry]] = []
    if only in ("", "orders"):
        found += _orders(there, whole=whole)
    if only in ("", "contacts"):
        found += [
            (c.party_id, Entry(c.on, c.kind, c.get_kind_display(), f"{c.text} ({c.by})"))
            for c in there.rows(Contact.objects.all(), day="on").select_related("by")[:MOST]
        ]
    if only in ("", "promises"):
        found += [
            (t.party_id or 0, _task(t))
            for t in there.rows(Task.objects.all(), day="due").select_related("owner").order_by("-due", "-id")[:MOST]
        ]
    if only in ("", "changes"):
        told = Change.objects.filter(party__in=there.now, action__in=TOLD).select_related("by")
        found += [
            (c.party_id or 0, Entry(c.at.date(), "change", _changed(c), str(c.by or ""), by_person=False))
            for c in told[:MOST]
        ]
    newest = sorted(found, key=lambda one: one[1].on, reverse=True)[:MOST]
    names = there.names({key for key, _ in newest})
    return [replace(entry, whose=names.get(key)) for key, entry in newest]


def _task(task: Task) -> Entry:
    done = "Kept" if task.kind == Task.Kind.PROMISE else "Done"
    return Entry(
        timezone.localdate(task.done) if task.done else task.due,
        task.kind,
        f"{task.get_kind_display()}: {task.title}",
        f"{done if task.done else 'Open'}, {task.owner}",
    )


def _orders(there: Circle, *, whole: bool) -> list[tuple[int, Entry]]:
    """Of the party itself; whole: of everybody in the group."""
    of = Identifier.objects.filter(party__in=there.now if whole else [there.party.id])
    parties = dict(of.values_list("id", "party"))
    evidence = store()
    if evidence.days_version is None or not parties:
        return []
    found = []
    for row in evidence.days_of(list(parties)).slice(0, MOST).to_pylist():
        on, party = row["day"], parties[row["key"]]
        if row["purchases"]:
            orders = row["orders"] or row["purchases"]
            title = "One order" if orders == 1 else f"{orders} orders"
            lines = f"{row['lines']} lines" if row["lines"] > 1 else ""
            found.append((party, Entry(on, "order", title, lines, row["spend"])))
        if row["returned"]:
            found.append((party, Entry(on, "return", "Return", "", row["returned"])))
    return found


def _changed(change: Change) -> str:  # noqa: C901, PLR0911 - a sentence each
    after, before = change.after, change.before
    what = WHAT.get(change.what, change.what.capitalize())
    match change.action:
        case "edited":
            return f"Changed {_fields(after)}"
        case "handed over":
            return f"{'Promise' if after.get('kind') == 'promise' else 'Task'} changed hands"
        case "added person":
            return f"Added {after.get('name', 'a person')}"
        case "placed":
            return f"Placed under {after.get('parent') or 'a parent'}"
        case "freed":
            return f"No longer below {before.get('parent') or 'a parent'}"
        case "billed":
            return f"Bills go to {after.get('bill_to') or 'itself'}"
        case "affiliated":
            return _joined(after)
        case "began":
            return f"Became one of the {_market(after)}: {after.get('state', '')}"
        case "changed":
            return f"{what} changed: {_fields(after)}"
        case "added" | "removed":
            return f"{what} {(after or before).get('value', '')} {change.action}"
        case "tagged" | "untagged":
            return f"Tag {after.get('tag')} added" if after else f"Tag {before.get('tag')} removed"
    return PLAIN[change.action]


def _fields(after: dict[str, Any]) -> str:
    """What each field is now, a manager apart, who is known here by number only."""
    said = [
        "the manager" if name == "manager" else f"{name.replace('_', ' ')} to {_value(value)}"
        for name, value in after.items()
    ]
    return ", ".join(said) or "nothing"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value else "nothing"


def _joined(after: dict[str, Any]) -> str:
    role = f", {after['role']}" if after.get("role") else ""
    return f"{after.get('person', 'A person')} is at {after.get('organisation', 'an organisation')}{role}"


def _market(after: dict[str, Any]) -> str:
    known = market(after.get("market", ""))
    return "parties" if known is None else known.plural.lower()
