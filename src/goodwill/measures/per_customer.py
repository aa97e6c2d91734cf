from typing import Any

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.measures.batches import batches


def per_customer(table: ir.Table, customer: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """Every other column of `table` as an array in the order of the sorted keys `customer`; 0 where a key is absent.

    table has one row per customer in the column `customer`; rows of customers not asked for are left out.
    """
    names = [name for name in table.columns if name != "customer"]
    found = {name: np.zeros(len(customer), table.schema()[name].to_numpy()) for name in names}
    for batch in batches(table):
        rows, known = rows_of(customer, batch["customer"].to_numpy())
        for name in names:
            found[name][rows[known]] = batch[name].to_numpy(zero_copy_only=False)[known]
    return found


def rows_of(customer: NDArray[np.int64], keys: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each key stands in the sorted keys `customer`, and whether it is among them at all."""
    if not len(customer):
        return np.zeros(len(keys), np.intp), np.zeros(len(keys), np.bool_)
    # Sought in ascending order, for millions of leaps through memory cost more than sorting the keys first.
    ascending = np.argsort(keys)
    rows = np.empty(len(keys), np.intp)
    rows[ascending] = np.searchsorted(customer, keys[ascending])
    np.minimum(rows, len(customer) - 1, out=rows)
    return rows, customer[rows] == keys
