"""A worked Analysis of the shipped Online Retail orders, quick and rough: figures to look at, not to believe.

Counts, months, flows and cohorts are the true ones. Chances and values come from fixed parameters, ranges from rules
of thumb: the report's tests need the shapes that real order books have, not a fit.
"""

from datetime import date

import numpy as np
import pyarrow as pa

from goodwill.measures.profitability import Concentration
from goodwill.portfolio.analysis import (
    Analysis,
    Backtest,
    BehaviourFit,
    Evidence,
    Forecast,
    Group,
    Holdout,
    KeyAccount,
    LoyaltyBand,
    Origin,
    Retention,
    Settings,
    SpendingFit,
    Value,
)
from goodwill.portfolio.groups import GROUPS, TREATMENTS, group_customers, map_groups
from goodwill.portfolio.standings import Standings
from goodwill.terms import Estimate, Finding, Period
from tests.report.counted import (
    AS_OF,
    WINDOW,
    cohorts,
    day,
    flows,
    gaps,
    months,
    number,
    orders,
    spends,
    survival,
    times,
    track,
    whale,
)

MARGIN = 0.3
PARAMETERS = {"r": 0.8631, "alpha": 11.204, "a": 0.1123, "b": 2.3377}


def keeping_of(margin: float) -> Retention:
    from tests.report.keeping import keeping  # which needs the estimates of this file

    return keeping(margin)


def estimate(mean: float, spread: float = 0.2) -> Estimate:
    return Estimate(mean, mean * (1 - spread), mean * (1 + 1.3 * spread))


