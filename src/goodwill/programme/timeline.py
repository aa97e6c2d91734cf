"""What happened with a party, newest first: orders, contacts, tasks, promises and changes."""

from dataclasses import dataclass
from datetime import date

from goodwill.programme.evidence import store
from goodwill.records.models import Change, Contact, Party, Task

KINDS = ("orders", "contacts", "promises", "changes")
CHANGES = ("edited", "assigned", "handed over", "added person", "moved", "moved back")
MOST = 200


@dataclass(frozen=True)
class Entry:
    """kind: order, return, contact, complaint, task, promise or change. amount: money, where the entry has one."""

    on: date
    kind: str
    title: str
    note: str = ""
    amount: float | None = None
    by_person: bool = True


def timeline(party: Party, *, only: str = "") -> list[Entry]:
    """The newest entries of one kind (see KINDS) or all."""
    entries: list[Entry] = []
    people = [party.id, *party.children.values_list("id", flat=True)]
    if only in ("", "orders"):
        entries += _orders(party)
    if only in ("", "contacts"):
        entries += [
            Entry(c.on, c.kind, c.get_kind_display(), f"{c.text} ({c.by})")
            for c in Contact.objects.filter(party__in=people).select_related("by")[:MOST]
        ]
    if only in ("", "promises"):
        entries += [
            Entry(
                t.done.date() if t.done else t.due,
                t.kind,
                f"{t.get_kind_display()}: {t.title}",
                (f"{'Kept' if t.kind == 'promise' else 'Done'}" if t.done else "Open") + f", {t.owner}",
            )
            for t in Task.objects.filter(party__in=people).select_related("owner")[:MOST]
        ]
    if only in ("", "changes"):
        entries += [
            Entry(c.at.date(), "change", _changed(c), str(c.by or ""), by_person=False)
            for c in Change.objects.filter(
                party__in=people,
                action__in=("edited", "assigned", "handed over", "added person", "moved", "moved back"),
            ).select_related("by")[:MOST]
        ]
    return sorted(entries, key=lambda entry: entry.on, reverse=True)[:MOST]


def _orders(party: Party) -> list[Entry]:
    keys = list(party.identifiers.values_list("id", flat=True))
    found = []
    evidence = store()
    if evidence.days_version is None:
        return []
    for row in evidence.days_of(keys).slice(0, MOST).to_pylist():
        on = row["day"]
        if row["purchases"]:
            orders = row["orders"] or row["purchases"]
            title = "One order" if orders == 1 else f"{orders} orders"
            found.append(Entry(on, "order", title, f"{row['lines']} lines" if row["lines"] > 1 else "", row["spend"]))
        if row["returned"]:
            found.append(Entry(on, "return", "Return", "", row["returned"]))
    return found


def _changed(change: Change) -> str:
    if change.action == "edited":
        return "Changed " + ", ".join(f"{name} to {value or 'nothing'}" for name, value in change.after.items())
    if change.action == "handed over":
        return f"{'Promise' if change.after.get('kind') == 'promise' else 'Task'} changed hands"
    if change.action in ("moved", "moved back"):
        return f"Moved{change.action.removeprefix('moved')} from {change.before['state']} to {change.after['state']}"
    return {"assigned": "Changed hands", "added person": f"Added {change.after.get('name', 'a person')}"}[change.action]
