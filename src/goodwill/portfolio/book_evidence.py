"""What an order book holds, counted: the evidence part of every result."""

from datetime import date

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.evidence.order_book import OrderBook
from goodwill.measures.batches import totals
from goodwill.measures.customer_days import ZERO, materialise
from goodwill.measures.orders import orders_per_customer
from goodwill.measures.summary import Occasion, Summary, summarise
from goodwill.portfolio.analysis import Evidence
from goodwill.portfolio.past import day_number, day_of
from goodwill.terms import EvidenceError


def last_day(book: OrderBook, days: ir.Table) -> date:
    """Day of the last order that is not after the day the book was read."""
    bought = days.filter(days.purchases > 0, days.day <= day_number(book.run_on))
    found = totals(bought, day=bought.day.max())["day"]
    if found is None:
        raise EvidenceError(
            f"No purchase on or before {book.run_on} was found among {book.accepted:,} accepted rows. "
            "Check the date and amount columns with `goodwill check`, and name them with --column."
        )
    return day_of(found)


def record_start(days: ir.Table) -> date:
    """Day of the first occasion of all."""
    found = totals(days, day=days.day.min(where=days.purchases > 0))["day"]
    if found is None:
        raise EvidenceError("Not one row is a purchase: every accepted row is a return, a cancellation or of amount 0.")
    return day_of(found)


def _money(days: ir.Table, as_of: date) -> tuple[float, float]:
    """Gross purchases and returns (0 or negative) of every customer, those with nothing but returns included."""
    within = days.filter(days.day <= day_number(as_of))
    found = totals(within, gross=within.spend.sum(), returned=within.returned.sum())
    return round(found["gross"] or 0.0, 2), round(found["returned"] or 0.0, 2)


def describe(
    book: OrderBook,
    days: ir.Table,
    summary: Summary,
    orders: NDArray[np.int64],
    *,
    as_of: date,
    first: date,
    last: date,
) -> Evidence:
    """Counts of the rows read and of what lies in the window up to and including `as_of`."""
    outside = totals(days, lines=days.lines.sum(where=days.day > day_number(as_of)))["lines"] or 0
    gross, returned = _money(days, as_of) if book.has_amount else (None, None)
    return Evidence(
        rows=book.rows,
        accepted=book.accepted,
        set_aside=book.set_aside,
        set_aside_reasons=dict(book.set_aside_reasons),
        outside_window=outside,
        returns=book.returns,
        returns_matched=book.returns_matched,
        orders=int(orders.sum()),
        occasions=int(summary.occasions.sum()),
        customers=len(summary.customer),
        customers_without_occasion=summary.without_occasion,
        first=first,
        last=last,
        currency=book.currency,
        gross_revenue=gross,
        net_revenue=None if gross is None or returned is None else round(gross + returned, 2),
        sources=tuple(book.sources),
        zero_amounts=book.kinds.get(ZERO, 0),
    )


def examine(book: OrderBook, *, as_of: date | None, occasion: Occasion) -> Evidence:
    """The evidence as of a day, or as of the last order."""
    days = materialise(book, occasion=occasion)
    last = last_day(book, days)
    first = record_start(days)
    end = as_of or last
    if end < first:
        raise EvidenceError(f"The first order is of {first}, after the as-of day {end}. Choose a later --as-of.")
    summary = summarise(days, as_of=end, occasion=occasion)
    return describe(
        book,
        days,
        summary,
        orders_per_customer(book, summary),
        as_of=end,
        first=first,
        last=min(end, last),
    )
