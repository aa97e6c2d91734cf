"""What the rooms of the programme hang their things on, in tests that walk every page and every action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from goodwill.records.models import AnalysisRun, Party, Relationship, User

Otherwise = Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]]
"""Action, without its folder -> what it is called with besides, made of what the others are called with."""


@dataclass(frozen=True)
class There:
    """A party, whose it is, and who could cover for its owner. mark: stands in every word that is written."""

    party: Party
    owner: User
    cover: User
    person: Party
    mark: str = ""

    @property
    def held(self) -> Relationship:
        return self.party.relationships.get()


@dataclass(frozen=True)
class More:
    """One more of everything: the number of the turn, the party of which pages show much, and another."""

    number: int
    party: Party
    other: Party
    below: Party
    person: Party
    manager: User
    ada: User
    run: AnalysisRun

    @property
    def name(self) -> str:
        return f"N{self.number}"
