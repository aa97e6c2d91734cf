"""Why a customer stands as it does: a sentence for its group, its chance to be active, its worth, and what moved it.

Sentences of many customers are made at once, as `customers.parquet` has them; those of one are composed where they are
shown, from the same columns.
"""

from dataclasses import dataclass
from datetime import date
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from goodwill.portfolio.analysis import Basis, Cuts, GroupName
from goodwill.portfolio.groups import GROUPS
from goodwill.portfolio.rungs import words
from goodwill.portfolio.waterfall import Part
from goodwill.terms import Period
from goodwill.terms.dates import written_day
from goodwill.terms.money import WHOLE_FROM, amount


def within(horizon: Period) -> str:
    return "within a year" if round(horizon.years, 2) == 1 else f"within {horizon}"


def group_reasons(
    codes: NDArray[np.int8],
    expected_to_return: NDArray[np.float64],
    potential: NDArray[np.float64],
    *,
    cuts: Cuts,
    horizon: Period,
    currency: str | None,
) -> pa.Array:
    """One sentence a customer, shape (customers,)."""
    # A chance is never rounded to a certainty that it is not.
    percents = pa.array(["under 1%", *(f"{p}%" for p in range(1, 100)), "over 99%"])
    chance = percents.take(pa.array(np.rint(expected_to_return * 100).astype(np.int8)))
    occasions = cuts.potential_is == "occasions"
    worth = _plain_each(potential, None if occasions else currency, occasions=occasions)
    cut = "median" if cuts.chosen == "medians" else "cut"
    after_chance = f" likely to buy again {within(horizon)} ({cut} {round(cuts.expected_to_return * 100)}%), "
    after_chance += "ordering on " if occasions else "worth "
    unit = " days a year" if occasions else f" of {cuts.potential_is} a year"
    after_worth = (
        f"{unit} while it stays ({cut} {plain(cuts.potential, None if occasions else currency, occasions=occasions)})."
    )
    return pc.binary_join_element_wise(
        words(codes, tuple(name.capitalize() for name in GROUPS)),
        pa.scalar(": "),
        chance,
        pa.scalar(after_chance),
        worth,
        pa.scalar(after_worth),
        "",
    )


def group_reason(
    group: str, expected_to_return: float, potential: float, *, cuts: Cuts, horizon: Period, currency: str | None
) -> str:
    """The sentence of one customer."""
    code = np.array([GROUPS.index(cast("GroupName", group))], np.int8)
    chance, worth = np.array([expected_to_return]), np.array([potential])
    (said,) = group_reasons(code, chance, worth, cuts=cuts, horizon=horizon, currency=currency).to_pylist()
    return str(said)


def plain(value: float, currency: str | None, *, occasions: bool) -> str:
    return f"{value:.1f}" if occasions else amount(value, currency)


def _plain_each(values: NDArray[np.float64], currency: str | None, *, occasions: bool) -> pa.Array:
    """`plain` of many values: millions share few sentences, so each distinct one is written once."""
    shown = np.round(values, 1 if occasions else 2)
    if not occasions:
        shown = np.where(np.abs(values) >= WHOLE_FROM, np.rint(values), shown)
    distinct, which = np.unique(shown, return_inverse=True)
    return pa.array([plain(v, currency, occasions=occasions) for v in distinct], pa.string()).take(pa.array(which))


def active_reason(p_active: float | None, *, purchase_days: int, first: date, last: date, as_of: date) -> str:
    """What the chance to be still active rests on: how often it came, and for how long it has been silent."""
    if p_active is None:
        return "Not known: the behaviour’s own fit was not believed, and a simple rule says nothing of who has gone."
    silent = (as_of - last).days
    if purchase_days <= 1:
        when = "on the day itself" if not silent else f"{_days(silent)} ago"
        return f"Ordered once, {when}: before a second order nothing tells a pause from an end."
    usual = (last - first).days / (purchase_days - 1)
    came = f"Orders every {usual:.0f} days on average" if round(usual) != 1 else "Orders every day on average"
    return f"{came}; silent for {silent}." if silent else f"{came}; the last time on the day itself."


@dataclass(frozen=True)
class Terms:
    """What every worth of one analysis is reckoned with."""

    horizon: Period
    value_horizon: Period
    discount_rate_per_year: float
    basis: Basis
    currency: str | None


def value_reason(orders: float | None, revenue: float | None, margin_rate: float | None, terms: Terms) -> str:
    """What the worth rests on: purchase days to come, what each brings, what of it stays.

    orders, revenue: expected within the horizon. margin_rate: of net revenue; not told on a basis of revenue.
    """
    if orders is None or revenue is None or orders <= 0:
        return "Not known: what it will order, or what an order brings, could not be foreseen."
    days = f"{orders:.0f}" if orders >= WHOLE_FROM else f"{orders:.1f}"
    each = amount(revenue / orders, terms.currency)
    said = f"Rests on {days} purchase days expected {within(terms.horizon)}, each with {each} of net revenue"
    if terms.basis == "revenue":
        said += "; what of it stays is not known"
    elif margin_rate is not None:
        assumed = "assumed margin" if terms.basis == "assumed-margin" else "margin"
        said += f", of which {100 * margin_rate:.0f}% stay as {assumed}"
    ahead = "without an end" if terms.value_horizon.endless else f"over {terms.value_horizon}"
    return f"{said}. Counted {ahead}, discounted {100 * terms.discount_rate_per_year:g}% a year."


@dataclass(frozen=True)
class Moved:
    """How one customer's worth went from one analysis to the next, in money (see `waterfall.Step`).

    part: what its own evidence counts as, None where it had nothing new to say.
    """

    part: Part | None
    evidence: float
    re_estimated: float
    method: float


def moved_reason(moved: Moved, *, since: date, purchase_days: int, currency: str | None) -> str:
    """What moved the worth since an earlier analysis. purchase_days: how many came since."""
    day = written_day(since)
    if moved.part == "new":
        return f"New since {day}: it had not ordered by then."
    # Of its own days and of the time that went by together: a purchase alone takes nothing off.
    ordered = f"With {purchase_days} purchase day{'' if purchase_days == 1 else 's'}"
    came = f"{ordered if purchase_days > 0 else 'Without an order'} since {day}"
    own = f"{came} it is worth {_more(moved.evidence, currency)}"
    others = (
        ("what was learned of all customers", moved.re_estimated),
        ("another method of valuing", moved.method),
    )
    told = [f"{what} {step}" for what, money in others if (step := _step(money, currency))]
    return "; ".join([own, *told]) + "."


def _more(money: float, currency: str | None) -> str:
    if round(money) == 0:
        return "as much as before"
    return f"{amount(abs(money), currency)} {'more' if money > 0 else 'less'}"


def _step(money: float, currency: str | None) -> str:
    if round(money) == 0:
        return ""
    return f"added {amount(money, currency)}" if money > 0 else f"took off {amount(-money, currency)}"


def _days(number: int) -> str:
    return f"{number:,} day{'' if number == 1 else 's'}"
