"""The day's work: what is due and promised, and whose standing asks for a call; the most valuable first."""

from dataclasses import dataclass
from datetime import date, timedelta

from goodwill.programme import policy
from goodwill.programme.lists import page, relationships, standings_of
from goodwill.records.models import Party, Standing, Task, User, Workspace

MOST_COOLING = 5
COOL = 0.5
"""Below this chance of being active a relationship that is worth something has cooled."""
LOST = 0.1
"""Below this chance of ordering again a call comes too late."""


@dataclass(frozen=True)
class Card:
    """One thing to do. kind: promise, task or cooling; why: the reason, in a sentence."""

    kind: str
    title: str
    why: str
    party: Party | None
    standing: Standing | None
    task: Task | None = None

    @property
    def at_stake(self) -> float:
        return 0.0 if self.standing is None or self.standing.value is None else self.standing.value


@dataclass(frozen=True)
class Day:
    """cards: due by today, most valuable first. later: tasks of the next seven days."""

    cards: list[Card]
    later: list[Task]


def day_of(user: User, today: date) -> Day:
    run = Workspace.the().current
    due = list(
        Task.objects.filter(owner=user, done__isnull=True, due__lte=today).select_related("party").order_by("due")
    )
    cooling = [] if run is None else _cooling(user)
    known = standings_of(run, [t.party for t in due if t.party] + cooling)
    cards = [
        Card(task.kind, task.title, _when(task, today), task.party, known.get(task.party_id or 0), task) for task in due
    ]
    busy = {card.party.id for card in cards if card.party}
    for party in cooling:
        if party.id not in busy:
            standing = known[party.id]
            cards.append(Card("cooling", f"Ask {party.name} what has changed", _why(standing), party, standing))
    cards.sort(key=lambda card: (("promise", "task", "cooling").index(card.kind), -card.at_stake))
    week = Task.objects.filter(owner=user, done__isnull=True, due__gt=today, due__lte=today + timedelta(days=7))
    return Day(cards, list(week.select_related("party").order_by("due")))


def _cooling(user: User) -> list[Party]:
    """Of those the user may edit, the most valuable whose chance of being active has fallen below a half."""
    if not policy.may(user, "edit"):
        return []
    found = relationships(user, f"active<{COOL:.0%} return>={LOST:.0%}", "edit")
    many = policy.reach(user, "edit") == "all"
    return list(page(found, sort="-value", many=many).rows[:MOST_COOLING])


def _when(task: Task, today: date) -> str:
    late = (today - task.due).days
    said = "You promised it" if task.kind == Task.Kind.PROMISE else "Due"
    return f"{said} for today." if late == 0 else f"{said} for {late} day{'' if late == 1 else 's'} ago."


def _why(standing: Standing) -> str:
    silent = (
        ""
        if standing.last_order is None
        else f"Last ordered on {standing.last_order.day} {standing.last_order:%B %Y}. "
    )
    return f"{silent}Still active {100 * (standing.p_active or 0):.0f}%."
