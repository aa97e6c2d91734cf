"""What can be asked of the parties of an analysed day: which rows fit, and the sentence that says so."""

from collections.abc import Mapping
from typing import Any, cast, get_args

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goodwill.portfolio.groups import BANDS
from goodwill.portfolio.past import day_number
from goodwill.portfolio.waterfall import Part
from goodwill.programme.kept import files, moves, record
from goodwill.programme.kept.files import numbers
from goodwill.programme.past_about import About, Condition, Mask, day_in, numbers_in, window_of
from goodwill.programme.past_purchases import again, apart, bought, flow, month, stayed, weekday
from goodwill.terms import UsageError
from goodwill.terms.dates import written_day

GROUPS = ("true friend", "butterfly", "barnacle", "stranger")
NEW = "new"
"""As a group on the earlier day: was not known yet."""
COLUMNS = (
    "party",
    "group",
    "p_active",
    "p_return",
    "potential",
    "lifetime_value",
    "lifetime_value_low",
    "lifetime_value_high",
    "first_order",
    "last_order",
    "last_year",
    "mean_spend",
    files.CALLED,
)
MOVED: Mapping[Part, str] = {
    "new": "new",
    "lost": "lost",
    "dearer": "worth more by what they did",
    "cheaper": "worth less by what they did",
    "re-estimated": "re-estimated",
    "method": "valued by another method",
}


def moving(about: About, part: str) -> tuple[pa.Table, NDArray[np.float64]]:
    """All rows of the day, and those of the earlier day of who is no longer on record; what the part moved of each.

    NaN where it moved nothing.
    """
    found = moves.who(about.days, about.then, about.day, _part(part))
    party, moved = found["party"].to_numpy(), found["moved"].to_numpy()
    table = now = about.table
    gone = party[~_among(party, about.party)[1]]
    if len(gone):
        then = files.read(about.then.run, COLUMNS)
        if then is not None:
            rows = np.flatnonzero(_among(then["party"].to_numpy(), gone)[1])
            table = pa.concat_tables([now, then.take(pa.array(rows)).cast(now.schema)])
    at, there = _among(table["party"].to_numpy(), party)
    return table, np.where(there, moved[at], np.nan) if len(moved) else np.full(len(table), np.nan)


def _among(these: NDArray[np.int64], known: NDArray[np.int64]) -> tuple[NDArray[np.intp], Mask]:
    """The place of each of these in `known`, which rises, and whether it is there."""
    at = np.minimum(np.searchsorted(known, these), max(len(known) - 1, 0))
    return at, (known[at] == these) if len(known) else np.zeros(len(these), np.bool_)


def _part(value: str) -> Part:
    if value not in get_args(Part):
        raise UsageError(f'"{value}" is no part of what moved the value. Choose one of {", ".join(get_args(Part))}.')
    return cast("Part", value)


def _in_part(about: About, value: str) -> tuple[Mask, str]:
    since, until = written_day(about.then.as_of), written_day(about.day.as_of)
    return np.ones(len(about.table), np.bool_), f"{MOVED[_part(value)]}, {since} to {until}"


def _in_group(about: About, value: str) -> tuple[Mask, str]:
    return files.equal(about.table, "group", _group(value)), f"group is {value}"


def _was_in_group(about: About, value: str) -> tuple[Mask, str]:
    then = files.read(about.then.run, ["party", "group"])
    if then is None:
        raise UsageError(f"Of {written_day(about.then.as_of)} no groups were kept.")
    on = written_day(about.then.as_of)
    if value == NEW:
        return ~np.isin(about.party, then["party"].to_numpy()), f"not on record on {on}"
    chosen = files.equal(then, "group", _group(value))
    return np.isin(about.party, then["party"].to_numpy()[chosen]), f"was {value} on {on}"


def _group(value: str) -> str:
    if value not in GROUPS:
        raise UsageError(f'There is no group "{value}". Choose one of {", ".join(GROUPS)}.')
    return value


def _number(column: str, label: str, *, least: bool, scale: float = 1, unit: str = "") -> "Condition":
    def condition(about: About, value: str) -> tuple[Mask, str]:
        try:
            limit = float(value.replace(",", "").rstrip("%"))
        except ValueError as error:
            raise UsageError(f'{label} needs a number, not "{value}".') from error
        known = numbers(about.table, column)
        word = "at least" if least else "at most"
        return (known >= limit / scale) if least else (known <= limit / scale), f"{label} {word} {limit:,g}{unit}"

    return condition


