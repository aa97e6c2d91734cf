"""A filter as a tree, and the text that reads as the same tree again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

Sign = Literal[":", "~", "<", "<=", ">", ">="]


class Presence(Enum):
    """Stands for a value: that there is none, or any."""

    EMPTY = "empty"
    KNOWN = "known"


Value = str | Presence


@dataclass(frozen=True)
class Term:
    """field: its name. Several values: any of them."""

    field: str
    sign: Sign
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Not:
    part: "Node"


@dataclass(frozen=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    parts: tuple["Node", ...]


Node: TypeAlias = "And | Or | Not | Term"
_BARE = re.compile(r"[^\s()\",\\]+")


def all_of(parts: list[Node]) -> Node:
    """What is joined by and within and is one level; one part alone stands for itself."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: list[Node]) -> Node:
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def without(part: Node) -> Node:
    """Leaving out what is left out takes it in again."""
    return part.part if isinstance(part, Not) else Not(part)


def written(node: Node) -> str:
    """The text of a filter; `parse` reads it as the same tree."""
    match node:
        case Term(field, sign, values):
            return f"{field}{sign}{','.join(_value(value) for value in values)}"
        case Not(part):
            return f"-{_inside(part)}"
        case Or(parts):
            return " or ".join(_inside(part) for part in parts)
        case And(parts):
            return " ".join(written(part) for part in parts)


def _inside(part: Node) -> str:
    return f"({written(part)})" if isinstance(part, And | Or) else written(part)


def _value(value: Value) -> str:
    if isinstance(value, Presence):
        return value.value
    if _BARE.fullmatch(value) and value.lower() not in ("empty", "known"):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def terms(node: Node) -> Iterator[Term]:
    """All conditions that a filter is made of."""
    match node:
        case Term():
            yield node
        case Not(part):
            yield from terms(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from terms(part)
