"""A week in one's accounts: what was said, written, kept, broken and ordered, and whose standing changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from goodwill.programme import policy
from goodwill.programme.evidence import store
from goodwill.programme.standing_changes import told_kinds
from goodwill.records.models import Contact, Identifier, Party, StandingChange, Task, User, Workspace

Row = TypeVar("Row", bound=Model)
MOST = 40
"""Of each kind of thing: more is said to be there, and looked for on the timelines."""
MOST_BOOKS = 2_000
"""Customers whose orders are read: of a larger book the portfolio tells more than a list would."""


@dataclass(frozen=True)
class Ordered:
    """What one account ordered in the week. spend: None where orders carry no amounts."""

    party: Party
    orders: int
    spend: float | None


@dataclass(frozen=True)
class Week:
    """From Monday to Sunday, both inclusive. due: promises open at its end, due by a week later.

    orders: None where they are not told, or of too many. more: what there is more of than stands here, in words.
    """

    first: date
    last: date
    accounts: int
    contacts: Sequence[Contact]
    mails: Sequence[Contact]
    kept: Sequence[Task]
    broken: Sequence[Task]
    due: Sequence[Task]
    changes: Sequence[StandingChange]
    orders: Sequence[Ordered] | None
    more: tuple[str, ...] = ()

    @property
    def quiet(self) -> bool:
        return not any((self.contacts, self.mails, self.kept, self.broken, self.due, self.changes, self.orders))


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@policy.asked_once()
def week_of(user: User, day: date) -> Week:
    """The week that the day is in, of the accounts that the user looks after or follows."""
    first = monday(day)
    last, accounts = first + timedelta(days=6), _accounts(user)
    said = policy.contacts(user).filter(on__range=(first, last), party__in=accounts.values("id"))
    said = said.select_related("party", "by", "mail", "topic").order_by("on", "id")
    promises = policy.tasks(user).filter(kind=Task.Kind.PROMISE, party__in=accounts.values("id"))
    promises = promises.select_related("party", "owner").order_by("due", "id")
    over = promises.filter(done__date__range=(first, last))
    cut = _Cut()
    week = Week(
        first,
        last,
        accounts.count(),
        contacts=cut(said.exclude(kind=Contact.Kind.MAIL), "contacts"),
        mails=cut(said.filter(kind=Contact.Kind.MAIL), "mails"),
        kept=cut(over.filter(given_up=False), "kept promises"),
        broken=cut(over.filter(given_up=True), "broken promises"),
        due=cut(promises.filter(done__isnull=True, due__lte=last + timedelta(days=7)), "promises to keep"),
        changes=policy.as_told(user, cut(_changes(user, accounts, first, last), "changes of standing")),
        orders=_orders(user, accounts, first, last),
    )
    return replace(week, more=tuple(cut.more))


class _Cut:
    """Takes the first of each kind, and notes of which there are more."""

    def __init__(self) -> None:
        self.more: list[str] = []

    def __call__(self, rows: QuerySet[Row], name: str) -> list[Row]:
        few = list(rows[: MOST + 1])
        if len(few) > MOST:
            self.more.append(name)
        return few[:MOST]


def _accounts(user: User) -> QuerySet[Party]:
    followed = Q(id__in=policy.parties(user).filter(followers__person=user).values("id"))
    return Party.objects.filter(Q(id__in=policy.own_book(user).values("id")) | followed)


def _changes(user: User, accounts: QuerySet[Party], first: date, last: date) -> QuerySet[StandingChange]:
    run = Workspace.the().current
    found = StandingChange.objects.filter(run=run, run__finished__date__range=(first, last))
    found = found.filter(party__in=accounts.values("id"), kind__in=told_kinds(user))
    order = ("party__name", "id") if "value" in policy.hidden(user) else ("-value", "id")
    return found.select_related("party").order_by(*order)


def _orders(user: User, accounts: QuerySet[Party], first: date, last: date) -> list[Ordered] | None:
    if "orders" in policy.hidden(user):
        return None
    keys = Identifier.objects.filter(party__in=accounts.values("id")).values_list("id", "party")[: MOST_BOOKS + 1]
    parties, evidence = dict(keys), store()
    if len(parties) > MOST_BOOKS:
        return None
    if not parties or evidence.days_version is None:
        return []
    summed: dict[int, tuple[int, float | None]] = {}
    for row in evidence.days_of(list(parties)).to_pylist():
        if first <= row["day"] <= last and row["purchases"]:
            orders, spend = summed.get(parties[row["key"]], (0, 0.0))
            known = None if spend is None or row["spend"] is None else spend + row["spend"]
            summed[parties[row["key"]]] = (orders + (row["orders"] or row["purchases"]), known)
    named = Party.objects.in_bulk(summed)
    ordered = [Ordered(named[key], *sums) for key, sums in summed.items()]
    return sorted(ordered, key=lambda one: (-(one.spend or 0.0), -one.orders))[:MOST]
