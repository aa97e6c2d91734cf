"""The columns of `customers.parquet`, from what was counted and what is expected."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goodwill.evidence.order_book import OrderBook
from goodwill.measures.summary import Summary
from goodwill.portfolio.groups import GROUPS
from goodwill.portfolio.outlook import Outlook
from goodwill.portfolio.reasons import group_reasons
from goodwill.portfolio.rungs import RUNGS, rungs, words
from goodwill.portfolio.standings import Standings
from goodwill.terms import Histories


def standings(
    book: OrderBook,
    summary: Summary,
    histories: Histories,
    outlook: Outlook | None,
    *,
    occasions_in_window: NDArray[np.int64],
    orders: NDArray[np.int64],
    key_probability: NDArray[np.float64] | None,
    why_not: str,
) -> Standings:
    """One row a customer. why_not: the reason given where nothing could be forecast."""
    numbers: dict[str, NDArray[np.generic]] = {
        "first_order": summary.first_day,
        "last_order": summary.last_day,
        "orders": orders,
        "repeat_purchases": histories.repeat_purchases,
        "last_purchase_age": histories.last_purchase_age,
        "observed_for": histories.observed_for,
    }
    if histories.mean_spend is not None:
        numbers["mean_spend"] = histories.mean_spend
    words_of: dict[str, Callable[[slice], pa.Array]] = {"customer_id": names(book, summary)}
    if outlook is None:
        words_of["reason"] = lambda rows: pa.array([why_not] * len(range(*rows.indices(len(orders)))))
        return Standings(len(orders), numbers, words_of)
    p = outlook.prediction
    if outlook.method.doubtful is None:
        numbers["p_active"] = p.p_active
    numbers["p_return"] = p.p_return
    numbers["potential"] = outlook.potential
    for column, ranges in (
        ("expected_orders", p.occasions),
        ("expected_revenue", p.revenue),
        ("lifetime_value", p.value),
    ):
        if ranges is not None:
            numbers[column] = outlook.scaled(ranges.mean)
            numbers[f"{column}_low"] = outlook.scaled(ranges.low)
            numbers[f"{column}_high"] = outlook.scaled(ranges.high)
    if key_probability is not None:
        numbers["key_account_probability"] = key_probability
    codes, cuts = outlook.grouping.codes, outlook.grouping.cuts
    rung = rungs(occasions_in_window, np.asarray(p.p_return, np.float64), return_cut=cuts.expected_to_return)
    words_of["group"] = lambda rows: words(codes[rows], GROUPS)
    words_of["rung"] = lambda rows: words(rung[rows], RUNGS)
    words_of["reason"] = lambda rows: group_reasons(
        codes[rows],
        np.asarray(p.p_return[rows], np.float64),
        outlook.potential[rows],
        cuts=cuts,
        horizon=outlook.horizon,
        currency=book.currency,
    )
    return Standings(len(orders), numbers, words_of)


def names(book: OrderBook, summary: Summary) -> Callable[[slice], pa.Array]:
    """Customer ids as the evidence writes them, for a slice of the summary's rows."""
    if book.customer_ids is None:
        return lambda rows: pa.array(summary.customer[rows]).cast(pa.string())
    table = book.customer_ids.order_by("customer").to_pyarrow()
    keys = table["customer"].to_numpy()
    ids = table["customer_id"].combine_chunks()
    return lambda rows: ids.take(pa.array(np.searchsorted(keys, summary.customer[rows])))
