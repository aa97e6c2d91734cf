"""The same order book under other circumstances: what a report has to read well with."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa

from goodwill.measures.bucket import BucketPeriod
from goodwill.measures.cohorts import CohortTable
from goodwill.measures.gaps import Gaps
from goodwill.measures.profitability import Concentration, WhaleCurve
from goodwill.measures.revenue import RevenueMonth
from goodwill.measures.survival import SurvivalCurve
from goodwill.measures.timing import PurchaseTimes, SpendHistogram
from goodwill.portfolio.analysis import (
    Analysis,
    Backtest,
    BehaviourFit,
    Cohort,
    Cuts,
)
from goodwill.portfolio.groups import group_customers, map_groups
from goodwill.portfolio.standings import Standings
from goodwill.terms import Finding, Period
from tests.report.counted import AS_OF
from tests.report.online_retail import PARAMETERS, estimate


def doubtful(base: Analysis) -> Analysis:
    """The same book under a fit that was not believed."""
    why = (
        "b runs to 309, far beyond what the data can hold: nobody seems ever to leave, because the record "
        "covers one season."
    )
    return replace(
        base,
        behaviour=replace(
            base.behaviour,
            parameters={**PARAMETERS, "b": 309.2},
            standard_errors={"r": 0.02, "alpha": 0.4, "a": None, "b": None},
            k_hat=None,
            effective_draws=None,
            draws=None,
            doubtful=why,
            naive_rule="same rate goes on",
            chosen_because='The fit is doubtful; of the naive rules, "same rate goes on" was closest on the past.',
        ),
        findings=(
            Finding(
                "fit-doubtful",
                "warning",
                f'Fit doubtful: {why} Forecast, groups and value follow the rule "same rate goes on" instead, '
                "which from 3 "
                "past days was off by up to 38%.",
            ),
        ),
    )


def without_amounts(base: Analysis) -> Analysis:
    """The same book if it held no money: days with orders take its place."""
    assert base.cuts is not None
    assert base.forecast is not None
    nothing = base.retention
    return replace(
        base,
        evidence=replace(base.evidence, currency=None, gross_revenue=None, net_revenue=None),
        settings=replace(base.settings, margin=None, basis="revenue"),
        spending=None,
        forecast=replace(base.forecast, revenue=None),
        value=None,
        cuts=Cuts(3.4, base.cuts.expected_to_return, "occasions", "medians"),
        groups=tuple(replace(g, value=None, expected_margin=None) for g in base.groups),
        whale=None,
        concentration=None,
        spend_per_occasion=None,
        revenue=tuple(replace(m, gross=None, returned=None, net=None) for m in base.revenue),
        key_accounts=tuple(replace(k, value=None) for k in base.key_accounts),
        retention=replace(
            nothing,
            point_worth=None,
            margin_per_customer_year=None,
            lost_profit=None,
            segments=tuple(replace(s, point_worth=None, margin_per_customer_year=None) for s in nothing.segments),
        ),
        findings=(Finding("no-amount", "note", "No amount was found, so there is no value, only orders."),),
    )


def on_revenue(base: Analysis) -> Analysis:
    """The same book with no margin known, and no currency named."""
    assert base.value is not None
    assert base.cuts is not None
    assert base.whale is not None
    return replace(
        base,
        evidence=replace(base.evidence, currency=None),
        settings=replace(base.settings, margin=None, basis="revenue"),
        value=replace(base.value, basis="revenue", currency=None),
        cuts=replace(base.cuts, potential_is="revenue"),
        whale=replace(base.whale, basis="revenue"),
        findings=(),
        acquisition=(Cohort("2011-Q1", 320, 9600.0, 30.0, estimate(412, 0.3), 382.0),),
    )


def newborn(base: Analysis) -> Analysis:
    """Fifty customers of one month: hardly anything can be known yet."""
    return replace(
        base,
        evidence=replace(
            base.evidence,
            rows=61,
            accepted=61,
            set_aside=0,
            set_aside_reasons={},
            returns=0,
            returns_matched=0,
            orders=61,
            occasions=58,
            customers=50,
            customers_without_occasion=0,
            first=date(2011, 8, 1),
            gross_revenue=9120.5,
            net_revenue=9120.5,
            sources=("orders.csv",),
        ),
        behaviour=BehaviourFit(
            "bg-nbd",
            {},
            {},
            None,
            0,
            "The fit is doubtful and no rule could be tested on the past.",
            None,
            None,
            None,
            "8 repeat purchases are too few to tell who leaves from who rests.",
            None,
        ),
        spending=None,
        forecast=None,
        backtest=Backtest(Period(1, "day"), (), None, None, None, 0.0, None),
        tracking=None,
        holdout=None,
        value=None,
        cuts=None,
        groups=(),
        loyalty_backtest=(),
        group_map=None,
        retention=replace(
            base.retention,
            rate=None,
            rate_definition="The record is shorter than four months; a yearly retention rate is not known.",
            repeat_rate=0.16,
            half_life_years=None,
            definitions=(("Repeat rate", 0.16, "Share of all customers with a second occasion, ever."),),
            point_worth=None,
            five_points_percent=None,
            segments=(),
            margin_per_customer_year=None,
            customers_in_base=0,
            lost_last_year=None,
            lost_profit=None,
            kotler=(("Measure retention", "Not known yet: the record is too short."),),
            literature=(),
        ),
        bucket=(BucketPeriod("Aug 2011", date(2011, 8, 1), AS_OF, 0, 50, 0, 0, 50),),
        bucket_window_days=91,
        bucket_window_is="a quarter, for nobody has ordered twice yet",
        cohorts=CohortTable("month", ("2011-08",), (50,), ((50,),)),
        survival=SurvivalCurve(
            (0,), (1.0,), (1.0,), (1.0,), (50,), "Gone is who stays silent for more than 91 days.", 0.9
        ),
        whale=WhaleCurve((0.5, 1.0), (0.8, 1.0), 2736.15, 100.0, "assumed-margin", 31.0, 0.0, 0),
        revenue=(RevenueMonth("2011-08", 9120.5, 0.0, 9120.5, 58, 50, whole=True),),
        concentration=Concentration(0.2, 0.03, 0.31, 50, 0),
        gaps=Gaps(np.array([3, 9]), np.array([5, 3])),
        purchase_times=PurchaseTimes(
            (10, 9, 12, 8, 9, 6, 4), (0, 0, 0, 0, 0, 0, 0, 58, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0, 31, 0, 0, 0, 0), None
        ),
        spend_per_occasion=SpendHistogram((100.0, 133.4, 177.8), (20, 38), 0),
        key_accounts=(),
        key_accounts_k=0,
        findings=(
            Finding(
                "fit-doubtful",
                "warning",
                "Fit doubtful: 8 repeat purchases are too few to tell who leaves from who rests. The record is "
                "too short or too small to "
                "test any other rule on its past, so there is no forecast, no group and no value. More months "
                "of orders would settle it.",
            ),
        ),
        standings=Standings(
            50,
            {"orders": np.ones(50, np.int64)},
            {"customer_id": lambda rows: pa.array([str(i) for i in range(50)[rows]])},
        ),
    )


def crowd(base: Analysis, customers: int = 1_000_000) -> Analysis:
    """A million customers, five years of months, with ids that a spreadsheet would take for formulas."""
    rng = np.random.default_rng(7)
    potential = np.exp(rng.normal(4.2, 1.3, customers))
    returning = np.clip(rng.beta(1.6, 1.1, customers) * (0.6 + 0.4 * (potential > 60)), 0.001, 0.999)
    biggest = np.argsort(-potential)[:4]
    grouping = group_customers(potential, returning, potential_is="assumed margin")

    def texts(rows: slice) -> Iterator[str]:
        return (f"=C{i}" for i in range(customers)[rows])

    return replace(
        base,
        evidence=replace(base.evidence, rows=10_004_113, accepted=9_998_204, set_aside=5_909, customers=customers),
        cuts=grouping.cuts,
        groups=tuple(replace(g, customers=int((grouping.codes == i).sum())) for i, g in enumerate(base.groups)),
        group_map=map_groups([f"=C{i}" for i in biggest], biggest, potential, returning),
        bucket=tuple(
            replace(
                p,
                opening=p.opening * 231,
                new=p.new * 231,
                regained=p.regained * 231,
                lost=p.lost * 231,
                closing=p.closing * 231,
            )
            for p in base.bucket
        ),
        standings=Standings(customers, {"p_return": returning}, {"customer_id": lambda rows: pa.array(texts(rows))}),
    )
