"""What can be asked of the parties of an analysed day: which rows fit, and the sentence that says so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast, get_args

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goodwill.portfolio.past import day_number
from goodwill.portfolio.waterfall import Part
from goodwill.programme.kept import files, moves
from goodwill.programme.kept.analysed import Analysed
from goodwill.programme.kept.days import purchase_days
from goodwill.programme.kept.files import numbers
from goodwill.records.models import AnalysisRun
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
)
FLOWS = {"new": "ordered for the first time", "regained": "came back", "lost": "fell silent"}
MOVED: Mapping[Part, str] = {
    "new": "new",
    "lost": "lost",
    "dearer": "worth more by what they did",
    "cheaper": "worth less by what they did",
    "re-estimated": "re-estimated",
    "method": "valued by another method",
}
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class About:
    """since: the earlier day that conditions compare with."""

    table: pa.Table
    days: Sequence[Analysed]
    day: Analysed
    since: Analysed | None

    @property
    def party(self) -> NDArray[np.int64]:
        return cast("NDArray[np.int64]", self.table["party"].to_numpy())

    @property
    def then(self) -> Analysed:
        if self.since is None:
            raise UsageError("There is no earlier analysed day to compare with.")
        return self.since


def since_of(days: Sequence[Analysed], day: Analysed, asked: str) -> Analysed | None:
    earlier = [other for other in days if other.as_of < day.as_of]
    return next((other for other in earlier if other.as_of.isoformat() == asked), earlier[0] if earlier else None)


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


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f'"{text}" is not a day. Write it as in 2011-06-30.') from error


def _dated(column: str, label: str, *, least: bool) -> "Condition":
    def condition(about: About, value: str) -> tuple[Mask, str]:
        limit, known = _day(value), numbers(about.table, column)
        number = day_number(limit)
        fits = known >= number if least else known <= number
        return fits, f"{label} {'from' if least else 'to'} {written_day(limit)}"

    return condition


def _stretch(value: str) -> tuple[date, date]:
    start, _, end = value.partition("..")
    return _day(start), _day(end or start)


def _bought(about: About, value: str) -> tuple[Mask, str]:
    start, end = _stretch(value)
    party, day = purchase_days(min(day_number(end), day_number(about.day.as_of)))
    there = np.unique(party[day >= day_number(start)])
    return np.isin(about.party, there), f"ordered between {written_day(start)} and {written_day(end)}"


def _flow(kind: str) -> "Condition":
    def condition(about: About, value: str) -> tuple[Mask, str]:
        start, end = _stretch(value)
        first, last, window = day_number(start), day_number(end), window_of(about.day)
        party, day = purchase_days(day_number(about.day.as_of))
        begins = np.ones(len(party), np.bool_)
        begins[1:] = party[1:] != party[:-1]
        gap = np.diff(day, prepend=0)
        if kind == "new":
            hit = begins & (day >= first) & (day <= last)
        elif kind == "regained":
            hit = ~begins & (gap > window) & (day >= first) & (day <= last)
        else:
            # Lost on the day on which the silence has lasted the whole window.
            ends = np.ones(len(party), np.bool_)
            ends[:-1] = party[1:] != party[:-1]
            until = np.append(day[1:], 0)
            hit = (ends | (until - day > window)) & (day + window >= first) & (day + window <= last)
        sentence = f"{FLOWS[kind]} between {written_day(start)} and {written_day(end)}"
        return np.isin(about.party, party[hit]), sentence

    return condition


def _base(about: About, value: str) -> tuple[Mask, str]:
    window = window_of(about.day)
    inside = numbers(about.table, "last_order") > day_number(about.day.as_of) - window
    if value == "out":
        return ~inside, f"silent for more than {window} days"
    return inside, f"ordered within {window} days"


def _best(about: About, value: str) -> tuple[Mask, str]:
    """Of those who bought, returned or were served in the last year, the best so many percent."""
    brought = np.nan_to_num(numbers(about.table, "last_year"))
    there = np.flatnonzero(brought != 0)
    try:
        share = float(value) / 100
    except ValueError as error:
        raise UsageError(f'A share of the customers is a number, not "{value}".') from error
    order = there[np.argsort(-brought[there], kind="stable")]
    fits = np.zeros(len(brought), np.bool_)
    fits[order[: round(share * len(order))]] = True
    return fits, f"among the best {float(value):g}% of the last year"


def _cost(about: About, value: str) -> tuple[Mask, str]:  # noqa: ARG001 - conditions are all alike
    return np.nan_to_num(numbers(about.table, "last_year")) < 0, "took more than they brought in the last year"


def window_of(day: Analysed) -> int:
    """W of that day's analysis: the days of silence that end a stay in the base."""
    told = AnalysisRun.objects.filter(id=day.run).values_list("results__bucket_window__days", flat=True).first()
    if not told:
        raise UsageError(f"The analysis of {written_day(day.as_of)} knows no window of the base.")
    return int(told)


Condition = Callable[[About, str], tuple[Mask, str]]
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
    "bought": _bought,
    "new": _flow("new"),
    "regained": _flow("regained"),
    "lost": _flow("lost"),
    "base": _base,
    "best": _best,
    "cost": _cost,
}
"""What can be asked, each with its value as text: dates as 2011-06-30, stretches as 2011-06-01..2011-06-30."""


def of_query(given: Mapping[str, Any]) -> dict[str, str]:
    """What a page's address asks for, of what can be asked, and the day that it compares with."""
    return {name: str(given[name])[:40] for name in (*CONDITIONS, "since") if given.get(name)}
