"""Fields in which each line is one thing with parts, separated by semicolons: "Pricing; 4; ran the tender"."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

Row = dict[str, Any]
MOST = 40
"""Lines in one field."""


class LinesField(forms.CharField):
    """Keeps the words as they were written; `read` makes rows of them, and each line that it cannot read is named."""

    def __init__(self, read: Callable[[list[str]], Row], *, rows: int = 4, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=6000, **options)
        self.read = read

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        self.rows(text)
        return text

    def rows(self, text: str) -> list[Row]:
        lines = [line for line in text.splitlines() if line.strip(" ;")]
        if len(lines) > MOST:
            raise ValidationError(f"{len(lines)} lines are more than fit; leave at most {MOST}.")
        wrong, found = [], []
        for line in lines:
            try:
                found.append(self.read([part.strip() for part in line.split(";")]))
            except ValueError as error:
                wrong.append(f"“{line.strip()[:80]}”: {error}")
        if wrong:
            raise ValidationError(wrong)
        return found


def skill(parts: list[str]) -> Row:
    """Pricing; 4; ran the tender of 2025."""
    name, level = _skill(parts)
    return {"name": name, "level": level, "evidence": "; ".join(parts[2:])[:300]}


def wanted_skill(parts: list[str]) -> Row:
    """Pricing; 4; required."""
    name, level = _skill(parts)
    word = "; ".join(parts[2:]).casefold()
    if word not in ("", "required"):
        raise ValueError("after the level comes “required”, or nothing.")
    return {"name": name, "level": level, "required": word == "required"}


def objective(parts: list[str]) -> Row:
    """Keep every account; accounts kept of accounts held; 40."""
    if len(parts) != 3 or not parts[0]:  # noqa: PLR2004 - what, measure and weight
        raise ValueError("write what, how it is measured, and its weight, with semicolons between.")
    return {"what": parts[0], "measure": parts[1], "weight": _weight(parts[2])}


def criterion(parts: list[str]) -> Row:
    """Retention of the accounts; 25."""
    if len(parts) != 2 or not parts[0]:  # noqa: PLR2004 - what and weight
        raise ValueError("write what is judged and its weight, with a semicolon between.")
    return {"what": parts[0], "weight": _weight(parts[1])}


def as_lines(rows: Iterable[Mapping[str, Any]], *names: str) -> str:
    """Rows as they are written in the field."""
    return "\n".join("; ".join(_said(name, row.get(name, "")) for name in names).rstrip("; ") for row in rows)


def words(text: str) -> list[str]:
    """What stands between commas, each once."""
    found = [word.strip()[:80] for word in text.split(",") if word.strip()]
    return list({word.casefold(): word for word in reversed(found)}.values())[::-1]


def _skill(parts: list[str]) -> tuple[str, int]:
    if not parts[0] or len(parts) < 2 or not parts[1].isdecimal() or not 1 <= int(parts[1]) <= 5:  # noqa: PLR2004
        raise ValueError("write the skill and a level from 1 to 5, with a semicolon between.")
    return parts[0][:80], int(parts[1])


def _weight(text: str) -> float:
    try:
        found = float(text.rstrip("% "))
    except ValueError:
        raise ValueError("the weight at the end is no number.") from None
    if not 0 < found <= 100:  # noqa: PLR2004 - percent
        raise ValueError("the weight at the end is not between 0 and 100.")
    return int(found) if found.is_integer() else found


def _said(name: str, value: Any) -> str:
    if name == "required":
        return "required" if value else ""
    return str(value)
