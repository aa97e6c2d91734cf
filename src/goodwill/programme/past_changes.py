"""The history as a list: who did what, when and with which party, a page at a time."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.sign_ins import SIGN_IN
from goodwill.programme.telling import ACCOUNTS, Names, told, told_of
from goodwill.programme.wording import said, thing, word
from goodwill.records.models import Change, Party, User
from goodwill.terms import UsageError

PAGE = 50
NOBODY = "nobody"
KINDS: Mapping[str, tuple[str, Q]] = {
    "parties": ("Relationships and parties", Q(party__isnull=False)),
    "sign-ins": ("Sign-ins", Q(what=SIGN_IN)),
    "accounts": ("Accounts and settings", Q(what__in=("user", "workspace", "rights", "team", "ownfield", "absence"))),
    "imports": ("Imports and analyses", Q(what__in=("orderimport", "analysis", "past analyses"))),
    "lists": ("Views, segments and bulk actions", Q(what__in=("savedview", "segment", "bulkaction"))),
    "exports": ("Exports", Q(action="exported")),
}
_PEOPLE = ("manager", "owner", "taker")
_NUMBER = re.compile(r"(?:^|#)(\d{1,18})\s*$")


@dataclass(frozen=True)
class Asked:
    """who: a person's number, or NOBODY. what: one of KINDS. since, until: both inclusive. party: a name or number."""

    who: str = ""
    what: str = ""
    party: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of_query(cls, query: str) -> "Asked":
        given = dict(parse_qsl(query))
        return cls(**{field.name: given.get(field.name, "").strip() for field in fields(cls)})

    @property
    def query(self) -> str:
        return urlencode({field.name: value for field in fields(self) if (value := getattr(self, field.name))})


@dataclass(frozen=True)
class Move:
    """What one field was and is, as people read it; None where the line says only one of the two."""

    field: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        if self.before is None or self.after is None:
            return f"{self.field}: {self.after if self.before is None else self.before}"
        return f"{self.field}: {self.before} → {self.after}"


@dataclass(frozen=True)
class Line:
    """A line of the history as it is shown. party: None where it spoke of none, or of one that has gone.

    person: whose account it is about, if any.
    """

    change: Change
    sentence: str
    moves: tuple[Move, ...]
    party: Party | None
    person: str = ""

    @property
    def thing(self) -> str:
        """What it is about, such as: own field 4."""
        return f"{thing(self.change.what)} {self.change.row}".strip()

    @property
    def gone(self) -> int | None:
        """The number of a party that is no more."""
        return self.change.party_id if self.party is None else None


@dataclass(frozen=True)
class Lines:
    """One page. next: the number of its last line, where there are more, else empty."""

    lines: list[Line]
    next: str


def changes(user: User, asked: Asked) -> QuerySet[Change]:
    """The lines that the user may read and asks for, newest first.

    Raises:
        PermissionDenied: where the role may not read the history.
        UsageError: for a day or a kind that there is not.
    """
    policy.demand(user, "history")
    found = policy.changes(user).filter(told_of(user)).select_related("by", "party")
    if asked.who == NOBODY:
        found = found.filter(by=None)
    elif asked.who:
        found = found.filter(by=int(asked.who) if asked.who.isdecimal() else -1)
    if asked.what:
        if asked.what not in KINDS:
            raise UsageError(f'There is no kind "{asked.what}" in the history. Choose one of the list.')
        found = found.filter(KINDS[asked.what][1])
    if asked.since:
        found = found.filter(at__gte=_begins(asked.since))
    if asked.until:
        found = found.filter(at__lt=_begins(asked.until, after=1))
    if asked.party:
        found = found.filter(_party(user, asked.party))
    return found.order_by("-at", "-id")


def page(user: User, asked: Asked, *, after: str = "") -> Lines:
    """The newest lines, from the line with the number `after` on."""
    rows = list(_later(changes(user, asked), after)[: PAGE + 1])
    more = len(rows) > PAGE
    shown = rows[:PAGE]
    return Lines(list(lines(shown, user)), str(shown[-1].pk) if more else "")


def people(user: User) -> QuerySet[User]:
    """Whom the user may ask about: everybody, or those of whom it may read a line."""
    everybody = User.objects.order_by("name")
    if policy.reach(user, "history") == "all":
        return everybody
    return everybody.filter(id__in=policy.changes(user).order_by().values("by"))


def batches(user: User, asked: Asked, *, size: int) -> Iterator[list[Line]]:
    """All lines, so many at a time, for files."""
    after = ""
    while rows := list(_later(changes(user, asked), after)[:size]):
        yield list(lines(rows, user))
        after = str(rows[-1].pk)


def lines(rows: list[Change], user: User) -> Iterator[Line]:
    """As the user may read them: without the values of fields that are hidden from it."""
    names = Names.of(rows, user)
    for change in rows:
        spoken = {*change.before, *change.after}
        # A sentence may say any of them, so that one which is hidden leaves the bare action.
        sentence = change.action.capitalize() if spoken & names.hidden else told(change, names)
        person = names[int(change.row)] if change.what in ACCOUNTS and change.row else ""
        yield Line(change, sentence, _moves(change, names), change.party, person)


def _moves(change: Change, names: Names) -> tuple[Move, ...]:
    told_of = [name for name in {**change.before, **change.after} if name not in names.hidden]

    def value(side: dict[str, Any], name: str) -> str | None:
        if name not in side:
            return None
        return _written(names[side[name]] if name in _PEOPLE else side[name])

    return tuple(
        Move(word(name).capitalize(), value(change.before, name), value(change.after, name))
        for name in told_of
        if not (name in change.before and name in change.after and change.before[name] == change.after[name])
    )


def _written(value: object) -> str:
    if isinstance(value, list) and all(isinstance(one, (str, int)) for one in value):
        return ", ".join(map(str, value)) or said(None)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else said(value)


def _later(rows: QuerySet[Change], after: str) -> QuerySet[Change]:
    if not after.isdecimal():
        return rows
    last = Change.objects.filter(pk=int(after)).values_list("at", "id").first()
    # The first condition alone lets the index be used; the second takes out what was shown.
    return rows if last is None else rows.filter(Q(at__lt=last[0]) | Q(id__lt=last[1]), at__lte=last[0])


def _party(user: User, typed: str) -> Q:
    number = _NUMBER.search(typed)
    if number is not None:
        return Q(party=int(number[1]))
    return Q(party__in=policy.parties(user).filter(name__icontains=typed))


def _begins(day: str, after: int = 0) -> datetime:
    try:
        found = date.fromisoformat(day) + timedelta(after)
    except (ValueError, OverflowError) as wrong:
        raise UsageError(f'"{day}" is no day. Write it as 2026-01-31.') from wrong
    return timezone.make_aware(datetime.combine(found, time.min))
