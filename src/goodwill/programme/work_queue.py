"""The day's work: what is due and promised, whom to answer, and whose standing changed; the most valuable first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Count, Exists, Model, OuterRef, QuerySet, Window

from goodwill.programme import policy
from goodwill.programme.lists import page, relationships, standings_of
from goodwill.programme.standing_changes import COOL, LOST, changes_of
from goodwill.records.models import (
    AnalysisRun,
    Contact,
    Party,
    Relationship,
    Standing,
    StandingChange,
    Task,
    User,
    Workspace,
)
from goodwill.terms.dates import written_day

MOST_URGENT = 5
"""So many stand open on the page; the others are folded below."""
MOST_CHANGES = 10
MOST_COOLING = 5
MOST_DUE = 20
"""Of more, those that have waited longest: a day does not hold more, and the page says how many others there are."""
MOST_REMINDED = 10
MOST_COMPLAINTS = 20
MOST_LATER = 50
ORDER = ("promise", "complaint", "task", "reminder", "lost", "cooled", "fell", "returned", "group", "cooling")
Row = TypeVar("Row", bound=Model)
_DUE = 4
"""The first kinds of the order have a day; the others have not, and stand among each other by worth."""


@dataclass(frozen=True)
class Card:
    """One thing to do. kind: one of ORDER; why: the reason, in a sentence; whose: whom the user covers."""

    kind: str
    title: str
    why: str
    party: Party | None
    standing: Standing | None = None
    task: Task | None = None
    complaint: Contact | None = None
    change: StandingChange | None = None
    whose: User | None = None

    @property
    def at_stake(self) -> float:
        return 0.0 if self.standing is None or self.standing.value is None else self.standing.value


@dataclass(frozen=True)
class Day:
    """cards: due by today, most valuable first. later: tasks of the next seven days; later_left: how many besides.

    left: how many tasks, reminders and complaints are due besides.
    """

    cards: list[Card]
    later: list[Task]
    later_left: int = 0
    left: int = 0

    @property
    def urgent(self) -> list[Card]:
        return self.cards[:MOST_URGENT]

    @property
    def more(self) -> list[Card]:
        return self.cards[MOST_URGENT:]


def day_of(user: User, today: date) -> Day:
    run = Workspace.the().current
    people = User.objects.in_bulk(policy.answers_for(user))
    open_tasks = Task.objects.filter(owner__in=people, done__isnull=True).select_related("party", "owner")
    due, due_left = _first(open_tasks.filter(due__lte=today).order_by("due", "id"), MOST_DUE)
    ahead = open_tasks.filter(due__gt=today)
    reminded, reminded_left = _first(ahead.filter(remind__lte=today).order_by("due", "id"), MOST_REMINDED)
    complaints, complaints_left = _first(_complaints(user, people), MOST_COMPLAINTS)
    cards = [_due(task, today) for task in due] + [_reminder(task) for task in reminded]
    cards += [_complaint(complaint) for complaint in complaints]
    busy = {card.party.id for card in cards if card.party}
    cards += _news(user, run, today, busy)
    cards = _worth(cards, run, user, people)
    week = ahead.filter(due__lte=today + timedelta(days=7)).exclude(id__in=[task.id for task in reminded])
    later, later_left = _first(week.order_by("due", "id"), MOST_LATER)
    return Day(cards, later, later_left, due_left + reminded_left + complaints_left)


def _first(rows: QuerySet[Row], most: int) -> tuple[list[Row], int]:
    """As many as are shown, and how many there are besides."""
    found = list(rows.annotate(of_all=Window(Count("*")))[:most])
    return found, getattr(found[0], "of_all", 0) - len(found) if found else 0


def _due(task: Task, today: date) -> Card:
    return Card(task.kind, task.title, _when(task, today), task.party, task=task)


def _reminder(task: Task) -> Card:
    said = "You promised it" if task.kind == Task.Kind.PROMISE else "Due"
    return Card("reminder", task.title, f"{said} for {written_day(task.due)}.", task.party, task=task)


def _complaints(user: User, people: dict[int, User]) -> QuerySet[Contact]:
    """Not answered yet, of the books of these people, and the user's to read."""
    waiting = Contact.objects.filter(policy.readable(user), kind=Contact.Kind.COMPLAINT, answered__isnull=True)
    # Not joined: a party with two relationships would have its complaint twice, and counted twice.
    ours = Exists(Relationship.objects.filter(party=OuterRef("party"), manager__in=people))
    return waiting.filter(ours).select_related("party").order_by("on", "id")


