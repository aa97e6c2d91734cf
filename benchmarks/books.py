"""The order books that are measured: made once, kept in .bench."""

from pathlib import Path

import numpy as np
import pyarrow.csv as pa_csv

from benchmarks.make_orders import Truth, write
from benchmarks.peer import BENCH
from goodwill.samples import path

CUSTOMERS = {"1M": 100_000, "10M": 1_000_000, "100M": 10_000_000}


def orders(lines: str, suffix: str = ".parquet") -> Path:
    """An order book of about so many lines, ten a customer."""
    return _made(f"orders-{lines}{suffix}", CUSTOMERS[lines], Truth())


def busy_orders() -> Path:
    """About 1,000,000 orders, 2,500,000 lines, of 100,000 customers who order more often and stay longer."""
    return _made("busy-orders.parquet", 100_000, Truth(rate_scale=8.1, dropout_shape_b=6.0))


def _made(name: str, customers: int, truth: Truth) -> Path:
    BENCH.mkdir(exist_ok=True)
    made = BENCH / name
    if not made.exists():
        print(f"making {made.name} …")
        partial = made.with_name(f"partial-{made.name}")
        write(partial, customers, truth=truth)
        partial.rename(made)
    return made


def cdnow_histories() -> Path:
    """The published CDNOW summary (39 weeks, 2,357 customers) as arrays, in weeks."""
    BENCH.mkdir(exist_ok=True)
    stored = BENCH / "cdnow-histories.npz"
    table = pa_csv.read_csv(path("cdnow/summary_39w.csv"))
    np.savez(
        stored,
        repeat_purchases=table["frequency"].to_numpy().astype(np.int64),
        last_purchase_age=table["recency"].to_numpy().astype(np.float64),
        observed_for=table["T"].to_numpy().astype(np.float64),
        mean_spend=table["monetary_value"].to_numpy().astype(np.float64),
    )
    return stored
