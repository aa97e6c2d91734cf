"""What is made or agreed for a party alone: granted, changed, ended; a task is made to decide what follows its end."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from goodwill.programme import policy, tasks
from goodwill.programme.history import remember
from goodwill.programme.jobs.queue import put_once
from goodwill.programme.locking import change
from goodwill.programme.needing.owners import answerable
from goodwill.programme.working import make_task
from goodwill.records.models import Entitlement, Party, Task, User
from goodwill.terms import UsageError

AHEAD = timedelta(days=30)
"""So long before the end the task that asks what follows stands on the page of the day."""
COUNTED = frozenset(("starts", "ends", "cost", "per", "rate", "paid_back"))
"""What changes the profit that an analysis counts."""


@dataclass(frozen=True)
class Terms:
    """What a person says of an entitlement. It costs money a year or a month, or is a rate of revenue, or neither.

    starts, ends: inclusive. paid_back: of a rate, after an order that shows the full price.
    """

    kind: str
    words: str
    starts: date
    ends: date | None = None
    cost: Decimal | None = None
    per: str = Entitlement.Per.YEAR
    rate: float | None = None
    paid_back: bool = False


@transaction.atomic
def entitle(*, by: User, party: Party, terms: Terms) -> Entitlement:
    """Something more that is made or agreed for the party; a new analysis counts what it costs.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        UsageError: for words, days or costs that cannot be.
    """
    policy.demand_edit(by, party)
    terms = _checked(terms)
    made = Entitlement.objects.create(party=party, added_by=by, **asdict(terms))
    after = {"name": terms.words, "starts": terms.starts.isoformat()}
    remember(by=by, action="entitled", row=made, party=party, after=after)
    _follow_end(made, by)
    if terms.cost or terms.paid_back:
        put_once("analyse")
    return made


@transaction.atomic
def edit_entitlement(*, by: User, entitlement: Entitlement, version: int, terms: Terms) -> None:
    """Other words, days or costs; the task for its end moves along.

    Raises:
        UsageError: as `entitle`.
        EditedMeanwhileError: where it has another version now.
    """
    policy.demand_edit(by, entitlement.party)
    before, after = change(entitlement, version, asdict(_checked(terms)))
    if not after:
        return
    said, was = ({name: _plain(value) for name, value in side.items()} for side in (after, before))
    remember(by=by, action="changed entitlement", row=entitlement, party=entitlement.party, before=was, after=said)
    entitlement.refresh_from_db()
    _follow_end(entitlement, by)
    if COUNTED.intersection(after):
        put_once("analyse")


@transaction.atomic
def drop_entitlement(*, by: User, entitlement: Entitlement) -> None:
    """It was written down by mistake: it counts nowhere. What merely ends is given an end instead."""
    policy.demand_edit(by, entitlement.party)
    _give_up(entitlement, by, "The entitlement was taken away")
    name = {"name": entitlement.words}
    remember(by=by, action="dropped entitlement", row=entitlement, party=entitlement.party, before=name, after=name)
    Entitlement.objects.filter(pk=entitlement.pk).delete()
    if entitlement.cost or entitlement.paid_back:
        put_once("analyse")


def _follow_end(entitlement: Entitlement, by: User) -> None:
    """One open task that asks what follows, due on the last day; none where there is no end, or it has passed."""
    due, today = entitlement.ends, timezone.localdate()
    task = entitlement.task
    if due is None or due < today:
        _give_up(entitlement, by, "The entitlement has no end any more" if due is None else "It has ended")
        return
    remind = max(due - AHEAD, today)
    if task is not None and task.done is None:
        if task.due != due:
            Task.objects.filter(pk=task.pk, done__isnull=True).update(due=due, first_due=due, remind=remind)
            moved = {"due": task.due.isoformat()}, {"due": due.isoformat(), "kind": task.kind, "title": task.title}
            remember(by=by, action="changed", row=task, party=entitlement.party, before=moved[0], after=moved[1])
        return
    title = f"Decide what follows {entitlement.words}"[:200]
    owner = answerable(entitlement.party, by)
    made = make_task(by=by, party=entitlement.party, title=title, due=due, remind=remind, owner=owner)
    Entitlement.objects.filter(pk=entitlement.pk).update(task=made)


def _give_up(entitlement: Entitlement, by: User, reason: str) -> None:
    task = entitlement.task
    if task is not None and task.done is None:
        tasks.give_up(by=by, task=task, reason=reason)


def _checked(terms: Terms) -> Terms:
    words = " ".join(terms.words.split())[:200]
    if terms.kind not in Entitlement.Kind.values or terms.per not in Entitlement.Per.values:
        raise UsageError("There is no such kind of entitlement, or no such time of its cost.")
    if not words:
        raise UsageError("Say what is made or agreed.")
    if terms.ends is not None and terms.ends < terms.starts:
        raise UsageError("It ends before it starts. Choose a later end, or none.")
    if terms.cost is not None and terms.rate is not None:
        raise UsageError("It costs either money or a share of revenue. Leave one of the two empty.")
    if terms.cost is not None and terms.cost < 0:
        raise UsageError(f"What it costs is 0 or more, not {terms.cost:,}.")
    if terms.rate is not None and not 0 < terms.rate <= 1:
        raise UsageError(f"A price is lower by more than 0% and up to 100%, not by {terms.rate:.0%}.")
    paid_back = terms.paid_back and terms.rate is not None
    return Terms(terms.kind, words, terms.starts, terms.ends, terms.cost, terms.per, terms.rate, paid_back)


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value
