"""From what a row wants and what is known to what is to be done with one party; nothing where all is so already."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from goodwill.programme.imports.columns import OWN
from goodwill.programme.imports.known import Known
from goodwill.programme.imports.wish import BY_NAME, Key, RefusedError, Wish, demand_sense
from goodwill.records.models import OwnField, Party, Relationship, User
from goodwill.terms.markets import Market, market

Overwrite = Collection[str]
_ROLES = {"kind": "market-kind", "state": "state", "manager": "manager", "started": "since"}


@dataclass
class Step:
    """before, after: what the history will say. kin: that its parent or payer changes. post: that an affiliation does.

    preferred: of which kind of contact point which value takes the place of the one that was preferred.
    """

    wish: Wish
    party: Party
    fields: dict[str, str] = field(default_factory=dict)
    identifiers: list[Key] = field(default_factory=list)
    begins: Relationship | None = None
    changes: Relationship | None = None
    handed_over: tuple[int, User] | None = None
    points: list[tuple[str, str]] = field(default_factory=list)
    preferred: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    own: dict[OwnField, Any] = field(default_factory=dict)
    kin: bool = False
    post: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def new(self) -> bool:
        return self.party.pk is None

    @property
    def changed(self) -> bool:
        return self.new or self.kin or self.post or bool(self.after)


def step_of(wish: Wish, known: Known, default: Market | None, overwrite: Overwrite) -> Step:
    """What is to be done for the row; `overwrite`: the roles of which not only what is empty is filled.

    Parent and payer come later.

    Raises:
        RefusedError: where the row and what is known cannot both be right.
    """
    party = known.parties.get(wish.key)
    if party is None:
        if not wish.fields.get("name"):
            raise RefusedError("no_name", f'"{wish.key[1]}" is new, and the row has no name.')
        party = Party(kind=wish.kind or Party.Kind.ORGANISATION, **wish.fields)
        step = Step(wish, party, identifiers=[wish.key] if wish.key[0] != BY_NAME else [])
        step.after = {"name": party.name, "kind": party.kind}
    else:
        if wish.kind is not None and wish.kind != party.kind:
            raise RefusedError("other_kind", f"{party.name} is {_an(party.kind)}, and what it is cannot be changed.")
        step = Step(wish, party)
        if wish.key not in known.identified and wish.key[0] != BY_NAME:
            # Known by its e-mail address or its name alone so far.
            step.identifiers = [wish.key]
        _set(step, _fields(party, wish, known, overwrite))
    _identifiers(step, known)
    _relationship(step, known, default, overwrite)
    _points(step, known, overwrite)
    _tags(step, known)
    _own(step, known, overwrite)
    return step


def _an(kind: str) -> str:
    return "a person" if kind == Party.Kind.PERSON else "an organisation"


def _fields(party: Party, wish: Wish, known: Known, overwrite: Overwrite) -> dict[str, str]:
    def is_free(name: str) -> bool:
        return name in overwrite or not getattr(party, name) or (name == "name" and party.id in known.nameless)

    return {
        name: value for name, value in wish.fields.items() if value != getattr(party, name) and value and is_free(name)
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


def _relationship(step: Step, known: Known, default: Market | None, overwrite: Overwrite) -> None:
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
    _change(step, there, overwrite)


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


def _change(step: Step, there: Relationship, overwrite: Overwrite) -> None:
    wish = step.wish
    wanted = {"kind": wish.market_kind, "state": wish.state, "manager": wish.manager, "started": wish.since}
    for name, value in wanted.items():
        old = getattr(there, name)
        if not value or value == old or (old and _ROLES[name] not in overwrite):
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


def _points(step: Step, known: Known, overwrite: Overwrite) -> None:
    held = {} if step.new else known.points[step.party.pk]
    for kind, value in step.wish.points:
        shown = next((v for (k, v), point in held.items() if k == kind and point.preferred), "")
        if kind in overwrite and shown and kind not in step.preferred:
            # The first of its kind in the row; the others are added.
            step.preferred[kind] = value
            if value != shown:
                step.before[kind], step.after[kind] = shown, value
        elif (kind, value) not in held:
            step.points.append((kind, value))
            step.after.setdefault(kind, value)
            if not step.new:
                step.before.setdefault(kind, shown)


def _tags(step: Step, known: Known) -> None:
    held = set() if step.new else known.tags[step.party.pk]
    step.tags = [name for name in step.wish.tags if name.casefold() not in held]
    if step.tags:
        step.after["tags"] = ", ".join(step.tags)
        if not step.new:
            step.before["tags"] = ""


def _own(step: Step, known: Known, overwrite: Overwrite) -> None:
    held = {} if step.new else known.own[step.party.pk]
    for own, value in step.wish.own.items():
        old = held.get(own.pk)
        if value is None or value == old or (old is not None and OWN + own.name not in overwrite):
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
