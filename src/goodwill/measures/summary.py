"""What each customer did up to the as-of day, in arrays."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.measures.almanac import YEAR, day_of, period_start
from goodwill.measures.batches import batches
from goodwill.measures.customer_days import money
from goodwill.measures.per_customer import per_customer
from goodwill.terms import Histories, Unit, UsageError
from goodwill.terms.period import DAYS

Occasion = Literal["day", "week", "month", "order"]

COLUMNS: dict[str, type[np.generic]] = {
    "customer": np.int64,
    "first_day": np.int32,
    "last_day": np.int32,
    "occasions": np.int64,
    "spend": np.float64,
    "returned": np.float64,
    "margin": np.float64,
    "repeat_spend": np.float64,
    "spend_last_year": np.float64,
    "margin_last_year": np.float64,
}


@dataclass(frozen=True, eq=False)
class Summary:
    """One row per customer with at least one purchase occasion up to `as_of`, sorted by customer.

    first_day, last_day: day numbers (since 1970-01-01) of the first and last occasion. occasions: their number.
    spend: amounts of all purchases; returned: of returns and cancellations, 0 or below; margin: of both.
    repeat_spend: spend on the occasions after the first; mean_repeat_spend: its mean, NaN where there is none.
    spend_last_year, margin_last_year: net of returns, over the 365 days that end with as_of. Money is rounded to 4
    decimals, NaN where the orders carry none. without_occasion: customers with nothing but returns, cancellations
    and zero amounts, who are in no array.
    """

    as_of: date
    customer: NDArray[np.int64]
    first_day: NDArray[np.int32]
    last_day: NDArray[np.int32]
    occasions: NDArray[np.int64]
    spend: NDArray[np.float64]
    returned: NDArray[np.float64]
    margin: NDArray[np.float64]
    repeat_spend: NDArray[np.float64]
    mean_repeat_spend: NDArray[np.float64]
    spend_last_year: NDArray[np.float64]
    margin_last_year: NDArray[np.float64]
    without_occasion: int

    @property
    def customers(self) -> int:
        return len(self.customer)

    def histories(self, unit: Unit = "week") -> Histories:
        """The same customers as repeat occasions, age at the last one and age on the as-of day, in `unit`."""
        days = DAYS[unit]
        return Histories(
            repeat_purchases=self.occasions - 1,
            last_purchase_age=(self.last_day - self.first_day) / days,
            observed_for=(day_of(self.as_of) - self.first_day) / days,
            unit=unit,
            mean_spend=self.mean_repeat_spend,
        )


def summarise(days: ir.Table, *, as_of: date, occasion: Occasion = "day") -> Summary:
    """What each customer did up to and including `as_of`, from the table of customer days.

    occasion "week" (Monday to Sunday) and "month" join all purchases of one calendar week or month into one
    occasion, dated to its first purchase. "order" counts every order, dated to its day; a day's spend is shared
    equally among its orders.

    Raises:
        UsageError: if occasion is "order" and the days do not carry the number of orders.
    """
    columns, without_occasion = _arrays(summary(days, as_of=as_of, occasion=occasion))
    repeats = columns["occasions"] - 1
    mean = np.full(len(repeats), np.nan)
    np.divide(columns["repeat_spend"], repeats, out=mean, where=repeats > 0)
    return Summary(as_of=as_of, mean_repeat_spend=mean, without_occasion=without_occasion, **columns)


def summary(days: ir.Table, *, as_of: date, occasion: Occasion = "day") -> ir.Table:
    """The columns of `Summary` (but the mean) as an expression; customers without an occasion have occasions = 0."""
    parts = _occasions(days.filter(days.day <= day_of(as_of)), day_of(as_of) - YEAR, occasion)
    return parts.group_by("customer").aggregate(
        first_day=parts.on.min(),
        last_day=parts.on.max(),
        occasions=parts.on.count() if occasion == "day" else parts.occasions.sum(),
        spend=money(parts.spend.sum()),
        returned=money(parts.returned.sum()),
        margin=money(parts.margin.sum()),
        repeat_spend=money(parts.spend.sum() - parts.spend_each.argmin(parts.on, where=parts.on.notnull())),
        spend_last_year=money(parts.recent_spend.sum()),
        margin_last_year=money(parts.recent_margin.sum()),
    )


def _occasions(days: ir.Table, year_ago: int, occasion: Occasion) -> ir.Table:
    """Customer days as parts of occasions: `on` is the day of the occasion, NULL where nothing was bought."""
    recent = days.day > year_ago
    bought = days.purchases > 0
    parts = days.mutate(
        on=ibis.ifelse(bought, days.day, None),
        occasions=bought.cast("int32"),
        recent_spend=ibis.ifelse(recent, days.spend + days.returned, 0.0),
        recent_margin=ibis.ifelse(recent, days.margin, 0.0),
    )
    if occasion == "day":
        return parts.mutate(spend_each=parts.spend)
    if occasion == "order":
        if "orders" not in days.columns:
            raise UsageError('Occasions of "order" need customer days that were made with orders_by=…')
        return parts.mutate(occasions=parts.orders, spend_each=parts.spend / parts.orders.nullif(0))
    slots = parts.group_by("customer", slot=period_start(parts.day, occasion)).aggregate(
        on=parts.on.min(),
        occasions=parts.occasions.max(),
        spend=parts.spend.sum(),
        returned=parts.returned.sum(),
        margin=parts.margin.sum(),
        recent_spend=parts.recent_spend.sum(),
        recent_margin=parts.recent_margin.sum(),
    )
    return slots.mutate(spend_each=slots.spend)


def _arrays(table: ir.Table) -> tuple[dict[str, NDArray[Any]], int]:
    """The rows with an occasion as arrays sorted by customer, and the number of the others."""
    pieces: dict[str, list[NDArray[Any]]] = {name: [np.empty(0, kind)] for name, kind in COLUMNS.items()}
    without_occasion = 0
    for batch in batches(table.order_by("customer")):
        bought = batch["occasions"].to_numpy() > 0
        without_occasion += int(len(bought) - bought.sum())
        rows = slice(None) if bought.all() else bought
        for name, kind in COLUMNS.items():
            # A copy, so that the engine's memory of a batch is free before the next one comes.
            pieces[name].append(batch[name].to_numpy(zero_copy_only=False)[rows].astype(kind))
    return {name: np.concatenate(pieces.pop(name)) for name in COLUMNS}, without_occasion


def occasions_since(days: ir.Table, summary: Summary, *, after: int) -> NDArray[np.int64]:
    """Days with a purchase after the day number `after`, up to the summary's as-of day, for each of its customers."""
    recent = days.filter(days.purchases > 0, days.day > after, days.day <= day_of(summary.as_of))
    counted = recent.group_by("customer").aggregate(occasions=recent.count())
    return per_customer(counted, summary.customer)["occasions"]
