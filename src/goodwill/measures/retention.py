"""Retention, churn and repeat buying by their several definitions, each under its own name."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import ibis.expr.types as ir

from goodwill.measures.almanac import YEAR, date_of, day_of
from goodwill.measures.batches import fetch
from goodwill.measures.rate import Rate
from goodwill.measures.retention_counts import base, repeats, revenue
from goodwill.terms import UsageError
from goodwill.terms.dates import written_day


@dataclass(frozen=True)
class RetentionRates:
    """Every definition of keeping customers that an order book without contracts allows.

    repeat_rate: of all customers ever, those with a second occasion. repeat_rate_within: of those whose first
    window_days are over, those with a second occasion within them. customer_retention: of the base a year ago, those
    in the base now; churn is 1 minus that. net_customer_change: how much the base has grown or shrunk over the year.
    new_lost_again: of the customers won in that year, those lost within it, who are in no other rate of loss.
    gross_revenue_retention: what last year's payers still pay, counted up to their former amount;
    net_revenue_retention: with their increases.
    """

    as_of: date
    window_days: int
    repeat_rate: Rate
    repeat_rate_within: Rate
    customer_retention: Rate
    churn: Rate
    net_customer_change: Rate
    new_lost_again: Rate
    gross_revenue_retention: Rate
    net_revenue_retention: Rate

    @property
    def definitions(self) -> tuple[Rate, ...]:
        return (
            self.repeat_rate,
            self.repeat_rate_within,
            self.customer_retention,
            self.churn,
            self.net_customer_change,
            self.new_lost_again,
            self.gross_revenue_retention,
            self.net_revenue_retention,
        )


def retention_rates(days: ir.Table, *, as_of: date, window_days: int) -> RetentionRates:
    """All rates as of one day; a year is 365 days. In the base is as `leaky_bucket` says.

    A rate that the record is too short for, or that has nobody to count, is None and says why.

    Raises:
        UsageError: if window_days is below 1.
    """
    if window_days < 1:
        raise UsageError(f"The window of the base must be at least 1 day long, not {window_days}.")
    look = _Look(as_of, window_days, _row(repeats(days, as_of, window_days)))
    in_base, paid = _row(base(days, as_of, window_days)), _row(revenue(days, as_of))
    return RetentionRates(as_of, window_days, *look.repeat(), *look.customers(in_base), *look.revenue(paid))


def revenue_retention(revenue: float, *, churned: float, contraction: float, expansion: float) -> tuple[float, float]:
    """Gross and net: (R0 - churned - contraction) / R0, and the same with expansion added.

    Raises:
        UsageError: if revenue is not above 0.
    """
    if not revenue > 0:
        raise UsageError(f"Revenue retention needs a revenue above 0 to start from, not {revenue:g}.")
    gross = (revenue - churned - contraction) / revenue
    return gross, gross + expansion / revenue


def annualised(rate: float, *, periods_per_year: float) -> float:
    """The yearly rate of a rate per period, by compounding: r_year = r_month ^ 12."""
    return float(rate**periods_per_year)


def _row(table: ir.Table) -> dict[str, Any]:
    return dict(fetch(table).to_pylist()[0])


@dataclass(frozen=True)
class _Look:
    """The dates and windows that the rates name. found: the row of `repeats`."""

    as_of: date
    window: int
    found: dict[str, Any]

    @property
    def then(self) -> date:
        return self.as_of - timedelta(days=YEAR)

    def repeat(self) -> tuple[Rate, Rate]:
        found = self.found
        return (
            Rate(
                "repeat rate",
                f"Customers with a second purchase day, of all who bought up to {written_day(self.as_of)}",
                found["repeaters"],
                found["customers"],
                None if found["customers"] else f"Nobody has bought up to {written_day(self.as_of)}.",
            ),
            Rate(
                f"repeat rate within {self.window} days",
                f"Customers who bought again within {self.window} days of their first purchase, "
                f"of all who bought first by {written_day(self.as_of - timedelta(days=self.window))}",
                found["quick"],
                found["seen"],
                None if found["seen"] else f"Nobody has been known for {self.window} days yet.",
            ),
        )

    def customers(self, base: dict[str, Any]) -> tuple[Rate, Rate, Rate, Rate]:
        short = self._short_of(self.window, "The base")
        reason = short or (None if base["then"] else f"Nobody was in the base on {written_day(self.then)}.")
        in_base = f"in the base (a purchase in the last {self.window} days)"
        year = f"from {written_day(self.then)} to {written_day(self.as_of)}"
        return (
            Rate(
                "customer retention",
                f"Customers {in_base} at the end of the year, of those in it at the start, {year}",
                base["kept"],
                base["then"],
                reason,
            ),
            Rate(
                "churn",
                f"Customers no longer {in_base} at the end of the year, of those in it at the start, {year}",
                base["then"] - base["kept"],
                base["then"],
                reason,
            ),
            Rate(
                "net customer change",
                f"Customers gained less customers lost, of those {in_base} at the start, {year}",
                base["now"] - base["then"],
                base["then"],
                reason,
            ),
            Rate(
                "new customers lost again",
                f"Customers who first bought within the year and had left the base by its end, {year}",
                base["new"] - base["new_kept"],
                base["new"],
                self._short_of(self.window, "Who is new") or (None if base["new"] else f"Nobody new came {year}."),
            ),
        )

    def revenue(self, money: dict[str, Any]) -> tuple[Rate, Rate]:
        reason = self._short_of(YEAR, "The year before last")
        if money["before"] is None:
            reason = reason or "The orders carry no amount, or nobody paid anything in the year before last."
        began, ended = (written_day(day) for day in (self.then - timedelta(days=YEAR - 1), self.then))
        years = f"{began} to {ended}, against the year to {written_day(self.as_of)}"
        return (
            Rate(
                "gross revenue retention",
                f"Net revenue kept from customers of the year {years}, increases not counted",
                _float(money["kept"]),
                _float(money["before"]),
                reason,
            ),
            Rate(
                "net revenue retention",
                f"Net revenue from customers of the year {years}, increases counted",
                _float(money["after"]),
                _float(money["before"]),
                reason,
            ),
        )

    def _short_of(self, window: int, what: str) -> str | None:
        """Why the record cannot tell what happened in the `window` days before a year ago, if it cannot."""
        start = self.found["start"]
        if start is None:
            return f"Nobody has bought up to {written_day(self.as_of)}."
        needed = day_of(self.then) - window + 1
        if start <= needed:
            return None
        wanted, had = (written_day(date_of(day)) for day in (needed, start))
        return f"{what} needs orders from {wanted} on; the record begins on {had}."


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
