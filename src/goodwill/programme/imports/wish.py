"""What a row says of its party, understood cell by cell; a row that cannot be is refused with its reason."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goodwill.evidence.record_rows import RecordRow
from goodwill.evidence.sources.source import PROBLEMS
from goodwill.programme import policy, tags
from goodwill.programme.contact_points import written
from goodwill.programme.imports.columns import OTHER_SOURCE, OWN
from goodwill.programme.own_fields import checked
from goodwill.records.models import ContactPoint, OwnField, Party, User
from goodwill.terms import UsageError
from goodwill.terms.markets import MARKETS, Market

Key = tuple[str, str]
"""A source, and what it calls a party."""
BY_NAME = " name"
"""Stands for the source of a party that its name alone tells; no source begins with a blank."""
LONGEST = {"name": 200, "place": 100, "id": 200, "point": 300, "role": 100}
"""Characters that the tables hold."""
_KINDS = {
    **dict.fromkeys(("organisation", "organization", "company", "business", "firm"), Party.Kind.ORGANISATION),
    **dict.fromkeys(("person", "individual", "contact", "private"), Party.Kind.PERSON),
}
_YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "t", "1", "x", "on"), True),
    **dict.fromkeys(("no", "n", "false", "f", "0", "off"), False),
}


class RefusedError(Exception):
    """The row is set aside: a reason to count by, and a sentence about this row."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason, self.sentence = reason, sentence


@dataclass(frozen=True)
class Wish:
    """One row's party as the row has it; None and empty: the row says nothing of it."""

    row: RecordRow
    key: Key
    fields: Mapping[str, str]
    kind: str | None
    parent: Key | None
    payer: Key | None
    points: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    own: Mapping[OwnField, Any]
    also: tuple[Key, ...]
    market: Market | None
    market_kind: str
    state: str
    manager: User | None
    since: date | None
    organisation: Key | None = None
    role: str = ""
    period: tuple[date | None, date | None] = (None, None)

    @property
    def name(self) -> str:
        return self.fields.get("name", "")


@dataclass(frozen=True)
class Circumstances:
    """What rows are held against. source: of identifiers, where the row names none. markets: by folded words."""

    source: str
    person: bool
    market: Market | None
    managers: Mapping[str, User]
    own: Mapping[str, OwnField]

    @classmethod
    def of(cls, *, source: str, person: bool, market: str | None) -> "Circumstances":
        """As the workspace is now.

        Raises:
            UsageError: for a market that is not there.
        """
        known = None if market is None else _market(market)
        if market is not None and known is None:
            raise UsageError(f'There is no market "{market}". The markets are {", ".join(m.code for m in MARKETS)}.')
        people = [user for user in User.objects.filter(is_active=True) if policy.may(user, "edit")]
        names = [user.name.casefold() for user in people]
        called = {user.name.casefold(): user for user in people if names.count(user.name.casefold()) == 1}
        own = {OWN + field.name: field for field in OwnField.objects.filter(retired__isnull=True)}
        return cls(source, person, known, called | {user.email.casefold(): user for user in people}, own)


def understood(row: RecordRow, about: Circumstances) -> Wish:
    """The row's wish. Raises RefusedError where it cannot be told."""
    demand_readable(row)
    values = row.values
    source = " ".join(values.get("source", about.source).split())
    market = about.market if "market" not in values else _market(values["market"])
    if "market" in values and market is None:
        raise RefusedError("unknown_market", f'There is no market "{values["market"][:80]}".')
    points = _points(values)
    fields = _fields(values)
    wish = Wish(
        row=row,
        key=_key(values, source, points, fields, person=about.person),
        fields=fields,
        kind=Party.Kind.PERSON if about.person else _kind(values),
        parent=(source, values["parent"]) if "parent" in values else None,
        payer=(source, values["bill-to"]) if "bill-to" in values else None,
        points=points,
        tags=_tags(values),
        own={about.own[role]: _own(about.own[role], value) for role, value in values.items() if role in about.own},
        also=tuple(
            (role.removeprefix(OTHER_SOURCE), value) for role, value in values.items() if role.startswith(OTHER_SOURCE)
        ),
        market=market,
        market_kind=values.get("market-kind", "").casefold(),
        state=values.get("state", "").casefold(),
        manager=_manager(values, about.managers),
        since=values.get("since"),
        organisation=(source, values["organisation"]) if "organisation" in values else None,
        role=role_of(values),
        period=period_of(values) if "organisation" in values else (None, None),
    )
    if len(wish.key[1]) > LONGEST["id"]:
        raise RefusedError("too_long", f"The identifier has more than {LONGEST['id']} characters.")
    return wish


