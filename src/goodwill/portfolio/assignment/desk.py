"""What an assignment is made from: accounts, managers, what counts how much, and what people have decided."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Literal

from goodwill.terms import UsageError

TOP_LEVEL = 5


@dataclass(frozen=True)
class Need:
    """A skill that an account wants at `level` (1 to 5); a manager below `least` may not have the account."""

    skill: str
    level: int = 3
    least: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.level <= TOP_LEVEL or not 0 <= self.least <= TOP_LEVEL:
            raise UsageError(
                f'Levels of a skill run from 0 to {TOP_LEVEL}; "{self.skill}" is wanted at {self.level}, '
                f"and at {self.least} at least."
            )


@dataclass(frozen=True)
class Account:
    """hours: what looking after it takes a month. prefers: manager to -1 (would rather not) … 1 (asked for by name).

    language and industry exclude managers without them where they are required, and else only count.
    """

    name: str
    hours: float = 1.0
    needs: tuple[Need, ...] = ()
    industry: str | None = None
    industry_required: bool = False
    language: str | None = None
    language_required: bool = True
    region: str | None = None
    manager: str | None = None
    since: int | None = None
    prefers: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (math.isfinite(self.hours) and self.hours >= 0):
            raise UsageError(f'"{self.name}" takes {self.hours} hours a month; give 0 or more.')
        for manager, liking in self.prefers.items():
            if not -1 <= liking <= 1:
                raise UsageError(f'"{self.name}" prefers "{manager}" at {liking}; give a number from -1 to 1.')


@dataclass(frozen=True)
class Manager:
    """accounts, hours: the most it may have, None for no limit. few: from here on, each more costs `crowding`."""

    name: str
    skills: Mapping[str, int] = field(default_factory=dict)
    industries: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    region: str | None = None
    accounts: int | None = None
    hours: float | None = None
    few: int | None = None

    def __post_init__(self) -> None:
        for skill, level in self.skills.items():
            if not 0 <= level <= TOP_LEVEL:
                raise UsageError(f'"{self.name}" has "{skill}" at level {level}; levels run from 0 to {TOP_LEVEL}.')
        for what, most in (("accounts", self.accounts), ("hours", self.hours), ("a few accounts", self.few)):
            if most is not None and not (math.isfinite(most) and most >= 0):
                raise UsageError(f'"{self.name}" can take {most} {what}; give 0 or more, or leave it open.')


@dataclass(frozen=True)
class Weights:
    """How much each reason counts; a full match of it adds its weight. travel and crowding are taken off."""

    skill: float = 0.35
    industry: float = 0.20
    continuity: float = 0.20
    preference: float = 0.10
    travel: float = 0.10
    language: float = 0.05
    crowding: float = 0.05

    def __post_init__(self) -> None:
        for each in fields(self):
            weight = getattr(self, each.name)
            if not (math.isfinite(weight) and weight >= 0):
                raise UsageError(f"The weight of {each.name} is {weight}; give 0 or more.")


@dataclass(frozen=True)
class Override:
    """A person's decision: this account goes to this manager ("forced"), or does not ("forbidden"), and why."""

    account: str
    manager: str
    kind: Literal["forced", "forbidden"]
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise UsageError(f'Say why "{self.account}" is {self.kind} for "{self.manager}".')


def check(accounts: Sequence[Account], managers: Sequence[Manager], overrides: Sequence[Override]) -> None:
    """Names stand once, and overrides speak of accounts and managers that are there and do not contradict.

    Raises:
        UsageError: naming the first that does not hold.
    """
    for what, names in (("account", [a.name for a in accounts]), ("manager", [m.name for m in managers])):
        if twice := _twice(names):
            raise UsageError(f'The {what} "{twice}" is given twice; give each once.')
    if not managers:
        raise UsageError("There is no manager to look after an account; add one.")
    known = {"account": {a.name for a in accounts}, "manager": {m.name for m in managers}}
    for override in overrides:
        for what, name in (("account", override.account), ("manager", override.manager)):
            if name not in known[what]:
                raise UsageError(f'An override names the {what} "{name}", which is not among the {what}s.')
    forced = {o.account: o.manager for o in overrides if o.kind == "forced"}
    if twice := _twice([o.account for o in overrides if o.kind == "forced"]):
        raise UsageError(f'"{twice}" is forced on more than one manager; keep one of these overrides.')
    for override in overrides:
        if override.kind == "forbidden" and forced.get(override.account) == override.manager:
            raise UsageError(
                f'"{override.account}" is both forced on and forbidden for "{override.manager}"; keep one of the two.'
            )


def _twice(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
