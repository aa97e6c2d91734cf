"""`goodwill analyse` from end to end, as a command of its own: time, memory, and how both grow with the order book."""

import math
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks import hand_sql
from benchmarks.books import CUSTOMERS, orders
from benchmarks.clock import Cost, cost_of
from benchmarks.table import Row, seconds

WANTED = {"1M": "", "10M": "40 s, 4 GiB, 16× the SQL", "100M": "300 s, 8 GiB, 16× the SQL"}


def csv_rows() -> Iterator[Row]:
    cost = _analyse(orders("1M", ".csv"))
    yield Row("analyse, CSV of 1M lines, end to end", _told(cost), "", "", "", "15 s")


def rows(sizes: Sequence[str]) -> Iterator[Row]:
    costs: dict[str, Cost] = {}
    for size in sizes:
        book = orders(size)
        # The SQL is timed before and after, so that a machine that swings does so for both.
        before = min(hand_sql.summary_spent(book).seconds for _ in range(2))
        costs[size] = _analyse(book)
        sql = (before + hand_sql.summary_spent(book).seconds) / 2
        customers = f"{CUSTOMERS[size]:,}"
        yield Row(
            f"analyse, Parquet of {size} lines, {customers} customers, end to end",
            _told(costs[size]),
            "hand-written SQL, summary only",
            seconds(sql),
            f"{costs[size].seconds / sql:.1f}× the time",
            WANTED[size],
        )
    for smaller, larger in pairwise(sizes):
        tenfold = math.log(CUSTOMERS[larger] / CUSTOMERS[smaller])
        time = math.log(costs[larger].seconds / costs[smaller].seconds) / tenfold
        cpu = math.log(costs[larger].cpu_seconds / costs[smaller].cpu_seconds) / tenfold
        memory = math.log(costs[larger].peak_gib / costs[smaller].peak_gib) / tenfold
        yield Row(
            f"growth from {smaller} to {larger} lines (1 is linear)",
            f"time {time:.2f}, CPU {cpu:.2f}, memory {memory:.2f}",
            "",
            "",
            "",
            "time at most 1",
        )


def _analyse(book: Path) -> Cost:
    goodwill = Path(sys.prefix) / "bin" / "goodwill"
    with tempfile.TemporaryDirectory() as out:
        return cost_of([str(goodwill), "analyse", str(book), "--out", out, "--quiet"])


def _told(cost: Cost) -> str:
    return f"{seconds(cost.seconds)}, CPU {seconds(cost.cpu_seconds)}, peak {cost.peak_gib:.2f} GiB"