def _dated(column: str, label: str, *, least: bool) -> "Condition":
    def condition(about: About, value: str) -> tuple[Mask, str]:
        limit, known = day_in(value), numbers(about.table, column)
        number = day_number(limit)
        fits = known >= number if least else known <= number
        return fits, f"{label} {'from' if least else 'to'} {written_day(limit)}"

    return condition


def _base(about: About, value: str) -> tuple[Mask, str]:
    window = window_of(about.day)
    inside = numbers(about.table, "last_order") > day_number(about.day.as_of) - window
    if value == "out":
        return ~inside, f"silent for more than {window} days"
    return inside, f"ordered within {window} days"


def _best(about: About, value: str) -> tuple[Mask, str]:
    """Of those who bought, returned or were served in the last year, the best so many percent, or from so many on."""
    low, high = numbers_in(value, "A share of the customers")
    brought = np.nan_to_num(numbers(about.table, "last_year"))
    there = np.flatnonzero(brought != 0)
    order = there[np.argsort(-brought[there], kind="stable")]
    fits = np.zeros(len(brought), np.bool_)
    fits[order[round(low / 100 * len(order)) : round(high / 100 * len(order))]] = True
    if low:
        return fits, f"between the best {low:g}% and the best {high:g}% of the last year"
    return fits, f"among the best {high:g}% of the last year"


def _called(about: About, value: str) -> tuple[Mask, str]:
    """In a band by the chance to return that the day's analysis called on its last tested past day."""
    band = _band(value)
    if about.table[files.CALLED].null_count == len(about.table):
        raise UsageError(f"Whose chance was called was not kept on {written_day(about.day.as_of)}. Analyse it again.")
    return numbers(about.table, files.CALLED) == band, f"chance to return, as tested on the past, {_fifth(band)}"


def _called_then(about: About, value: str) -> tuple[Mask, str]:
    """In a band by the chance to return that was called on the day itself and has been checked since."""
    band, kept = _band(value), record.bands(about.day.run)
    if kept is None:
        raise UsageError(f"The forecast of {written_day(about.day.as_of)} has not been checked yet.")
    there = kept["party"].to_numpy()[kept["band"].to_numpy() == band]
    return np.isin(about.party, there), f"chance to return, as called on {written_day(about.day.as_of)}, {_fifth(band)}"


def _band(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= BANDS:
        raise UsageError(f'"{value}" is no fifth of the customers. Choose from 1 (least likely) to {BANDS}.')
    return int(value)


def _fifth(band: int) -> str:
    ends = {1: "in the lowest fifth", BANDS: "in the highest fifth"}
    return ends.get(band, f"in fifth {band} of {BANDS} from the lowest")


def _cost(about: About, value: str) -> tuple[Mask, str]:  # noqa: ARG001 - conditions are all alike
    return np.nan_to_num(numbers(about.table, "last_year")) < 0, "took more than they brought in the last year"


CONDITIONS: Mapping[str, Condition] = {
    "part": _in_part,
    "group": _in_group,
    "was": _was_in_group,
    "potential_from": _number("potential", "potential", least=True),
    "potential_to": _number("potential", "potential", least=False),
    "return_from": _number("p_return", "likely to return", least=True, scale=100, unit="%"),
    "return_to": _number("p_return", "likely to return", least=False, scale=100, unit="%"),
    "first_from": _dated("first_order", "first order", least=True),
    "first_to": _dated("first_order", "first order", least=False),
    "last_from": _dated("last_order", "last order", least=True),
    "last_to": _dated("last_order", "last order", least=False),
    "spend_from": _number("mean_spend", "mean spend a purchase day", least=True),
    "spend_to": _number("mean_spend", "mean spend a purchase day", least=False),
    "bought": bought,
    "again": again,
    "new": flow("new"),
    "regained": flow("regained"),
    "lost": flow("lost"),
    "gap": apart,
    "stayed": stayed,
    "weekday": weekday,
    "month": month,
    "base": _base,
    "best": _best,
    "cost": _cost,
    "called": _called,
    "called_then": _called_then,
}
"""What can be asked, each with its value as text: dates as 2011-06-30, stretches as 2011-06-01..2011-06-30."""


def of_query(given: Mapping[str, Any]) -> dict[str, str]:
    """What a page's address asks for, of what can be asked, and the day that it compares with."""
    return {name: str(given[name])[:40] for name in (*CONDITIONS, "since") if given.get(name)}
