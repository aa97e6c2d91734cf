"""What a column most likely holds, judged by its first values alone: for tables whose names say nothing."""

import math
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal

from goodwill.evidence.amount_shapes import read_amount_shape
from goodwill.evidence.blanks import AROUND, NULL_LIKE
from goodwill.evidence.date_shapes import read_shape
from goodwill.evidence.names import squeezed
from goodwill.evidence.sources import Source

Sample = Mapping[str, list[object]]
Guess = Callable[[Source, Sample, Collection[str]], str | None]

ALMOST_ALL = 0.9
FIRST_DAY, LAST_DAY = 19_000_101, 21_991_231
_TIMES = ("date", "timestamp", "timestamptz")
_NAMELESS = re.compile(r"(?:column|col|field|f|c|v|_c|unnamed:?)[ _]?\d+(?:_\d+)?", re.IGNORECASE)


def guess_date(source: Source, sample: Sample, taken: Collection[str]) -> str | None:
    """The one column of dates; the first where several are typed so, none where none or several look so."""
    free = [name for name in source.columns if name not in taken]
    typed = [name for name in free if source.columns[name] in _TIMES]
    if typed:
        return typed[0]
    likely = [name for name in free if _share(sample[name], _is_date) >= ALMOST_ALL]
    return likely[0] if likely else None


def guess_customer(source: Source, sample: Sample, taken: Collection[str]) -> str | None:
    """A column called `id` or the like whose values come back, or the first of a table whose columns have no names.

    Ids of which each occurs once are more likely those of the rows.
    """
    free = [name for name in source.columns if name not in taken and _could_be_id(source, sample, name)]
    named = [name for name in free if squeezed(name) in ("id", "key", "name", "code")]
    returning = [name for name in named if len(set(sample[name])) < len(sample[name])]
    if returning:
        return returning[0]
    if all(_NAMELESS.fullmatch(name) or name in taken for name in source.columns):
        return free[0] if free else None
    return None


def guess_amount(source: Source, sample: Sample, taken: Collection[str]) -> str | None:
    """The last column of numbers with a fraction, else of numbers."""
    free = [name for name in source.columns if name not in taken and _share(sample[name], _is_number) >= ALMOST_ALL]
    fractions = [name for name in free if _share(sample[name], _has_fraction) > 1 - ALMOST_ALL]
    if fractions:
        return fractions[-1]
    return free[-1] if free else None


def guess_quantity(source: Source, sample: Sample, taken: Collection[str]) -> str | None:
    """The column of small whole numbers that repeat, if there is just one."""
    free = [
        name
        for name in source.columns
        if name not in taken and _share(sample[name], _is_small_count) >= ALMOST_ALL and len(set(sample[name])) > 1
    ]
    return free[0] if len(free) == 1 else None


def _could_be_id(source: Source, sample: Sample, name: str) -> bool:
    kind = source.columns[name]
    if kind not in ("text", "int") or _share(sample[name], _is_date) >= ALMOST_ALL:
        return False
    return _share(sample[name], _has_fraction) < 1 - ALMOST_ALL


def _share(values: list[object], test: Callable[[object], bool]) -> float:
    full = [value for value in values if value is not None and str(value).strip(AROUND).lower() not in NULL_LIKE]
    return sum(test(value) for value in full) / len(full) if full else 0.0


def _shape(value: object) -> str:
    return re.sub("[0-9]", "9", str(value).strip(AROUND))


def _is_date(value: object) -> bool:
    if isinstance(value, bool | float | Decimal):
        return False
    if isinstance(value, int):
        return _is_day_number(value)
    shape = _shape(value)
    if shape == "9" * 8:
        return _is_day_number(int(str(value).strip(AROUND)))
    return "9" in shape and read_shape(shape) is not None and not shape.isdigit()


def _is_day_number(value: int) -> bool:
    """A day written as YYYYMMDD, not before 1900 and not after 2199."""
    if not FIRST_DAY <= value <= LAST_DAY:
        return False
    try:
        date(value // 10_000, value // 100 % 100, value % 100)
    except ValueError:
        return False
    return True


def _is_number(value: object) -> bool:
    if isinstance(value, bool):
        return False
    return (
        isinstance(value, int | float | Decimal) or read_amount_shape(_shape(value), starts_with_zero=False) is not None
    )


def _has_fraction(value: object) -> bool:
    if isinstance(value, str):
        return bool(re.search(r"[.,][0-9]{1,2}$", value.strip(AROUND + "€$£ "))) and _is_number(value)
    return isinstance(value, float | Decimal) and math.isfinite(value) and value != int(value)


def _is_small_count(value: object) -> bool:
    text = str(value).strip(AROUND)
    return bool(re.fullmatch(r"-?[0-9]{1,4}(?:\.0)?", text))
