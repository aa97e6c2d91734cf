import re
from dataclasses import dataclass
from typing import Literal, get_args

from goodwill.terms.errors import UsageError

Unit = Literal["day", "week", "month", "year"]

DAYS: dict[Unit, float] = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}


@dataclass(frozen=True)
class Period:
    """A length of time with its unit, such as 39 weeks. `length` may be infinite."""

    length: float
    unit: Unit

    def __post_init__(self) -> None:
        if not self.length > 0:
            raise UsageError(f"A length of time must be above 0, not {self.length:g} {self.unit}.")

    @property
    def days(self) -> float:
        return self.length * DAYS[self.unit]

    @property
    def years(self) -> float:
        return self.days / DAYS["year"]

    @property
    def endless(self) -> bool:
        return self.length == float("inf")

    def in_unit(self, unit: Unit) -> float:
        return self.length if unit == self.unit else self.days / DAYS[unit]

    def __str__(self) -> str:
        if self.endless:
            return "infinite"
        return f"{self.length:g} {self.unit}{'' if self.length == 1 else 's'}"

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "39 weeks", "1 year", "90 days" or "infinite".

        Raises:
            UsageError: for anything else, with the spelling that would be understood.
        """
        words = text.strip().lower()
        if words in ("infinite", "infinity", "forever"):
            return cls(float("inf"), "year")
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(day|week|month|year)s?", words)
        if not found:
            raise UsageError(f'"{text}" is not a length of time. Write it out, as in "39 weeks" or "1 year".')
        return cls(float(found[1]), _unit(found[2]))


def _unit(word: str) -> Unit:
    for unit in get_args(Unit):
        if word == unit:
            return unit  # type: ignore[no-any-return]
    raise UsageError(f'"{word}" is not a unit of time. Use day, week, month or year.')
