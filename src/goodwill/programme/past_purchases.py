"""What can be asked of the days on which parties bought: when, how often, how long apart, for how long."""

import numpy as np
from numpy.typing import NDArray

from goodwill.portfolio.past import day_number
from goodwill.programme.kept.days import purchase_days
from goodwill.programme.past_about import About, Condition, Mask, days_in, numbers_in, window_of
from goodwill.terms import UsageError
from goodwill.terms.dates import written_day

FLOWS = {"new": "ordered for the first time", "regained": "came back", "lost": "fell silent"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
THURSDAY = 3
"""The first of January 1970 was one; Monday is 0."""
Days = NDArray[np.int64]


def bought(about: About, value: str) -> tuple[Mask, str]:
    start, end = days_in(value)
    party, day = purchase_days(min(day_number(end), day_number(about.day.as_of)))
    there = np.unique(party[day >= day_number(start)])
    return np.isin(about.party, there), f"ordered between {written_day(start)} and {written_day(end)}"


def again(about: About, value: str) -> tuple[Mask, str]:
    """Bought in the stretch, and not for the first time."""
    start, end = days_in(value)
    party, day = purchase_days(min(day_number(end), day_number(about.day.as_of)))
    there = party[~_begins(party) & (day >= day_number(start))]
    return np.isin(about.party, there), f"ordered again between {written_day(start)} and {written_day(end)}"


def flow(kind: str) -> Condition:
    def condition(about: About, value: str) -> tuple[Mask, str]:
        start, end = days_in(value)
        first, last, window = day_number(start), day_number(end), window_of(about.day)
        party, day = purchase_days(day_number(about.day.as_of))
        begins = _begins(party)
        gap = np.diff(day, prepend=0)
        if kind == "new":
            hit = begins & (day >= first) & (day <= last)
        elif kind == "regained":
            hit = ~begins & (gap > window) & (day >= first) & (day <= last)
        else:
            # Lost on the day on which the silence has lasted the whole window.
            until = np.append(day[1:], 0)
            hit = (_ends(party) | (until - day > window)) & (day + window >= first) & (day + window <= last)
        sentence = f"{FLOWS[kind]} between {written_day(start)} and {written_day(end)}"
        return np.isin(about.party, party[hit]), sentence

    return condition


def apart(about: About, value: str) -> tuple[Mask, str]:
    """Two purchase days, one after the other, so many days apart."""
    shortest, longest = numbers_in(value, "Days between two orders")
    party, day = purchase_days(day_number(about.day.as_of))
    gap = np.diff(day, prepend=0)
    there = party[~_begins(party) & (gap >= shortest) & (gap <= longest)]
    days = (
        f"{shortest:g} day{'' if shortest == 1 else 's'}"
        if shortest == longest
        else f"{shortest:g} to {longest:g} days"
    )
    return np.isin(about.party, there), f"ordered twice {days} apart"


def stayed(about: About, value: str) -> tuple[Mask, str]:
    """Not fallen silent for longer than W before this age, and observed up to it, as the curve of survival counts."""
    _, age = numbers_in(value, "The days since the first order")
    window = window_of(about.day)
    until = day_number(about.day.as_of) - window
    party, day = purchase_days(day_number(about.day.as_of))
    begins = _begins(party)
    first = day[begins]
    following = np.append(day[1:], np.iinfo(np.int64).max)
    following[_ends(party)] = np.iinfo(np.int64).max
    # The last purchase before the first silence that is longer than W; of who never fell silent, the last of all.
    breaks = np.flatnonzero(following - day > window)
    starts = np.flatnonzero(begins)
    ended = day[breaks[np.searchsorted(breaks, starts)]] if len(starts) else first
    there = party[begins][(first <= until) & (np.minimum(ended, until) - first >= age)]
    return np.isin(about.party, there), f"still ordering {age:,g} days after the first order"


def weekday(about: About, value: str) -> tuple[Mask, str]:
    number = _one_of(value, WEEKDAYS, "weekday")
    party, day = purchase_days(day_number(about.day.as_of))
    return np.isin(about.party, party[(day + THURSDAY) % 7 == number]), f"ordered on a {WEEKDAYS[number]}"


def month(about: About, value: str) -> tuple[Mask, str]:
    number = _one_of(value, MONTHS, "month")
    party, day = purchase_days(day_number(about.day.as_of))
    months = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    return np.isin(about.party, party[months == number]), f"ordered in {MONTHS[number]}"


def _one_of(value: str, names: tuple[str, ...], what: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= len(names):
        raise UsageError(f'"{value}" is no {what}. Choose from 1 ({names[0]}) to {len(names)} ({names[-1]}).')
    return int(value) - 1


def _begins(party: Days) -> Mask:
    """Where the days of a party begin."""
    found = np.ones(len(party), np.bool_)
    found[1:] = party[1:] != party[:-1]
    return found


def _ends(party: Days) -> Mask:
    found = np.ones(len(party), np.bool_)
    found[:-1] = party[1:] != party[:-1]
    return found
