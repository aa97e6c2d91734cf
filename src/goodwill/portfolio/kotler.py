"""Kotler's four steps to keeping customers, as far as an order book goes."""

from goodwill.terms import Estimate
from goodwill.terms.money import amount


def four_steps(
    rate: Estimate | None,
    lost: int | None,
    lost_profit: float | None,
    worth: Estimate | None,
    worth_by_group: float | None,
    *,
    money: str,
    currency: str | None,
    days: int = 365,
) -> tuple[tuple[str, str], ...]:
    """Step and finding: measure retention, list causes, work out the lost profit, compare with the cost of keeping.

    lost: customers lost over `days`. lost_profit: what they had brought in their last year. worth: of one more point of
    retention, as if all were alike; worth_by_group: each group at its own rate. money: what all of
    these are counted in ("margin", "revenue").
    """
    measured = "Not known yet: the record is too short." if rate is None else f"{100 * rate.mean:.0f}% are kept a year."
    if lost is None:
        third = "Not known yet."
    elif lost_profit is None:
        third = (
            f"{lost:,} customers were lost in {days} days; what they would have brought is not known without amounts."
        )
    else:
        brought = f"{amount(lost_profit, currency)} of {money}"
        third = f"{lost:,} customers were lost in {days} days; they had brought {brought} in a year."
    apart = "" if worth_by_group is None else f", {amount(worth_by_group, currency)} reckoned group by group"
    fourth = (
        "Not known without amounts and a year of record."
        if worth is None
        else f"Keeping one more in a hundred is worth {amount(worth.mean, currency)} ({amount(worth.low, currency)} to "
        f"{amount(worth.high, currency)}) once, in today's money, if all customers were alike{apart}; spend less than "
        "that on it, in all."
    )
    return (
        ("Measure retention", measured),
        ("List the causes of loss", "Not known: an order book holds no reasons. Ask those who left."),
        ("Work out the lost profit", third),
        ("Compare with the cost of keeping them", fourth),
    )
