"""Whether the customers won in a period were worth what winning them cost."""

from collections.abc import Sequence

from goodwill.evidence.acquisition import AcquisitionSpend
from goodwill.measures.summary import Summary
from goodwill.portfolio.analysis import Cohort
from goodwill.portfolio.outlook import Outlook
from goodwill.portfolio.past import day_number
from goodwill.terms import Estimate


def won_and_kept(
    spends: Sequence[AcquisitionSpend], summary: Summary, outlook: Outlook | None
) -> tuple[tuple[Cohort, ...], float | None]:
    """Each period's customers: what they have brought, what they are still worth, what each cost.

    The worth of a customer is its margin (or revenue) so far, undiscounted, plus its value ahead. Also the cost of a
    new customer over all periods; None where nobody was won.
    """
    if outlook is None or outlook.basis is None:
        return (), None
    so_far = (summary.spend + summary.returned) * outlook.basis.margin_rate
    cohorts = []
    won = cost = 0.0
    for spend in spends:
        rows = (summary.first_day >= day_number(spend.start)) & (summary.first_day <= day_number(spend.end))
        customers = int(rows.sum())
        won += customers
        cost += spend.amount
        if not customers:
            continue
        ahead = outlook.total(outlook.prediction.group_total(rows), outlook.value_horizon)
        brought = float(so_far[rows].sum())
        worth = Estimate(
            (ahead.mean + brought) / customers,
            (ahead.low + brought) / customers,
            (ahead.high + brought) / customers,
            ahead.level,
        )
        each = spend.amount / customers
        cohorts.append(Cohort(spend.period, customers, spend.amount, each, worth, worth.mean - each))
    return tuple(cohorts), cost / won if won else None
