"""What every measure of an objective has: a name, a unit, and a reading taken from evidence."""

from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Literal

from goodwill.programme.planning.evidence import Evidence
from goodwill.terms import UsageError
from goodwill.terms.dates import written_day
from goodwill.terms.money import amount

Unit = Literal["money", "number", "share", "word"]
MOST = 1e15
"""No target is larger; so that "inf" and "nan" are none."""


@dataclass(frozen=True)
class Reading:
    """A number or a word as of a day, or why there is none."""

    value: float | None = None
    word: str = ""
    as_of: date | None = None
    reason: str = ""

    @property
    def known(self) -> bool:
        return self.value is not None or bool(self.word)

    def kept(self) -> dict[str, Any]:
        """As a column holds it."""
        return asdict(self) | {"as_of": None if self.as_of is None else self.as_of.isoformat()}

    @classmethod
    def of(cls, kept: dict[str, Any] | None) -> "Reading":
        kept = kept or {}
        on = kept.get("as_of")
        return cls(
            kept.get("value"),
            kept.get("word", ""),
            date.fromisoformat(on) if on else None,
            kept.get("reason", "") or ("" if kept else "not read yet"),
        )


class Measure(ABC):
    """tells: the field that it gives away, which can be hidden. over_time: counted up from the first day on.

    less: fewer are better.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    unit: ClassVar[Unit]
    tells: ClassVar[str] = ""
    over_time: ClassVar[bool] = False
    less: ClassVar[bool] = False

    @property
    def words(self) -> tuple[str, ...]:
        """Where the reading is a word: those that can be aimed at, the least first."""
        return ()

    @abstractmethod
    def compute(self, evidence: Evidence, start: date, until: date) -> Reading:
        """From the one day to the other, both included; what is no flow is read on the last day."""

    def baseline(self, evidence: Evidence, start: date, by: date) -> Reading:
        """Before the plan: over as long a stretch as the objective has, or how it last stood."""
        end = start - timedelta(days=1)
        if not self.over_time:
            return self.compute(evidence, date.min, min(end, evidence.today))
        end = min(end, self.known_until(evidence) or end)
        return self.compute(evidence, end - (by - start), end)

    def known_until(self, evidence: Evidence) -> date | None:
        """Up to when the evidence reaches; None where there is none."""
        return evidence.as_of

    def reaches(self, reading: Reading, target: float | None, word: str) -> bool:
        if self.unit == "word":
            return reading.word in self.words and self.words.index(reading.word) >= self.words.index(word)
        if reading.value is None or target is None:
            return False
        return reading.value <= target if self.less else reading.value >= target

    def read(self, written: str) -> tuple[float | None, str]:
        """A target as somebody wrote it, as number or word.

        Raises:
            UsageError: where it is none for this measure.
        """
        plain = written.strip().lower()
        if self.unit == "word":
            if plain not in self.words:
                raise UsageError(f'"{written}" is no target for {self.name}. Write one of: {", ".join(self.words)}.')
            return None, plain
        bare = plain.strip("£$€ ").replace(",", "").replace(" ", "")
        try:
            number = float(bare.removesuffix("%"))
        except ValueError:
            raise UsageError(f'"{written}" is no number. Write the target as one, such as {self._such_as()}.') from None
        if self.unit == "share":
            number /= 100
            if not 0 <= number <= 1:
                raise UsageError(f'"{written}" is no share. Write a percentage from 0% to 100%.')
        if not 0 <= number <= MOST:
            raise UsageError(f'"{written}" can not be reached. Write a number from 0 on.')
        return number, ""

    def _such_as(self) -> str:
        return {"money": "60,000", "share": "80%"}.get(self.unit, "12")

    def said(self, value: float | None, word: str, currency: str | None) -> str:
        """A reading or target in words; empty where there is none."""
        if self.unit == "word":
            return word
        if value is None:
            return ""
        if self.unit == "money":
            return amount(value, currency)
        if self.unit == "share":
            return f"{100 * value:.0f}%"
        return f"{value:,.4g}"


def unseen(evidence: Evidence, start: date, until: date) -> str:
    """Why orders from start to until say nothing; empty where they do."""
    if evidence.as_of is None:
        return "No orders are analysed yet."
    if start > evidence.as_of:
        return f"The orders end on {written_day(evidence.as_of)}, before it begins."
    if evidence.first is not None and until < evidence.first:
        return f"The orders begin on {written_day(evidence.first)}, after it ends."
    if evidence.first is not None and start < evidence.first:
        return f"The orders begin only on {written_day(evidence.first)}."
    return ""
