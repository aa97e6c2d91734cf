"""What happened with a party, newest first: orders, contacts, tasks, promises, standings and changes, by the page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from goodwill.programme import policy
from goodwill.programme.circles import Circle, circle
from goodwill.programme.evidence import store
from goodwill.programme.past_standings import Past
from goodwill.programme.standing_changes import FELL
from goodwill.programme.telling import SHOWN, Names, told, told_of
from goodwill.records.models import Change, Contact, Identifier, Mail, Party, Task, User
from goodwill.terms.dates import written_day

KINDS = ("orders", "contacts", "complaints", "promises", "standing", "changes", "files")
PAGE = 30
_RANKS = {"contact": 5, "task": 4, "standing": 3, "change": 2, "order": 1, "return": 0}
"""Of one day, what people did stands above what was counted."""
Key = tuple[date, int, int]


@dataclass(frozen=True)
class Entry:
    """kind: order, return, contact, complaint, task, promise or change. amount: money, where the entry has one.

    whose: where it is another's than the party whose timeline it stands in.
    """

    on: date
    kind: str
    title: str
    note: str = ""
    amount: float | None = None
    by_person: bool = True
    key: Key = (date.min, 0, 0)
    contact: Contact | None = None
    task: Task | None = None
    tone: str = ""
    of: int = 0
    whose: Party | None = None


@dataclass(frozen=True)
class Timeline:
    """entries: one page. next: where the page after begins, or empty."""

    entries: list[Entry]
    next: str


def timeline(
    user: User, party: Party, *, only: str = "", past: Sequence[Past] = (), whole: bool = False
) -> list[Entry]:
    """The newest entries of one kind (see KINDS) or all, of the party and its people."""
    return page(user, party, only=only, past=past, whole=whole).entries


def kinds_for(user: User) -> tuple[str, ...]:
    """Of KINDS those in which there is something that the user is told."""
    gone = policy.hidden(user)
    empty = {"orders"} if "orders" in gone else set()
    return tuple(kind for kind in KINDS if kind not in empty | ({"standing"} if gone >= {"active", "group"} else set()))


def page(
    user: User, party: Party, *, only: str = "", after: str = "", past: Sequence[Past] = (), whole: bool = False
) -> Timeline:
    """The newest entries of one kind (see KINDS) or all that the user is told, from a key on.

    after: the key, as `Timeline.next` gives it.
    past: how the party stood, newest first, as `past_standings` gives it.
    whole: also of all that stands below the party, and its people.
    """
    start = _read(after)
    there = circle(party, whole=whole)
    entries: list[Entry] = []
    if only in ("", "contacts", "complaints"):
        addresses, readable = "email" not in policy.hidden(user), policy.readable(user, party=party)
        wanted = Q(kind=Contact.Kind.COMPLAINT) if only == "complaints" else Q()
        entries += _contacts(there, start, readable & wanted, addresses=addresses)
    if only in ("", "promises"):
        entries += _tasks(there, start)
    if only in ("", "changes", "files"):
        entries += _changes(there, start, only, user=user)
    if only in ("", "standing"):
        entries += _before(_standings(past), start)
    if only in ("", "orders") and "orders" not in policy.hidden(user):
        entries += _before(_orders(there, start, whole=whole), start)
    entries.sort(key=lambda entry: entry.key, reverse=True)
    more = len(entries) > PAGE
    names = there.names({entry.of for entry in entries[:PAGE] if entry.of})
    shown = [replace(entry, whose=names.get(entry.of)) for entry in entries[:PAGE]]
    return Timeline(shown, _written(shown[-1].key) if more else "")


def contacts_of(party: Party) -> list[Entry]:
    """What was written about the party itself and is not private, the newest first: for who is shown nothing else."""
    return list(_contacts(Circle(party, [party.id], [], []), None, Q(private=False), addresses=False))


def orders_of(party: Party) -> list[Entry]:
    """What the party itself ordered, the newest first."""
    return list(_orders(Circle(party, [party.id], [], []), None, whole=False))


def _contacts(there: Circle, start: Key | None, told: Q, *, addresses: bool) -> Iterator[Entry]:
    """told: those that the reader may read. addresses: whether it is told those of mails."""
    every = there.rows(Contact.objects.filter(told), day="on")
    # Sent to several people there, it is one mail.
    mails = every.filter(mail__isnull=False).order_by().values("mail").annotate(last=Max("id")).values("last")
    rows = _from(every.filter(Q(mail=None) | Q(id__in=mails)), "on", "contact", start)
    for c in rows.select_related("by", "mail", "topic").prefetch_related("files"):
        if c.mail is not None:
            yield _mail(c, c.mail, f"Mail from {c.mail.from_whom(addresses=addresses)}")
            continue
        note = f"{c.text} ({c.by})"
        title = c.get_kind_display()
        if c.kind == Contact.Kind.COMPLAINT:
            title += " answered" if c.answered else ", not answered yet"
            note += f" Answer: {c.answer}" if c.answer else ""
        tone = "good" if c.answered else ""
        yield Entry(c.on, c.kind, title, note, key=(c.on, _RANKS["contact"], c.pk), contact=c, tone=tone, of=c.party_id)


def _mail(c: Contact, mail: Mail, title: str) -> Entry:
    note = mail.subject or "No subject"
    return Entry(c.on, c.kind, title, note, key=(c.on, _RANKS["contact"], c.pk), contact=c, of=c.party_id)


def _tasks(there: Circle, start: Key | None) -> Iterator[Entry]:
    dated = there.rows(Task.objects.all(), day="due").annotate(day=Coalesce(TruncDate("done"), F("due")))
    for t in _from(dated, "day", "task", start).select_related("owner"):
        title = f"{t.get_kind_display()}: {t.title}"
        how, tone = became(t)
        key = (t.day, _RANKS["task"], t.pk)
        yield Entry(t.day, t.kind, title, f"{how}, {t.owner}", key=key, task=t, tone=tone, of=t.party_id or 0)


def became(task: Task) -> tuple[str, str]:
    """What became of a task or promise, in a few words, and the tone of it."""
    promise = task.kind == Task.Kind.PROMISE
    if task.given_up:
        return f"{'Broken' if promise else 'Given up'}: {task.reason}", "alarm" if promise else ""
    late = task.days_late
    if late is None:
        put_off = task.first_due is not None and task.first_due != task.due
        return f"Open, put off from {written_day(task.first_due)}" if put_off and task.first_due else "Open", ""
    done = "Kept" if promise else "Done"
    if late > 0:
        return f"{done} {late} day{'' if late == 1 else 's'} late", "care"
    return f"{done} in time", "good"


def _changes(there: Circle, start: Key | None, only: str, *, user: User) -> Iterator[Entry]:
    shown = tuple(action for action in SHOWN if only != "files" or action.endswith("file"))
    some = Change.objects.filter(told_of(user, party=there.party), party__in=there.now, action__in=shown)
    dated = some.annotate(day=TruncDate("at"))
    rows = list(_from(dated, "day", "change", start).select_related("by"))
    names = Names.of(rows, user)
    for c in rows:
        by = str(c.by or "")
        key = (c.day, _RANKS["change"], c.pk)
        yield Entry(c.day, "change", told(c, names), by, by_person=False, key=key, of=c.party_id or 0)


def _standings(past: Sequence[Past]) -> Iterator[Entry]:
    """Where the standing at an analysis differs from that at the one before."""
    for now, before in pairwise(past):
        moved = (now.p_active or 0) - (before.p_active or 0)
        known = now.p_active is not None and before.p_active is not None
        on, key = now.as_of, (now.as_of, _RANKS["standing"], 0)
        if known and abs(moved) >= FELL:
            fell = "fell" if moved < 0 else "rose"
            title = f"Standing {fell}: still active {100 * (now.p_active or 0):.0f}%"
            note = f"It stood at {100 * (before.p_active or 0):.0f}% on {written_day(before.as_of)}"
            yield Entry(on, fell, title, note, by_person=False, key=key)
        elif now.group and before.group and now.group != before.group:
            yield Entry(on, "group", f"Now a {now.group}", f"A {before.group} before", by_person=False, key=key)


def _orders(there: Circle, start: Key | None, *, whole: bool) -> Iterator[Entry]:
    """Of the party itself; whole: of everybody in the group."""
    held = Identifier.objects.filter(party__in=there.now if whole else [there.party.id])
    parties = dict(held.values_list("id", "party"))
    evidence = store()
    if evidence.days_version is None or not parties:
        return
    days = evidence.days_of(list(parties))
    found = 0
    for place in range(days.num_rows):
        on = days["day"][place].as_py()
        if start is not None and on > start[0]:
            continue
        if found > PAGE:
            return
        row = {name: days[name][place].as_py() for name in ("purchases", "orders", "lines", "spend", "returned", "key")}
        of = parties[row["key"]]
        found += 1
        if row["purchases"]:
            orders = row["orders"] or row["purchases"]
            title = "One order" if orders == 1 else f"{orders} orders"
            note = f"{row['lines']} lines" if row["lines"] > 1 else ""
            yield Entry(on, "order", title, note, row["spend"], key=(on, _RANKS["order"], row["key"]), of=of)
        if row["returned"]:
            yield Entry(on, "return", "Return", "", row["returned"], key=(on, _RANKS["return"], row["key"]), of=of)


def _from(rows: QuerySet, day: str, kind: str, start: Key | None) -> QuerySet:  # type: ignore[type-arg]
    """A page and one more of the rows that come after the key."""
    if start is not None:
        on, rank, row = start
        later = Q(**{f"{day}__lt": on})
        if _RANKS[kind] < rank:
            later |= Q(**{day: on})
        elif _RANKS[kind] == rank:
            later |= Q(**{day: on, "id__lt": row})
        rows = rows.filter(later)
    return rows.order_by(f"-{day}", "-id")[: PAGE + 1]


def _before(entries: Iterable[Entry], start: Key | None) -> list[Entry]:
    return [entry for entry in entries if start is None or entry.key < start]


def _written(key: Key) -> str:
    return f"{key[0].isoformat()}.{key[1]}.{key[2]}"


def _read(after: str) -> Key | None:
    """The key in an address; a spoilt one begins at the newest."""
    try:
        day, rank, row = after.split(".")
        return date.fromisoformat(day), int(rank), int(row)
    except ValueError:
        return None
