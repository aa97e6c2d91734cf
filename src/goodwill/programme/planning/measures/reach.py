"""How far the relationship reaches: whom we know of those who decide, and what binds."""

from datetime import date

from goodwill.programme.planning.evidence import Evidence
from goodwill.programme.planning.measures.measure import Reading
from goodwill.programme.planning.measures.work import OfWork
from goodwill.programme.tying.scale import scale

NOTHING = "none"


class RolesReached(OfWork):
    code, name, unit = "roles", "Roles reached in decisions", "number"

    def compute(self, evidence: Evidence, start: date, until: date) -> Reading:
        until = min(until, evidence.today)
        if (early := self.not_begun(evidence, start)) is not None:
            return early
        known = evidence.reached(until)
        if known is None:
            return Reading(as_of=until, reason="Nobody has mapped who decides.")
        return Reading(float(known.covered), as_of=until)


class LevelOfTies(OfWork):
    code, name, unit = "ties", "Level of ties", "word"

    @property
    def words(self) -> tuple[str, ...]:
        return (NOTHING, *(level.name.lower() for level in scale().levels))

    def compute(self, evidence: Evidence, start: date, until: date) -> Reading:
        until = min(until, evidence.today)
        if (early := self.not_begun(evidence, start)) is not None:
            return early
        level = evidence.bound(until)
        return Reading(word=NOTHING if level is None else level.name.lower(), as_of=until)

    def reaches(self, reading: Reading, target: float | None, word: str) -> bool:
        """A level that was renamed since is aimed at no more, and reached by nobody."""
        return word in self.words and super().reaches(reading, target, word)
