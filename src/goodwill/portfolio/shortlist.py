"""The key-account shortlist in words: who, how surely, and why."""

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.measures.half_years import half_years
from goodwill.measures.summary import Summary
from goodwill.portfolio.analysis import KeyAccount
from goodwill.portfolio.groups import GROUPS
from goodwill.portfolio.key_accounts import Growth, Ranking, Recent, growth_exceptions
from goodwill.portfolio.outlook import Outlook
from goodwill.portfolio.reasons import within
from goodwill.terms import Estimate, Period
from goodwill.terms.money import amount


def value_of(outlook: Outlook, row: int) -> Estimate | None:
    ranges = outlook.prediction.value
    if ranges is None:
        return None
    f = outlook.method.factor
    return Estimate(
        float(ranges.mean[row]) * f,
        float(ranges.low[row]) * f,
        float(ranges.high[row]) * f,
        outlook.prediction.level,
    )


def largest_reason(place: int, expected: float, *, basis: str | None, currency: str | None, horizon: Period) -> str:
    """Why it is on the list; basis: what the expected money is, None where only occasions are expected."""
    what = f"{expected:.0f} purchase occasions" if basis is None else f"{amount(expected, currency)} of {basis}"
    return f"No. {place} by expected value: {what} expected {within(horizon)}."


def shortlist(
    outlook: Outlook,
    ranking: Ranking,
    growth: list[Growth],
    names: list[str],
    *,
    currency: str | None,
) -> tuple[KeyAccount, ...]:
    """The `k` largest by expected value, then the growth exceptions; names in the order of both."""
    ranges = outlook.prediction.revenue
    horizon = outlook.horizon
    found = []
    for i, row in enumerate(ranking.largest):
        reason = largest_reason(
            i + 1,
            float(outlook.expected[row]),
            basis=None if outlook.basis is None or ranges is None else outlook.basis.word,
            currency=currency,
            horizon=horizon,
        )
        found.append(
            KeyAccount(
                names[i],
                float(ranking.probability[row]),
                reason,
                "largest",
                value_of(outlook, int(row)),
                GROUPS[outlook.grouping.codes[row]],
            )
        )
    for i, grown in enumerate(growth):
        before, after = grown.reason_counts
        reason = f"Growth: {after} purchase occasions in the last half year, {before} in the one before"
        if grown.spend[1] > 0:
            reason += f"; {amount(grown.spend[1], currency)} after {amount(grown.spend[0], currency)}"
        found.append(
            KeyAccount(
                names[len(ranking.largest) + i],
                float(ranking.probability[grown.row]),
                reason + ".",
                "growth",
                value_of(outlook, grown.row),
                GROUPS[outlook.grouping.codes[grown.row]],
            )
        )
    return tuple(found)


def growth_of(days: ir.Table, summary: Summary, *, as_of_day: int, exclude: NDArray[np.intp]) -> list[Growth]:
    """Growth exceptions of the half year up to `as_of_day` against the one before."""
    counted = half_years(days, as_of_day=as_of_day, customer=summary.customer)
    before = max(int(counted.occasions_before.sum()), 1)
    return growth_exceptions(
        Recent(counted.occasions, counted.occasions_before, counted.spend, counted.spend_before),
        base_growth=int(counted.occasions.sum()) / before,
        exclude=exclude,
    )