def online_retail() -> Analysis:
    con = orders()
    rows = con.execute(
        "SELECT customer, min(day), max(day), count(*), sum(orders), sum(spend) + sum(returned), sum(spend) FROM days "
        "WHERE orders > 0 OR returned < 0 GROUP BY 1 HAVING sum(orders) > 0 ORDER BY customer"
    ).fetchall()
    ids = [r[0] for r in rows]
    first, last = (np.array([number(r[i]) for r in rows]) for i in (1, 2))
    occasions = np.array([r[3] for r in rows], float)
    net, gross = (np.array([r[i] for r in rows], float) for i in (5, 6))
    x, t_x, T = occasions - 1, (last - first) / 7, (number(AS_OF) - first) / 7
    r, alpha, a, b = PARAMETERS.values()
    active = 1 / (1 + (x > 0) * a / (b + np.maximum(x, 1) - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x))
    returning = active * (1 - ((alpha + T) / (alpha + T + 52)) ** (r + x))
    rate = (r + x) / (alpha + T) * 52
    spend = (gross + 3 * np.median(gross / occasions)) / (occasions + 3)
    potential = rate * spend * MARGIN
    value = potential * active * 2.1
    grouping = group_customers(potential, returning, potential_is="assumed margin")
    biggest = np.argsort(-value)[:8]
    groups = tuple(
        Group(
            name,
            int((grouping.codes == i).sum()),
            estimate(float(value[grouping.codes == i].sum()), 0.3),
            float((potential * active)[grouping.codes == i].sum()),
            TREATMENTS[name],
        )
        for i, name in enumerate(GROUPS)
    )
    total = estimate(float(value.sum()), 0.31)
    bucket = flows(con)
    return Analysis(
        evidence=Evidence(
            36524,
            36448,
            76,
            {"missing-customer": 74, "unreadable-date": 2},
            0,
            6120,
            5344,
            30404,
            int(occasions.sum()),
            len(ids),
            63,
            day(first.min()),
            day(last.max()),
            "GBP",
            float(gross.sum()),
            float(net.sum()),
            ("orders_2010.parquet", "orders_2011.parquet"),
        ),
        settings=Settings(
            AS_OF,
            date(2026, 11, 22),
            "day",
            "week",
            Period(52, "week"),
            Period(3, "year"),
            0.1,
            MARGIN,
            "assumed-margin",
            0.9,
            1,
            "auto",
        ),
        behaviour=BehaviourFit(
            "bg-nbd",
            PARAMETERS,
            {"r": 0.0214, "alpha": 0.402, "a": 0.0132, "b": 0.391},
            -61204.25,
            len(ids),
            "The fit is sound, but its past forecasts were not; the ranges cover their errors.",
            0.31,
            2814.0,
            4000,
            None,
            None,
        ),
        spending=SpendingFit(
            "gamma-gamma", {"p": 2.19, "q": 3.31, "v": 486.2}, {"p": 0.06, "q": 0.12, "v": 22.4}, -2e5, 3821
        ),
        forecast=Forecast(
            estimate(17240, 0.35),
            estimate(float((potential * active).sum() / MARGIN), 0.35),
            estimate(float(returning.sum()), 0.1),
        ),
        backtest=Backtest(
            Period(319, "day"),
            (
                Origin(
                    date(2010, 7, 2), date(2011, 5, 17), 2963, 12873, 10322, 9800, 10850, {"same rate goes on": 14100.0}
                ),
                Origin(
                    date(2010, 8, 23),
                    date(2011, 7, 8),
                    3288,
                    13240,
                    11014,
                    10520,
                    11490,
                    {"same rate goes on": 14420.0},
                ),
                Origin(
                    date(2010, 10, 16),
                    date(2011, 8, 31),
                    3961,
                    12418,
                    13106,
                    12560,
                    13690,
                    {"same rate goes on": 17020.0},
                ),
            ),
            0.27,
            "same rate goes on",
            0.18,
            0.39,
            None,
        ),
        tracking=track(con),
        holdout=Holdout(date(2011, 6, 1), AS_OF, 4980, 3021, estimate(3312, 0.06), 9.6, 0.62, 1.41, -0.81, 0.89),
        value=Value(
            total,
            "assumed-margin",
            "GBP",
            "mid-period: what comes in a month is discounted from the middle of that month",
            Period(3, "year"),
            bell(total),
        ),
        cuts=grouping.cuts,
        groups=groups,
        loyalty_backtest=tuple(
            LoyaltyBand(low, low + 0.19, 792, low + 0.09, seen)
            for low, seen in ((0.05, 0.11), (0.25, 0.36), (0.45, 0.57), (0.65, 0.7), (0.8, 0.93))
        ),
        group_map=map_groups([ids[i] for i in biggest[:4]], biggest[:4], potential, returning),
        retention=keeping_of(float(potential.mean())),
        bucket=bucket,
        bucket_window_days=WINDOW,
        bucket_window_is="95th percentile of the gaps between occasions",
        cohorts=cohorts(con),
        survival=survival(con),
        whale=whale(net * MARGIN),
        concentration=Concentration(0.76, 0.011, 0.63, 5180, 69),
        revenue=months(con),
        gaps=gaps(con),
        purchase_times=times(con),
        spend_per_occasion=spends(con),
        key_accounts=tuple(
            KeyAccount(
                ids[row],
                float(np.clip(0.99 - 0.09 * i, 0.05, 1)),
                f"No. {i + 1} by expected value: £{potential[row] / MARGIN:,.0f} of net revenue expected within "
                "52 weeks."
                if i < 6
                else "Growth: 19 purchase occasions in the last half year, 4 in the one before; £12,404 after £2,210.",
                "largest" if i < 6 else "growth",
                estimate(float(value[row]), 0.6),
                GROUPS[grouping.codes[row]],
            )
            for i, row in enumerate(biggest)
        ),
        key_accounts_k=6,
        acquisition=(),
        findings=(
            Finding(
                "forecast-weak",
                "warning",
                "Forecast weak: from 3 past days the behaviour foresaw the next 319 days between 25% too low "
                "and 6% too "
                'high, and the rule "same rate goes on" did better (18% off in the median against 27%). The '
                "behaviour knows "
                "no season and no trend; every total's range is widened to cover those errors. Beyond 319 days "
                "the range is "
                "an extrapolation.",
            ),
            Finding(
                "identical-rows", "note", "12 rows are identical to another one; inside one file they count as orders."
            ),
        ),
        standings=Standings(
            len(ids),
            {
                "first_order": first,
                "last_order": last,
                "orders": occasions.astype(np.int64),
                "repeat_purchases": x.astype(np.int64),
                "last_purchase_age": t_x,
                "observed_for": T,
                "p_active": active,
                "p_return": returning,
                "lifetime_value": value,
            },
            {
                "customer_id": lambda rows: pa.array(ids[rows]),
                "group": lambda rows: pa.array([GROUPS[c] for c in grouping.codes[rows]]),
                "reason": lambda rows: pa.array([f"{GROUPS[c]}: likely to buy again" for c in grouping.codes[rows]]),
            },
        ),
    )


def bell(total: Estimate) -> tuple[tuple[float, float], ...]:
    spread = (total.high - total.low) / 3.29
    axis = np.linspace(total.mean - 3.2 * spread, total.mean + 3.4 * spread, 81)
    return tuple((float(v), float(np.exp(-0.5 * ((v - total.mean) / spread) ** 2))) for v in axis)
