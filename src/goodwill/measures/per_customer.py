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
    for batch in batches(table) if len(customer) else ():
        keys = batch["customer"].to_numpy()
        rows = np.minimum(np.searchsorted(customer, keys), len(customer) - 1)
        known = customer[rows] == keys
        for name in names:
            found[name][rows[known]] = batch[name].to_numpy(zero_copy_only=False)[known]
    return found
