"""What serving each customer cost, from files of events and rates."""

from datetime import date
from pathlib import Path

from goodwill.evidence.costs import read_costs, read_rates
from goodwill.evidence.order_book import OrderBook
from goodwill.measures.cost_to_serve import Activity, CostToServe, cost_to_serve
from goodwill.measures.summary import Summary
from goodwill.terms import Finding


def cost_of_serving(
    book: OrderBook, summary: Summary, *, costs: Path, rates: Path, as_of: date
) -> tuple[CostToServe, tuple[Finding, ...]]:
    """Costs of the customers in `summary` up to `as_of`, and what a person should know of the two files."""
    events = read_costs(costs, book)
    activities = [Activity(r.activity, r.rate, r.capacity, r.ledger) for r in read_rates(rates)]
    ids = book.customer_ids
    if ids is None:
        seen = book.lines.select("customer").distinct()
        ids = seen.mutate(customer_id=seen.customer.cast("string"))
    found = cost_to_serve(
        events.events,
        activities,
        customer_ids=ids,
        customer=summary.customer,
        as_of=as_of,
    )
    return found, (*events.findings, *found.findings)
