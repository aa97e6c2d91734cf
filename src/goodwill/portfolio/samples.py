"""A sample of customers by a hash of their key, where a part tells as much as the whole."""

import ibis.expr.types as ir
from ibis.backends.duckdb import Backend

from goodwill.measures.customer_days import keep

ENOUGH = 100_000


def sample_days(connection: Backend, days: ir.Table, customers: int) -> tuple[ir.Table, str | None]:
    """Customer days of about 100,000 customers, and a sentence that says so; all of them where there are few more."""
    share = customers // ENOUGH
    if share <= 1:
        return days, None
    # Knuth's multiplicative hash: neighbouring keys were won at neighbouring times and must not end up together.
    hashed = (days.customer * 2654435761) % 4294967296
    sampled = days.filter((hashed.cast("int64") // 65536) % share == 0)
    return keep(connection, "sampled_days", sampled), f"on 1 customer in {share}, drawn by a hash of its key"
