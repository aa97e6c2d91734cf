"""What customers cost beyond their goods: serving them, and what is made or agreed for them alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from goodwill.evidence.costs import read_costs, read_rates
from goodwill.evidence.order_book import OrderBook
from goodwill.measures.cost_to_serve import Activity, CostToServe, cost_to_serve
from goodwill.measures.standing_costs import StandingCost, standing_costs
from goodwill.measures.summary import Summary
from goodwill.portfolio.settings import Wanted
from goodwill.terms import Finding
from goodwill.terms.money import amount


@dataclass(frozen=True, eq=False)
class Costs:
    """Of each customer, shape (customers,): all of it, and of the 365 days to the as-of day."""

    cost: NDArray[np.float64]
    cost_last_year: NDArray[np.float64]


def all_costs(
    book: OrderBook, summary: Summary, wanted: Wanted, *, as_of: date
) -> tuple[Costs | None, tuple[Finding, ...]]:
    """Costs to serve and entitlements together, None where there are neither, and what a person should know of them."""
    found = Costs(np.zeros(len(summary.customer)), np.zeros(len(summary.customer)))
    costly = False
    said: tuple[Finding, ...] = ()
    if wanted.costs is not None and wanted.rates is not None:
        served, said = cost_of_serving(book, summary, costs=wanted.costs, rates=wanted.rates, as_of=as_of)
        found, costly = Costs(served.cost, served.cost_last_year), True
    if wanted.entitled:
        made, notes = cost_of_entitlements(book, summary, wanted.entitled, margin=wanted.margin, as_of=as_of)
        said = (*said, *notes)
        if made is not None:
            found = Costs(found.cost + made.cost, found.cost_last_year + made.cost_last_year)
            costly = True
    return found if costly else None, said


def cost_of_entitlements(
    book: OrderBook, summary: Summary, entitled: Sequence[StandingCost], *, margin: float | None, as_of: date
) -> tuple[Costs | None, tuple[Finding, ...]]:
    """None where there is no margin to take them from: revenue stays revenue, and a finding says what it leaves out."""
    found = standing_costs(entitled, customer=summary.customer, as_of=as_of)
    charged, said = float(found.cost_last_year.sum()), []
    if margin is None and not book.margin_column:
        if charged:
            sentence = (
                f"What is made for customers cost {amount(charged, book.currency)} in the last 365 days. It is not "
                "taken off, for no margin is known."
            )
            said.append(Finding("entitlements-not-counted", "note", sentence))
        return None, tuple(said)
    if found.uncharged:
        sentence = (
            f"{amount(found.uncharged, book.currency)} of the last 365 days went into what is made for customers "
            "without an order, and is charged to nobody."
        )
        said.append(Finding("entitlements-without-customer", "warning", sentence))
    return Costs(found.cost, found.cost_last_year), tuple(said)


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
