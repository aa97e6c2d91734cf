"""The statements of the practice profile, in the versions that are in use."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from goodwill.terms import UsageError


@dataclass(frozen=True)
class Dimension:
    """One row: a statement for each type, in the order of the version's types."""

    name: str
    title: str
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Version:
    name: str
    types: tuple[str, ...]
    dimensions: tuple[Dimension, ...]


def version(name: str | int = 9) -> Version:
    """The statements of 9, 11 or 12 rows that come with Goodwill."""
    return read(_shipped(), str(name))


def read(data: Mapping[str, Any], name: str) -> Version:
    """A version from data of the shape of `practice_dimensions.toml`, such as a company's own with a fifth type.

    Raises:
        UsageError: for a version that is not there, a row that is not, or a row without a statement for some type.
    """
    versions = data["versions"]
    if name not in versions:
        raise UsageError(f'There is no practice profile "{name}". Choose one of {", ".join(versions)}.')
    types = tuple(data["types"])
    dimensions = []
    for row in versions[name]:
        if row not in data:
            raise UsageError(f'Version {name} of the practice profile asks for "{row}", which is not described.')
        if lacking := [t for t in types if t not in data[row]]:
            raise UsageError(f'"{row}" has no statement for {lacking[0]}; give one for each type.')
        dimensions.append(Dimension(row, data[row]["title"], tuple(data[row][t] for t in types)))
    return Version(name, types, tuple(dimensions))


@cache
def _shipped() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "practice_dimensions.toml").read_text("utf-8"))