def _complaint(complaint: Contact) -> Card:
    return Card(
        "complaint",
        f"Answer the complaint of {complaint.party.name}",
        f"{written_day(complaint.on)}: {complaint.text[:160]}",
        complaint.party,
        complaint=complaint,
    )


def _news(user: User, run: AnalysisRun | None, today: date, busy: set[int]) -> list[Card]:
    """Whose standing changed since the analysis before; where there was none before, who has cooled."""
    if run is None:
        return []
    if run.compared_with_id is None:
        return [
            Card("cooling", f"Ask {party.name} what has changed", "", party)
            for party in _cooling(user)
            if party.id not in busy
        ]
    since = AnalysisRun.objects.values_list("as_of", flat=True).get(id=run.compared_with_id)
    found = changes_of(user, today)[: MOST_CHANGES + len(busy)]
    fresh = policy.as_told(user, [change for change in found if change.party_id not in busy][:MOST_CHANGES])
    return [_changed(change, since) for change in fresh]


def _changed(change: StandingChange, since: date | None) -> Card:
    title = TITLES[change.kind].format(change.party.name)
    return Card(change.kind, title, told(change, since), change.party, change=change)


TITLES = {
    "returned": "Thank {} for coming back",
    "lost": "Win back {}, or let it go",
    "cooled": "Ask {} what has changed",
    "fell": "Check on {}",
    "group": "Look at {} again",
}


def told(change: StandingChange, since: date | None) -> str:
    """How it stands differently, in a sentence."""
    on = f" on {written_day(since)}" if since else ""
    if change.kind == StandingChange.Kind.GROUP:
        return f"A {change.group_before}{on}, a {change.group} now."
    was, now = _percent(change.p_active_before), _percent(change.p_active)
    if was is None or now is None:
        return f"Its chance of ordering again fell below {LOST:.0%}."
    return f"Still active {now}; {was}{on}."


def _cooling(user: User) -> list[Party]:
    """Of those the user may edit, the most valuable whose chance of being active has fallen below a half."""
    gone = policy.hidden(user)
    if not policy.may(user, "edit") or gone.intersection(("active", "return")):
        return []
    found = relationships(user, f"active<{COOL:.0%} return>={LOST:.0%}", "edit")
    many = policy.reach(user, "edit") == "all"
    sort = "name" if "value" in gone else "-value"
    return list(page(found, sort=sort, many=many).rows[:MOST_COOLING])


def _worth(cards: Sequence[Card], run: AnalysisRun | None, user: User, people: dict[int, User]) -> list[Card]:
    """With their standings, what changed in them and for whom the user stands in, in order."""
    parties = [card.party for card in cards if card.party]
    # One's own task may be about a party that somebody else has by now: what that is worth is not told any more.
    if parties and policy.reach(user, "see") != "all":
        parties = list(policy.parties(user).filter(id__in=[party.id for party in parties]))
    known = standings_of(run, parties, user=user)
    changed = () if run is None else run.changes.filter(party__in=parties)
    changes = {change.party_id: change for change in policy.as_told(user, changed)}
    others = [key for key in people if key != user.id]
    books = dict(
        Relationship.objects.filter(party__in=parties, manager__in=others).values_list("party", "manager")
        if others
        else ()
    )
    valued = []
    for card in cards:
        party = card.party.id if card.party else 0
        whose = card.task.owner_id if card.task else books.get(party, user.id)
        valued.append(
            replace(
                card,
                standing=known.get(party),
                change=card.change or changes.get(party),
                why=_silence(known.get(party), card.why) if card.kind in _SILENT else card.why,
                whose=None if whose == user.id else people.get(whose or 0),
            )
        )
    return sorted(valued, key=lambda card: (min(ORDER.index(card.kind), _DUE), -card.at_stake))


_SILENT = ("cooling", "lost", "cooled", "fell", "returned")


def _silence(standing: Standing | None, why: str) -> str:
    if standing is None:
        return why
    silent = "" if standing.last_order is None else f"Last ordered on {written_day(standing.last_order)}. "
    return f"{silent}{why or f'Still active {_percent(standing.p_active) or 0}.'}"


def _when(task: Task, today: date) -> str:
    late = (today - task.due).days
    said = "You promised it" if task.kind == Task.Kind.PROMISE else "Due"
    return f"{said} for today." if late == 0 else f"{said} for {late} day{'' if late == 1 else 's'} ago."


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{100 * share:.0f}%"
