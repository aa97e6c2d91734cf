"""The sentence that says why a customer stands in its group."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from goodwill.portfolio.analysis import Cuts
from goodwill.portfolio.groups import GROUPS
from goodwill.portfolio.rungs import words
from goodwill.terms import Period
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
        f"{unit} while it stays ({cut} {plain(cuts.potential, None if occasions else currency, occasions=occasions)})"
    )
    return pc.binary_join_element_wise(
        words(codes, GROUPS), pa.scalar(": "), chance, pa.scalar(after_chance), worth, pa.scalar(after_worth), ""
    )


def plain(value: float, currency: str | None, *, occasions: bool) -> str:
    return f"{value:.1f}" if occasions else amount(value, currency)


def _plain_each(values: NDArray[np.float64], currency: str | None, *, occasions: bool) -> pa.Array:
    """`plain` of many values: millions share few sentences, so each distinct one is written once."""
    shown = np.round(values, 1 if occasions else 2)
    if not occasions:
        shown = np.where(np.abs(values) >= WHOLE_FROM, np.rint(values), shown)
    distinct, which = np.unique(shown, return_inverse=True)
    return pa.array([plain(v, currency, occasions=occasions) for v in distinct], pa.string()).take(pa.array(which))
