"""From what a row wants and what is known to what is to be done with one party; nothing where all is so already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from goodwill.programme.imports.known import Known
from goodwill.programme.imports.wish import Key, RefusedError, Wish, demand_sense
from goodwill.records.models import OwnField, Party, Relationship, User
from goodwill.terms.markets import Market, market


@dataclass
class Step:
    """before, after: what the history will say. kin: that its parent or payer changes."""

    wish: Wish
    party: Party
    fields: dict[str, str] = field(default_factory=dict)
    identifiers: list[Key] = field(default_factory=list)
    begins: Relationship | None = None
    changes: Relationship | None = None
    handed_over: tuple[int, User] | None = None
    points: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    own: dict[OwnField, Any] = field(default_factory=dict)
    kin: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def new(self) -> bool:
        return self.party.pk is None

    @property
    def changed(self) -> bool:
        return self.new or self.kin or bool(self.after)


def step_of(wish: Wish, known: Known, default: Market | None, *, keep: bool) -> Step:
    """What is to be done for the row; `keep`: only what is empty is filled. Parent and payer come later.

    Raises:
        RefusedError: where the row and what is known cannot both be right.
    """
    party = known.parties.get(wish.key)
    if party is None:
        if not wish.fields.get("name"):
            raise RefusedError("no_name", f'"{wish.key[1]}" is new, and the row has no name.')
        party = Party(kind=wish.kind or Party.Kind.ORGANISATION, **wish.fields)
        step = Step(wish, party, identifiers=[wish.key])
        step.after = {"name": party.name, "kind": party.kind}
    else:
        if wish.kind is not None and wish.kind != party.kind:
            raise RefusedError("other_kind", f"{party.name} is {_an(party.kind)}, and what it is cannot be changed.")
        step = Step(wish, party)
        if wish.key not in known.identified:
            # Known by its e-mail address alone so far.
            step.identifiers = [wish.key]
        _set(step, _fields(party, wish, keep=keep))
    _identifiers(step, known)
    _relationship(step, known, default, keep=keep)
    _points(step, known)
    _tags(step, known)
    _own(step, known, keep=keep)
    return step


def _an(kind: str) -> str:
    return "a person" if kind == Party.Kind.PERSON else "an organisation"


def _fields(party: Party, wish: Wish, *, keep: bool) -> dict[str, str]:
    return {
        name: value
        for name, value in wish.fields.items()
        if value and value != getattr(party, name) and not (keep and getattr(party, name))
    }


def _set(step: Step, fields: Mapping[str, str]) -> None:
    for name, value in fields.items():
        step.before[name], step.after[name] = getattr(step.party, name), value
        setattr(step.party, name, value)
    step.fields = dict(fields)


def _identifiers(step: Step, known: Known) -> None:
    for key in step.wish.also:
        held = known.parties.get(key)
        if held is not None and held != step.party:
            raise RefusedError("identifier_taken", f"{key[1]} of {key[0]} stands for {held.name} already.")
        if held is None:
            step.identifiers.append(key)
    for source, value in step.identifiers:
        step.after[f"identifier of {source}"] = value
        if not step.new:
            step.before[f"identifier of {source}"] = ""


def _relationship(step: Step, known: Known, default: Market | None, *, keep: bool) -> None:
    wish = step.wish
    held = {} if step.new else known.relationships[step.party.pk]
    which = wish.market or _which(step, held, default)
    if which is None:
        return
    demand_sense(which, wish.market_kind, wish.state)
    there = held.get(which.code)
    if there is None:
        step.begins = Relationship(
            party=step.party,
            market=which.code,
            kind=wish.market_kind,
            state=wish.state or which.steady,
            state_since=wish.since,
            manager=wish.manager,
            started=wish.since,
        )
        step.after |= {"market": which.code, "state": step.begins.state}
        if not step.new:
            step.before |= {"market": "", "state": ""}
        if wish.manager is not None:
            step.after["manager"] = wish.manager.pk
        return
    _change(step, there, keep=keep)


def _which(step: Step, held: Mapping[str, Relationship], default: Market | None) -> Market | None:
    """The market of a row that names none: of a new party the usual one; of one that is there the one it stands in."""
    wish = step.wish
    says = bool(wish.market_kind or wish.state or wish.manager or wish.since)
    if step.new:
        return default if default is not None else (market("customer") if says else None)
    if not says or not held:
        return default if says else None
    if len(held) == 1 or "customer" in held:
        return market(next(iter(held)) if len(held) == 1 else "customer")
    raise RefusedError("which_market", f"{step.party.name} stands in several markets. Name one in a column market.")


def _change(step: Step, there: Relationship, *, keep: bool) -> None:
    wish = step.wish
    wanted = {"kind": wish.market_kind, "state": wish.state, "manager": wish.manager, "started": wish.since}
    for name, value in wanted.items():
        old = getattr(there, name)
        if not value or value == old or (keep and old):
            continue
        if name == "started" and there.ended is not None and wish.since is not None and there.ended < wish.since:
            raise RefusedError("ends_before", f"The relationship ended on {there.ended}, before that day.")
        if name == "manager" and there.manager_id is not None and wish.manager is not None:
            step.handed_over = (there.manager_id, wish.manager)
        step.before[name], step.after[name] = _said(old), _said(value)
        setattr(there, name, value)
        if name == "state":
            there.state_since = timezone.localdate()
        step.changes = there


def _points(step: Step, known: Known) -> None:
    held = {} if step.new else known.points[step.party.pk]
    step.points = [point for point in step.wish.points if point not in held]
    for kind, value in step.points:
        step.after[kind] = value
        if not step.new:
            step.before[kind] = next((v for k, v in held if k == kind), "")


def _tags(step: Step, known: Known) -> None:
    held = set() if step.new else known.tags[step.party.pk]
    step.tags = [name for name in step.wish.tags if name.casefold() not in held]
    if step.tags:
        step.after["tags"] = ", ".join(step.tags)
        if not step.new:
            step.before["tags"] = ""


def _own(step: Step, known: Known, *, keep: bool) -> None:
    held = {} if step.new else known.own[step.party.pk]
    for own, value in step.wish.own.items():
        old = held.get(own.pk)
        if value is None or value == old or (keep and old is not None):
            continue
        step.own[own] = value
        step.after[own.label] = _said(value)
        if not step.new:
            step.before[own.label] = _said(old)


def _said(value: Any) -> Any:
    """As the history keeps it: people by key, days as text, yes and no as words."""
    if isinstance(value, User):
        return value.pk
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if hasattr(value, "isoformat") else value
