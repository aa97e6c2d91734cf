"""What a customer left in the last twelve months: revenue, what stays of it, less what is made for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goodwill.measures.almanac import YEAR
from goodwill.programme import policy
from goodwill.programme.levels import covered_by
from goodwill.programme.needing.costs import Turnover, bought, turnover_of, within
from goodwill.records.models import AnalysisRun, Entitlement, Party, User

MARGIN, ASSUMED, REVENUE = "margin", "assumed-margin", "revenue"


@dataclass(frozen=True)
class Line:
    """What one entitlement took away. given_up: what lower prices cost that the revenue shows already."""

    entitlement: Entitlement
    cost: float
    given_up: float = 0.0

    @property
    def known(self) -> bool:
        return self.entitlement.cost is not None or self.entitlement.rate is not None


@dataclass(frozen=True)
class Profit:
    """From first to last, both inclusive: the last 365 days that the current analysis knows.

    revenue: net of returns. kept: what stays of it before entitlements. rate: assumed, where it is. On the basis of
    revenue nothing here is a profit. others: how many other parties' orders and entitlements count among these.
    """

    first: date
    last: date
    basis: str
    revenue: float
    kept: float
    rate: float | None
    lines: Sequence[Line]
    others: int

    @property
    def cost(self) -> float:
        return sum(line.cost for line in self.lines)

    @property
    def left(self) -> float:
        return self.kept - self.cost

    @property
    def loss(self) -> float:
        """What is made for it beyond what stays; 0 where it leaves a profit."""
        return max(-self.left, 0.0)

    @property
    def is_profit(self) -> bool:
        return self.basis != REVENUE


def told_profit(user: User) -> bool:
    """Whether the user is told of orders and worth, without which none of this can be said."""
    return not policy.hidden(user) & {"orders", "value"}


def profit_of(user: User, party: Party, run: AnalysisRun | None) -> Profit | None:
    """None before the first analysis, where something it rests on is hidden from the user, or without any order."""
    return profit(party, run) if told_profit(user) else None


def profit(party: Party, run: AnalysisRun | None) -> Profit | None:
    """As `profit_of`, whoever is told of it."""
    if run is None or run.as_of is None:
        return None
    first, last = run.as_of - timedelta(days=YEAR - 1), run.as_of
    parties = covered_by(party, run.level)
    turnover = turnover_of(parties)
    if not turnover:
        return None
    settings = run.results.get("settings", {})
    basis, rate = settings.get("basis", REVENUE), settings.get("margin")
    year = [one for one in turnover if first <= one.day <= last]
    revenue = sum(one.net for one in year)
    kept = sum(one.margin or 0.0 for one in year) if basis == MARGIN else revenue
    own = turnover if len(parties) == 1 else None
    lines = []
    for row in Entitlement.objects.filter(party__in=parties, starts__lte=last).on(first).select_related("party"):
        theirs = own if own is not None else turnover_of([row.party_id])
        lines.append(Line(row, within(row, first, last, theirs), _given_up(row, first, last, theirs)))
    return Profit(
        first,
        last,
        basis,
        revenue,
        kept * rate if basis == ASSUMED and rate is not None else kept,
        rate if basis == ASSUMED else None,
        lines,
        len(parties) - 1,
    )


def _given_up(row: Entitlement, first: date, last: date, turnover: list[Turnover]) -> float:
    """Revenue at full price less revenue, where the orders show the lower price."""
    if row.rate is None or row.paid_back or row.rate >= 1:
        return 0.0
    return max(bought(row, first, last, turnover), 0.0) * row.rate / (1 - row.rate)
