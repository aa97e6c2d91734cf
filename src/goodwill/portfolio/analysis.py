"""What one analysis of one order book says: plain values, each with its unit, window and range."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from goodwill.measures.bucket import BucketPeriod
from goodwill.measures.cohorts import CohortTable
from goodwill.measures.gaps import Gaps
from goodwill.measures.profitability import Concentration, WhaleCurve
from goodwill.measures.revenue import RevenueMonth
from goodwill.measures.survival import SurvivalCurve
from goodwill.measures.timing import PurchaseTimes, SpendHistogram
from goodwill.portfolio.standings import Standings
from goodwill.terms import Estimate, Finding, Period, Unit

if TYPE_CHECKING:
    from goodwill.portfolio.scoring import InHand

Basis = Literal["margin", "assumed-margin", "revenue"]
GroupName = Literal["stranger", "butterfly", "barnacle", "true friend"]


@dataclass(frozen=True)
class Evidence:
    """What was read. `rows` = `accepted` + `set_aside`, always; zero_amounts: accepted rows of amount 0."""

    rows: int
    accepted: int
    set_aside: int
    set_aside_reasons: Mapping[str, int]
    outside_window: int
    returns: int
    returns_matched: int
    orders: int
    occasions: int
    customers: int
    customers_without_occasion: int
    first: date
    last: date
    currency: str | None
    gross_revenue: float | None
    net_revenue: float | None
    sources: tuple[str, ...]
    zero_amounts: int = 0


@dataclass(frozen=True)
class Settings:
    as_of: date
    run_on: date
    occasion: str
    unit: Unit
    horizon: Period
    value_horizon: Period
    discount_rate_per_year: float
    margin: float | None
    basis: Basis
    level: float
    seed: int
    behaviour: str


@dataclass(frozen=True)
class BehaviourFit:
    """The behaviour in use. `doubtful` names, in a sentence, why its own fit was not believed, if it was not."""

    name: str
    parameters: Mapping[str, float]
    standard_errors: Mapping[str, float | None]
    log_likelihood: float | None
    customers: int
    chosen_because: str
    k_hat: float | None
    effective_draws: float | None
    draws: int | None
    doubtful: str | None
    naive_rule: str | None


@dataclass(frozen=True)
class SpendingFit:
    name: str
    parameters: Mapping[str, float]
    standard_errors: Mapping[str, float | None]
    log_likelihood: float
    customers: int


@dataclass(frozen=True)
class Forecast:
    """Over the horizon, for every customer known on the as-of day; occasions, net revenue, customers that return."""

    orders: Estimate
    revenue: Estimate | None
    active_customers: Estimate


@dataclass(frozen=True)
class Origin:
    """One past day from which the behaviour forecast what has since been seen."""

    origin: date
    until: date
    customers: int
    actual: float
    forecast: float
    low: float
    high: float
    naive: Mapping[str, float]


@dataclass(frozen=True)
class Backtest:
    horizon: Period
    origins: tuple[Origin, ...]
    median_error: float | None
    best_naive: str | None
    best_naive_error: float | None
    widened_by: float
    sampled: str | None


@dataclass(frozen=True)
class Tracking:
    """Repeat occasions per period: what the behaviour expects of these customers, and what came."""

    period: Literal["week", "month"]
    ends: tuple[date, ...]
    actual: tuple[int, ...]
    expected: tuple[float, ...]
    fitted_until: date


@dataclass(frozen=True)
class Holdout:
    start: date
    end: date
    customers: int
    orders_actual: int
    orders_forecast: Estimate
    error_percent: float | None
    mae: float
    rmse: float
    log_score: float | None
    coverage: float
    tracking: Tracking | None = None


@dataclass(frozen=True)
class Value:
    """The worth of every customer on record over the value horizon; called customer equity on a margin basis only."""

    estimate: Estimate
    basis: Basis
    currency: str | None
    convention: str
    horizon: Period
    density: tuple[tuple[float, float], ...]

    @property
    def title(self) -> str:
        return "Expected revenue" if self.basis == "revenue" else "Customer equity"


@dataclass(frozen=True)
class Cuts:
    """Where the axes were cut: potential in money (or occasions) a year while active, return as a chance."""

    potential: float
    expected_to_return: float
    potential_is: Literal["margin", "assumed margin", "revenue", "occasions"]
    chosen: Literal["medians", "set"]


@dataclass(frozen=True)
class Group:
    name: GroupName
    customers: int
    value: Estimate | None
    expected_margin: float | None
    treatment: str


@dataclass(frozen=True)
class LoyaltyBand:
    """One band of the loyalty axis, called at a past origin and checked since."""

    low: float
    high: float
    customers: int
    expected: float
    returned: float


@dataclass(frozen=True)
class MapCell:
    """A cell of the group map: `x` chance to return, `y` log10 of potential; both at the cell's lower edge."""

    x: float
    y: float
    customers: int


