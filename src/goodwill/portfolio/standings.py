"""What an analysis says of each customer: columns of numbers, turned into rows only when asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

BATCH = 250_000

SCHEMA = pa.schema(
    [
        ("customer_id", pa.string()),
        ("first_order", pa.date32()),
        ("last_order", pa.date32()),
        ("orders", pa.int64()),
        ("repeat_purchases", pa.int64()),
        ("last_purchase_age", pa.float64()),
        ("observed_for", pa.float64()),
        ("mean_spend", pa.float64()),
        ("p_active", pa.float64()),
        ("p_return", pa.float64()),
        ("potential", pa.float64()),
        ("expected_orders", pa.float64()),
        ("expected_orders_low", pa.float64()),
        ("expected_orders_high", pa.float64()),
        ("expected_revenue", pa.float64()),
        ("expected_revenue_low", pa.float64()),
        ("expected_revenue_high", pa.float64()),
        ("lifetime_value", pa.float64()),
        ("lifetime_value_low", pa.float64()),
        ("lifetime_value_high", pa.float64()),
        ("group", pa.string()),
        ("rung", pa.string()),
        ("key_account_probability", pa.float64()),
        ("reason", pa.string()),
    ]
)


@dataclass(frozen=True, eq=False)
class Standings:
    """One row a customer with at least one occasion, sorted by the customer's key.

    numbers: one array of shape (customers,) for each numeric or date column of SCHEMA; NaN means not known.
    words: for each text column, a function from a slice of rows to their text.
    """

    rows: int
    numbers: dict[str, NDArray[np.generic]]
    words: dict[str, Callable[[slice], pa.Array]]

    @property
    def schema(self) -> pa.Schema:
        return SCHEMA

    def batch(self, rows: slice) -> pa.RecordBatch:
        columns = []
        for field in SCHEMA:
            if field.name in self.words:
                columns.append(self.words[field.name](rows).cast(field.type))
            elif field.name in self.numbers:
                values = pa.array(self.numbers[field.name][rows], from_pandas=True)
                columns.append(
                    values.cast(pa.int32()).cast(field.type)
                    if pa.types.is_date(field.type)
                    else values.cast(field.type)
                )
            else:
                columns.append(pa.nulls(len(range(*rows.indices(self.rows))), field.type))
        return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)

    def batches(self) -> Iterator[pa.RecordBatch]:
        for start in range(0, self.rows, BATCH):
            yield self.batch(slice(start, min(start + BATCH, self.rows)))
