"""What a unit of revenue leaves behind: the margin basis, the share that returns take back, the cost to serve."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from goodwill.measures.summary import Summary
from goodwill.portfolio.analysis import Basis
from goodwill.terms import UsageError

Floats = NDArray[np.float64]


class Served(Protocol):
    """What serving each customer cost, shape (customers,): all of it, and of the 365 days to the as-of day."""

    @property
    def cost(self) -> Floats: ...

    @property
    def cost_last_year(self) -> Floats: ...


@dataclass(frozen=True, eq=False)
class MoneyBasis:
    """How expected spend becomes money that counts; arrays are of shape (customers,).

    net_factor: share of gross spend kept after returns. margin_rate: margin after cost to serve, per unit of net
    revenue; 1 on a revenue basis. Both shrink a customer's own record towards the base's, by as much money as an
    average customer spends. last_year: what each left in the 365 days to the as-of day, after cost to serve.
    flat_rate: the assumed margin, or 1 on a revenue basis; None where every row carries its own margin.
    """

    basis: Basis
    flat_rate: float | None
    net_factor: Floats
    margin_rate: Floats
    last_year: Floats

    @property
    def factor(self) -> Floats:
        return self.net_factor * self.margin_rate

    @property
    def word(self) -> str:
        return "assumed margin" if self.basis == "assumed-margin" else self.basis

    def left_behind(self, summary: Summary) -> Floats:
        """What each customer of `summary`, of whatever day, left in the year to that day, before cost to serve."""
        return left_behind(summary.spend_last_year, summary.margin_last_year, self.flat_rate)


def left_behind(net: Floats, margin: Floats, flat_rate: float | None) -> Floats:
    """Margin of one stretch of time: the rows' own, or the flat rate on net revenue; 0 where nothing is known."""
    return np.nan_to_num(margin if flat_rate is None else net * flat_rate)


def money_basis(summary: Summary, *, margin: float | None, margin_known: bool, served: Served | None) -> MoneyBasis:
    """The basis of every value: a known margin, else the assumed rate `margin` (0 to 1), else revenue.

    served: what serving the same customers cost; taken off the margin.

    Raises:
        UsageError: for costs to serve without any margin to take them from.
    """
    basis: Basis = "margin" if margin_known else "revenue" if margin is None else "assumed-margin"
    if served is not None and basis == "revenue":
        raise UsageError("Costs to serve are taken from a margin. Give one with --margin or a margin column.")
    flat_rate = None if margin_known else 1.0 if margin is None else margin
    gross = np.nan_to_num(summary.spend)
    net = gross + np.nan_to_num(summary.returned)
    own = float(gross.mean()) if gross.any() else 1.0
    kept_by_all = min(max(float(net.sum() / gross.sum()), 0.0), 1.0) if gross.any() else 1.0
    profit = left_behind(net, summary.margin, flat_rate)
    last_year = left_behind(summary.spend_last_year, summary.margin_last_year, flat_rate)
    if served is not None:
        profit, last_year = profit - served.cost, last_year - served.cost_last_year
    rate_of_all = float(profit.sum() / net.sum()) if net.sum() > 0 else 0.0
    varies = margin_known or served is not None
    return MoneyBasis(
        basis,
        flat_rate,
        np.clip((net + kept_by_all * own) / (gross + own), 0.0, 1.0),
        (profit + rate_of_all * own) / (np.maximum(net, 0.0) + own) if varies else np.full(len(gross), flat_rate),
        last_year,
    )
