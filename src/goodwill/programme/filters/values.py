"""What was written for a value, as what its field holds: a number, a day, one of its choices."""

import calendar
import math
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from goodwill.programme.filters.fields import NUMBERS, Field
from goodwill.programme.filters.tree import Presence, Term, Value
from goodwill.records.models import Workspace
from goodwill.terms import UsageError

Typed = str | float | date | bool | Presence
_FROM_TODAY = re.compile(r"(?P<sign>[+-])(?P<length>\d{1,5})(?P<unit>[dwmy])", re.IGNORECASE)
YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")


@dataclass(frozen=True)
class Days:
    """What relative days count from: an order's from the day of the analysis, any other from today."""

    today: date
    as_of: date

    @classmethod
    def now(cls) -> "Days":
        today, run = timezone.localdate(), Workspace.the().current
        return cls(today, today if run is None or run.as_of is None else run.as_of)

    def of(self, field: Field) -> date:
        return self.as_of if field.source == "standing" else self.today


def check(field: Field, term: Term) -> None:
    """Raises UsageError where the sign does not suit the field, or a value is none of its kind."""
    if term.sign in ("<", "<=", ">", ">=") and field.kind not in (*NUMBERS, "date"):
        raise UsageError(f"{field.label} is a word; compare it with : or ~")
    if term.sign == "~" and field.kind != "text":
        raise UsageError(f"{field.label} is no text to look into; compare it with :")
    someday = date(2000, 1, 1)
    for value in term.values:
        typed(field, value, Days(someday, someday))


def typed(field: Field, value: Value, days: Days) -> Typed:
    """As the field's column has it; a percentage as a share."""
    if isinstance(value, Presence):
        return value
    if field.kind in NUMBERS:
        number = _number(field, value)
        return number / 100 if field.kind == "percent" else number
    if field.kind == "date":
        return _day(field, value, days.of(field))
    if field.kind == "yes-no":
        if value.lower() in YES + NO:
            return value.lower() in YES
        raise UsageError(f'{field.label} is yes or no, not "{value}".')
    if field.kind == "choice":
        return _choice(field, value)
    return value


def _number(field: Field, value: str) -> float:
    try:
        number = float(value.removesuffix("%").replace(",", "").replace("_", "x"))
    except ValueError as error:
        raise UsageError(f'{field.label} needs a number, not "{value}".') from error
    if not math.isfinite(number):
        raise UsageError(f'{field.label} needs a number, not "{value}".')
    return number


def _day(field: Field, value: str, base: date) -> date:
    if value.lower() == "today":
        return base
    if match := _FROM_TODAY.fullmatch(value):
        try:
            return _moved(base, int(match["sign"] + match["length"]), match["unit"].lower())
        except (OverflowError, ValueError) as error:
            raise UsageError(f'{field.label}: "{value}" is further than the calendar goes.') from error
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f'{field.label} needs a day such as 2011-06-30 or -90d, not "{value}".') from error


def _moved(base: date, length: int, unit: str) -> date:
    if unit in "dw":
        return base + timedelta(days=length * (7 if unit == "w" else 1))
    months = base.year * 12 + base.month - 1 + length * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1] if 1 <= year <= 9999 else 1  # noqa: PLR2004 - date's own years
    return date(year, month + 1, min(base.day, last))


def _choice(field: Field, value: str) -> str:
    folded = value.casefold()
    for choice in field.choices:
        if choice.casefold() == folded:
            return choice
    raise UsageError(f'{field.label} is never "{value}"; choose one of {", ".join(field.choices)}.')
