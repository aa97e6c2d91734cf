from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.measures.batches import fetch
from goodwill.measures.customer_days import PURCHASE, OrdersBy
from goodwill.measures.per_customer import per_customer
from goodwill.measures.summary import Summary

if TYPE_CHECKING:
    from goodwill.evidence.order_book import OrderBook


def orders_by(lines: ir.Table) -> OrdersBy:
    """How lines are gathered into orders: by id where there are ids, else by time where there is a time of day.

    Without either, every row is an order.
    """
    at = lines["at"]
    told = lines.aggregate(id=lines.order_key.notnull().any(), time=(at != at.truncate("D")).any())
    found = fetch(told).to_pylist()[0]
    return "id" if found["id"] else "time" if found["time"] else "row"


def count_orders(lines: ir.Table, *, by: OrdersBy | None = None) -> int:
    """The exact number of different orders among the purchases; by default as `orders_by` finds them."""
    bought = lines.filter(lines.kind == PURCHASE)
    by = by or orders_by(lines)
    if by == "row":
        return _number(bought)
    if by == "time":
        return _number(bought.select("customer", "at").distinct())
    with_id = bought.filter(bought.order_key.notnull())
    return _number(with_id.select("order_key").distinct()) + _number(bought.filter(bought.order_key.isnull()))


def orders_per_customer(book: "OrderBook", summary: Summary) -> NDArray[np.int64]:
    """The exact number of different orders of each customer in `summary`, up to and including its as-of day."""
    by: OrdersBy = "id" if book.has_order_id else "time" if book.has_time_of_day else "row"
    midnight = datetime.combine(summary.as_of + timedelta(days=1), time())
    within = book.lines.filter(book.lines["at"] < midnight)
    return per_customer(order_counts(within, by=by), summary.customer)["orders"]


def order_counts(lines: ir.Table, *, by: OrdersBy) -> ir.Table:
    """customer, orders: different orders with at least one purchase, of each customer that has one."""
    bought = lines.filter(lines.kind == PURCHASE)
    if by == "id":
        bought = bought.select("customer", "order_key").distinct()
    elif by == "time":
        bought = bought.select("customer", "at").distinct()
    return bought.group_by("customer").aggregate(orders=bought.count())


def _number(rows: ir.Table) -> int:
    return int(fetch(rows.aggregate(rows=rows.count()))["rows"][0].as_py())
