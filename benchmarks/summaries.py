"""From 10,000,000 order lines to one row a customer: against hand-written SQL and against the bare scan."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks import hand_sql
from benchmarks.books import orders
from benchmarks.clock import in_turn, spent
from benchmarks.make_orders import Truth
from benchmarks.table import Row, multiple
from goodwill import OrderBook, read_orders
from goodwill.measures.customer_days import materialise
from goodwill.measures.summary import Summary, summarise

AS_OF = date.fromisoformat(Truth().end)


def rows(rounds: int) -> Iterator[Row]:
    book = orders("10M")
    opened = read_orders(str(book))
    _agree(_summary(opened), book)
    ours, sql = in_turn(lambda: spent(lambda: _summary(opened)), lambda: hand_sql.summary_spent(book), rounds)
    yield multiple("summary of 10M lines, book opened", ours, "hand-written DuckDB SQL", sql, wanted="at most 1.2×")
    ours, sql = in_turn(
        lambda: spent(lambda: _summary(read_orders(str(book)))), lambda: hand_sql.summary_spent(book), rounds
    )
    yield multiple("the same with opening and checking the file", ours, "hand-written DuckDB SQL", sql)
    ours, scan = in_turn(lambda: spent(lambda: _summary(opened)), lambda: hand_sql.scan_spent(book), rounds)
    yield multiple("summary of 10M lines, book opened", ours, "bare scan of the columns", scan)


def _summary(book: OrderBook) -> Summary:
    return summarise(materialise(book), as_of=AS_OF)


def _agree(ours: Summary, book: Path) -> None:
    """Both must give the same answer, or the comparison means nothing."""
    hand = hand_sql.summary(book)
    for name, found, expected in (
        ("occasions", ours.occasions, hand["occasions"]),
        ("repeat_spend", ours.repeat_spend, hand["repeat_spend"]),
        ("returned", ours.returned, hand["returned"]),
        ("spend_last_year", ours.spend_last_year, np.nan_to_num(hand["spend_last_year"])),
        ("margin", ours.margin, hand["margin"]),
    ):
        if not np.allclose(found, expected.astype(np.float64), rtol=1e-9, atol=1e-6):
            raise RuntimeError(f"The summary and the hand-written SQL differ in {name}.")
