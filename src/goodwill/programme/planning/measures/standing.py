"""How the relationship stands at the last analysis up to a day."""

from abc import abstractmethod
from dataclasses import replace
from datetime import date
from typing import ClassVar

from goodwill.network.ladder import LADDER
from goodwill.programme.planning.evidence import Evidence, Stood
from goodwill.programme.planning.measures.measure import Measure, Reading
from goodwill.terms.dates import written_day


class _OfStanding(Measure):
    missing: ClassVar[str]

    def compute(self, evidence: Evidence, start: date, until: date) -> Reading:
        stood = self.stood(evidence, until)
        if evidence.judged_apart:
            return Reading(reason="It is judged as part of another party.")
        if stood is None:
            return Reading(reason=f"No analysis up to {written_day(until)} knows it.")
        if stood.as_of < start:
            return Reading(as_of=stood.as_of, reason=f"The last analysis is as of {written_day(stood.as_of)}.")
        value, word = self.take(stood)
        if value is None and not word:
            return Reading(as_of=stood.as_of, reason=self.missing)
        return Reading(value, word, stood.as_of)

    def stood(self, evidence: Evidence, until: date) -> Stood | None:
        return evidence.stood(until)

    @abstractmethod
    def take(self, stood: Stood) -> tuple[float | None, str]: ...


class Worth(_OfStanding):
    code, name, unit, tells = "worth", "Worth over the value horizon", "money", "value"
    missing = "The analysis could not value it."

    def take(self, stood: Stood) -> tuple[float | None, str]:
        return stood.value, ""


class StillActive(_OfStanding):
    code, name, unit, tells = "active", "Still active", "share", "active"
    missing = "The analysis could not say whether it is still active."

    def take(self, stood: Stood) -> tuple[float | None, str]:
        return stood.p_active, ""


class GroupReached(_OfStanding):
    code, name, unit, tells = "group", "Group", "word", "group"
    words = ("stranger", "barnacle", "butterfly", "true friend")
    missing = "The analysis put it into no group."

    def take(self, stood: Stood) -> tuple[float | None, str]:
        return None, stood.group

    def reaches(self, reading: Reading, target: float | None, word: str) -> bool:  # noqa: ARG002 - groups are no ladder
        return reading.word == word


class RungReached(_OfStanding):
    code, name, unit, tells = "rung", "Rung", "word", "rung"
    words = tuple(LADDER)
    missing = "It is on no rung."

    def stood(self, evidence: Evidence, until: date) -> Stood | None:
        """With the rung that the ladder says; who has not ordered yet can stand there, too."""
        stood, rung = evidence.stood(until), evidence.rung(until)
        if stood is not None:
            return replace(stood, rung=rung)
        known = rung and evidence.as_of is not None and evidence.as_of <= until
        return Stood(evidence.as_of, rung=rung) if known and evidence.as_of else None

    def take(self, stood: Stood) -> tuple[float | None, str]:
        return None, stood.rung