@dataclass(frozen=True)
class MapPoint:
    customer_id: str
    x: float
    potential: float


@dataclass(frozen=True)
class GroupMap:
    step_x: float
    step_y: float
    cells: tuple[MapCell, ...]
    named: tuple[MapPoint, ...]
    without_potential: int


@dataclass(frozen=True)
class RetentionSegment:
    name: str
    customers: int
    rate: Estimate | None
    margin_per_customer_year: float | None
    point_worth: Estimate | None
    note: str | None


@dataclass(frozen=True)
class LiteratureCheck:
    """A textbook claim beside this company's own figure, and why they differ."""

    claim: str
    source: str
    own: str
    why: str


@dataclass(frozen=True)
class Retention:
    """Retention by the definitions named in `definitions`; `rate` is the yearly one that the economics use.

    point_worth: as if all customers were kept at one rate; point_worth_by_group: each relationship group at its own.
    """

    rate: Estimate | None
    rate_definition: str
    repeat_rate: float
    half_life_years: float | None
    definitions: tuple[tuple[str, float | None, str], ...]
    point_worth: Estimate | None
    five_points_percent: Estimate | None
    segments: tuple[RetentionSegment, ...]
    kotler: tuple[tuple[str, str], ...]
    literature: tuple[LiteratureCheck, ...]
    margin_per_customer_year: float | None
    customers_in_base: int
    lost_last_year: int | None
    lost_profit: float | None
    customers_in_base_then: int = 0
    point_worth_by_group: float | None = None


@dataclass(frozen=True)
class KeyAccount:
    """`probability`: the chance that its realised value over the horizon is among the `k` largest."""

    customer_id: str
    probability: float
    reason: str
    kind: Literal["largest", "growth"]
    value: Estimate | None
    group: GroupName


@dataclass(frozen=True)
class Cohort:
    """The worth of one acquisition period's customers against what winning them cost."""

    period: str
    customers: int
    spend: float
    cost_per_customer: float
    lifetime_value: Estimate
    net_per_customer: float


@dataclass(frozen=True, eq=False, repr=False)
class Analysis:
    """One order book, analysed as of one day."""

    evidence: Evidence
    settings: Settings
    behaviour: BehaviourFit
    spending: SpendingFit | None
    forecast: Forecast | None
    backtest: Backtest
    tracking: Tracking | None
    holdout: Holdout | None
    value: Value | None
    cuts: Cuts | None
    groups: tuple[Group, ...]
    loyalty_backtest: tuple[LoyaltyBand, ...]
    group_map: GroupMap | None
    retention: Retention
    bucket: tuple[BucketPeriod, ...]
    bucket_window_days: int
    bucket_window_is: str
    cohorts: CohortTable
    survival: SurvivalCurve
    whale: WhaleCurve | None
    concentration: Concentration | None
    revenue: tuple[RevenueMonth, ...]
    gaps: Gaps
    purchase_times: PurchaseTimes
    spend_per_occasion: SpendHistogram | None
    key_accounts: tuple[KeyAccount, ...]
    key_accounts_k: int
    acquisition: tuple[Cohort, ...]
    findings: tuple[Finding, ...]
    standings: Standings
    in_hand: "InHand | None" = None

    def __repr__(self) -> str:
        told = [f"as of {self.settings.as_of}", f"{self.evidence.customers:,} customers", self.behaviour.name]
        if self.value is not None:
            worth, currency = self.value.estimate, f" {self.value.currency}" if self.value.currency else ""
            told.append(
                f"{self.value.title.lower()} over {self.value.horizon} {worth.mean:,.0f}{currency} "
                f"({worth.low:,.0f} to {worth.high:,.0f}, {worth.level:.0%})"
            )
        return f"<Analysis {', '.join(told)}>"

    @property
    def customers(self) -> pa.Table:
        """One row a customer, as in `customers.parquet`; `.to_pandas()` or `polars.from_arrow` take it further."""
        return pa.Table.from_batches(list(self.customer_batches()), schema=self.standings.schema)

    def customer_batches(self) -> Iterator[pa.RecordBatch]:
        """The rows of `customers` in batches, for bases too large to hold as text."""
        yield from self.standings.batches()

    def to_json(self) -> str:
        """The text of `results.json`."""
        from goodwill.portfolio.results import to_json

        return to_json(self)
