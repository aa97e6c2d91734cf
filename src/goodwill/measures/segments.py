"""Which segment each customer belongs to, by the segment column of the order lines."""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.measures.batches import batches
from goodwill.measures.per_customer import rows_of

MOST = 12
OTHERS = "all others"


def customer_segments(lines: ir.Table) -> ir.Table:
    """Of each customer the segment of its latest line that names one; of two at one moment, the alphabet's first."""
    named = lines.filter(lines.segment.notnull())
    latest = named.group_by(["customer", "segment"]).aggregate(at=named["at"].max())
    in_order = ibis.window(group_by=latest.customer, order_by=[latest["at"].desc(), latest.segment])
    ranked = latest.mutate(rank=ibis.row_number().over(in_order))
    return ranked.filter(ranked["rank"] == 0).select("customer", "segment")


def segment_of(lines: ir.Table, customer: NDArray[np.int64]) -> Mapping[str, NDArray[np.bool_]]:
    """For each segment, largest first, which of the sorted `customer` keys are in it; shape (customers,).

    The segment of a customer is as in `customer_segments`. Segments beyond the twelve largest are gathered as "all
    others"; customers without one are in none.
    """
    # Numbers, from 1 on: a name for each of millions of customers would not fit into memory.
    codes, numbers = np.zeros(len(customer), np.int32), dict[str, int]()
    for batch in batches(customer_segments(lines)):
        rows, known = rows_of(customer, batch["customer"].to_numpy())
        names = batch["segment"].dictionary_encode()
        of_name = [numbers.setdefault(name, len(numbers) + 1) for name in names.dictionary.to_pylist()]
        codes[rows[known]] = np.array(of_name, np.int32)[names.indices.to_numpy()[known]]
    sizes = np.bincount(codes, minlength=len(numbers) + 1)
    by_size = sorted((name for name in numbers if sizes[numbers[name]]), key=lambda name: (-sizes[numbers[name]], name))
    of = {name: codes == numbers[name] for name in by_size[:MOST]}
    if by_size[MOST:]:
        of[OTHERS] = np.isin(codes, [numbers[name] for name in by_size[MOST:]])
    return of