def demand_readable(row: RecordRow) -> None:
    """Raises RefusedError for a row that is no row, or has a cell that cannot be read."""
    if row.problem is not None:
        raise RefusedError(row.problem, dict(PROBLEMS)[row.problem])  # type: ignore[index]
    for role, text in row.unreadable.items():
        raise RefusedError("unreadable", f'The {role.removeprefix(OWN)} "{text[:80]}" cannot be read.')


def demand_sense(market: Market, kind: str, state: str) -> None:
    """Raises RefusedError for a kind or a state that the market has not."""
    if kind and kind not in market.kinds:
        known = f"Its kinds are {', '.join(market.kinds)}." if market.kinds else "It has no kinds."
        raise RefusedError("unknown_kind", f'"{kind}" is no kind of {market.name.lower()}. {known}')
    if state and state not in market.states:
        said = ", ".join(market.states)
        raise RefusedError("unknown_state", f'"{state}" is no state of {market.plural.lower()}: {said}.')


def _market(text: str) -> Market | None:
    folded = " ".join(text.split()).casefold()
    return next((m for m in MARKETS if folded in (m.code, m.name.casefold(), m.plural.casefold())), None)


def _key(
    values: Mapping[str, Any],
    source: str,
    points: tuple[tuple[str, str], ...],
    fields: Mapping[str, str],
    *,
    person: bool,
) -> Key:
    """Of a person without an identifier the first e-mail address stands for it; else the name is what tells."""
    if "id" in values:
        return source, str(values["id"])
    address = next((value for kind, value in points if kind == ContactPoint.Kind.EMAIL), None)
    if person and address:
        return source, address
    if fields.get("name"):
        return BY_NAME, fields["name"]
    raise RefusedError("no_identifier", "The row has neither an identifier nor a name, so it speaks of nobody.")


def role_of(values: Mapping[str, Any]) -> str:
    """Raises RefusedError for one that is too long to keep."""
    role = " ".join(values.get("role", "").split())
    if len(role) > LONGEST["role"]:
        raise RefusedError("too_long", f"The role has {len(role):,} characters; {LONGEST['role']} are possible.")
    return role


def period_of(values: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """Raises RefusedError for one that ends before it began."""
    started, ended = values.get("from"), values.get("until")
    if started and ended and ended < started:
        raise RefusedError("ends_before", "It cannot end before it began.")
    return started, ended


def _fields(values: Mapping[str, Any]) -> dict[str, str]:
    found = {name: " ".join(values[name].split()) for name in ("name", "place") if name in values}
    parts = [" ".join(values[name].split()) for name in ("first-name", "last-name") if name in values]
    if parts and "name" not in found:
        found["name"] = " ".join(parts)
    for name, value in found.items():
        if len(value) > LONGEST[name]:
            raise RefusedError("too_long", f"The {name} has {len(value):,} characters; {LONGEST[name]} are possible.")
        if not value.isprintable():
            raise RefusedError("unreadable", f"The {name} holds signs that cannot be written.")
    return found


def _kind(values: Mapping[str, Any]) -> str | None:
    if "kind" not in values:
        return None
    found = _KINDS.get(values["kind"].casefold())
    if found is None:
        raise RefusedError("unknown_kind", f'"{values["kind"][:80]}" is neither an organisation nor a person.')
    return found


def _points(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found: dict[tuple[str, str], None] = {}
    for kind in ContactPoint.Kind.values:
        for value in values.get(kind, ()):
            try:
                kept = written(kind, value)
            except UsageError as error:
                raise RefusedError("unreadable", str(error)) from error
            if len(kept) > LONGEST["point"]:
                raise RefusedError("too_long", f"The {kind} has more than {LONGEST['point']} characters.")
            found[kind, kept] = None
    return tuple(found)


def _tags(values: Mapping[str, Any]) -> tuple[str, ...]:
    parts = [part for part in re.split(r"[,;|]", values.get("tags", "")) if part.strip()]
    try:
        return tuple({name.casefold(): name for name in map(tags.named, parts)}.values())
    except UsageError as error:
        raise RefusedError("unreadable", str(error)) from error


def _own(field: OwnField, value: Any) -> Any:
    if field.kind == OwnField.Kind.YES_NO:
        found = _YES_NO.get(str(value).casefold())
        if found is None:
            raise RefusedError("unreadable", f'{field.label} is yes or no, not "{str(value)[:80]}".')
        return found
    try:
        return checked(field, value)
    except UsageError as error:
        raise RefusedError("unreadable", str(error)) from error


def _manager(values: Mapping[str, Any], managers: Mapping[str, User]) -> User | None:
    if "manager" not in values:
        return None
    found = managers.get(" ".join(values["manager"].split()).casefold())
    if found is None:
        raise RefusedError(
            "unknown_manager",
            f'"{values["manager"][:80]}" has no account that may keep a book. Write an e-mail address.',
        )
    return found
