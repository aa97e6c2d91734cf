"""Write an order book of any size: seeded, in time order, with known truth.

Each customer arrives at a uniform moment of the window, buys at a personal Gamma rate, may leave for good after any
repeat order with a personal Beta chance, and spends around a personal mean (the gamma-gamma story). An order has one
or more lines, all at its second. Customers are simulated in chunks and sorted outside of memory, so that 100,000,000
lines need about 2 GB. The generator shares no code with the package.

    python -m benchmarks.make_orders orders.parquet --customers 1000000      some 10 lines a customer
"""

import argparse
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

SECONDS_A_DAY = 86_400
CHUNK = 200_000


@dataclass(frozen=True)
class Truth:
    """What the simulated customers are like; times in days, money in the order book's currency."""

    rate_shape: float = 0.6
    rate_scale: float = 29.4
    dropout_shape_a: float = 0.8
    dropout_shape_b: float = 2.5
    spend_shape: float = 4.0
    spend_spread: float = 6.0
    mean_line: float = 12.0
    lines_an_order: float = 2.5
    days: int = 730
    end: str = "2025-12-31"


def simulate(rng: np.random.Generator, customers: int, truth: Truth) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The orders of `customers` new people: who (0 to customers - 1) and when (days before the end of the window)."""
    observed = rng.uniform(0.0, truth.days, customers)
    rate = rng.gamma(truth.rate_shape, 1.0 / truth.rate_scale, customers)
    leaving = np.maximum(rng.beta(truth.dropout_shape_a, truth.dropout_shape_b, customers), 1e-12)
    wanted = rng.poisson(rate * observed)
    made = np.minimum(wanted, rng.geometric(leaving))

    # Given their number, the moments of a Poisson process are uniform: one sort orders them all within each customer.
    who = np.repeat(np.arange(customers), wanted)
    moment = np.sort(who + rng.random(len(who))) - who
    rank = np.arange(len(who)) - np.repeat(np.cumsum(wanted) - wanted, wanted)
    kept = rank < made[who]
    who, moment = who[kept], moment[kept]
    firsts = np.arange(customers)
    return np.concatenate((firsts, who)), np.concatenate((observed, (1.0 - moment) * observed[who]))


def order_lines(rng: np.random.Generator, customers: int, truth: Truth) -> dict[str, NDArray[np.int64]]:
    """One row a line: customer and order counted from 0 within the chunk, second of the order, cents."""
    who, days_left = simulate(rng, customers, truth)
    end = int(np.datetime64(truth.end, "s").astype(np.int64)) + SECONDS_A_DAY
    second = end - 1 - (days_left * SECONDS_A_DAY).astype(np.int64)
    personal_mean = truth.mean_line * (truth.spend_spread - 1.0) / rng.gamma(truth.spend_spread, 1.0, customers)
    personal_margin = rng.uniform(0.15, 0.55, customers)

    order = np.repeat(np.arange(len(who)), 1 + rng.poisson(truth.lines_an_order - 1.0, len(who)))
    customer = who[order]
    spend = rng.gamma(truth.spend_shape, 1.0 / truth.spend_shape, len(order)) * personal_mean[customer]
    cents = np.maximum(1, np.rint(spend * 100.0)).astype(np.int64)
    margin = np.rint(cents * personal_margin[customer]).astype(np.int64)
    return {"customer": customer, "order": order, "second": second[order], "cents": cents, "margin": margin}


def spill(folder: Path, customers: int, truth: Truth, seed: int) -> None:
    """Simulate chunk by chunk into one file each; every chunk has its own stream of random numbers."""
    orders = 0
    for number, first in enumerate(range(0, customers, CHUNK)):
        rng = np.random.default_rng([seed, number])
        lines = order_lines(rng, min(CHUNK, customers - first), truth)
        table = pa.table(
            {
                "customer_id": lines["customer"] + np.int64(first + 1),
                "order_id": lines["order"] + np.int64(orders + 1),
                "ordered_at": pa.array(lines["second"]).cast(pa.timestamp("s")),
                "amount": lines["cents"] / 100.0,
                "margin": lines["margin"] / 100.0,
            }
        )
        orders += int(lines["order"][-1]) + 1
        pq.write_table(table, folder / f"{number:05d}.parquet", compression="lz4")


def write(out: Path, customers: int, *, truth: Truth | None = None, seed: int = 1, text_keys: bool = False) -> int:
    """Write the order book as Parquet, or as CSV if the name says so; returns the number of lines.

    `text_keys` makes customer_id a scattered text, so that its order tells nothing about the customer's age.
    """
    folder = Path(tempfile.mkdtemp(prefix="spill-", dir=out.parent))
    try:
        spill(folder, customers, truth or Truth(), seed)
        # An odd factor maps the 40-bit numbers one to one.
        key = "format('C{:013d}', (customer_id * 668265263) % 1099511627776)" if text_keys else "customer_id"
        text = out.suffix == ".csv"
        form = "FORMAT csv, HEADER" if text else "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 1000000"
        with duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(folder / "sort")}) as connection:
            connection.execute("SET enable_progress_bar = false")
            connection.execute(
                f"COPY (SELECT * REPLACE ({key} AS customer_id) FROM read_parquet('{folder}/*.parquet') "
                f"ORDER BY ordered_at, order_id, amount, margin) TO '{out}' ({form})"
            )
            counted = connection.execute(
                f"SELECT count(*) FROM read_{'csv' if text else 'parquet'}('{out}')"
            ).fetchone()
        return int(counted[0]) if counted else 0
    finally:
        shutil.rmtree(folder)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a synthetic order book, as Parquet or CSV by its name.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--text-keys", action="store_true", help="customer ids as text")
    chosen = parser.parse_args()
    rows = write(chosen.out, chosen.customers, seed=chosen.seed, text_keys=chosen.text_keys)
    print(f"{rows:,} lines of {chosen.customers:,} customers in {chosen.out}")


if __name__ == "__main__":
    main()
