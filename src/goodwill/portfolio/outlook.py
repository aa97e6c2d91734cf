"""What is expected of every customer, once a method has been chosen."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour import GammaGamma
from goodwill.behaviour.prediction import Prediction, predict
from goodwill.portfolio.analysis import Forecast, Group, Value
from goodwill.portfolio.groups import GROUPS, TREATMENTS, Grouping, PotentialIs, group_customers
from goodwill.portfolio.method import Method
from goodwill.portfolio.money_basis import MoneyBasis
from goodwill.terms import DAYS, Estimate, Histories, Period

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Outlook:
    """prediction: per customer, before the naive rule's factor. potential: a year while active, shape (customers,)."""

    method: Method
    prediction: Prediction
    potential: Floats
    grouping: Grouping
    horizon: Period
    value_horizon: Period
    basis: MoneyBasis | None

    def scaled(self, numbers: NDArray[np.floating]) -> NDArray[np.floating]:
        return numbers if self.method.factor == 1 else numbers * self.method.factor

    def total(self, estimate: Estimate, horizon: Period) -> Estimate:
        """A total as the method believes it: scaled to the naive rule, and wide enough for the past errors."""
        return self.method.widened(estimate.scaled(self.method.factor), horizon)

    @property
    def p_return(self) -> Floats:
        """Chance of at least one occasion within the horizon, (customers,)."""
        return np.asarray(self.prediction.p_return, np.float64)

    @property
    def expected(self) -> Floats:
        """What each customer is expected to bring within the horizon: margin, revenue, or else occasions."""
        p = self.prediction
        if p.revenue is None or self.basis is None:
            return np.asarray(p.occasions.mean, np.float64) * self.method.factor
        return np.asarray(p.revenue.mean, np.float64) * self.basis.margin_rate * self.method.factor

    @property
    def forecast(self) -> Forecast:
        p = self.prediction
        returning = self.method.widened(p.totals.returning, self.horizon)
        customers = float(len(self.potential))
        return Forecast(
            orders=self.total(p.totals.occasions, self.horizon),
            revenue=None if p.totals.revenue is None else self.total(p.totals.revenue, self.horizon),
            active_customers=replace(returning, high=min(returning.high, customers)),
        )

    def value(self, currency: str | None, convention: str) -> Value | None:
        p = self.prediction
        if p.totals.value is None or p.value_draws is None or self.basis is None:
            return None
        estimate = self.total(p.totals.value, self.value_horizon)
        return Value(
            estimate,
            self.basis.basis,
            currency,
            convention,
            self.value_horizon,
            density(p.value_draws * self.method.factor, estimate),
        )

    @property
    def groups(self) -> tuple[Group, ...]:
        found = []
        for code, name in enumerate(GROUPS):
            rows = self.grouping.codes == code
            customers = int(rows.sum())
            value = None
            margin = None
            revenue = self.prediction.revenue
            if self.basis is not None and revenue is not None and customers:
                value = self.total(self.prediction.group_total(rows), self.value_horizon)
                yearly = revenue.mean[rows] * self.basis.margin_rate[rows]
                margin = float(yearly.sum()) * self.method.factor * DAYS["year"] / self.horizon.days
            found.append(Group(name, customers, value, margin, TREATMENTS[name]))
        return tuple(found)


def look_ahead(
    method: Method,
    histories: Histories,
    *,
    spending: GammaGamma | None,
    basis: MoneyBasis | None,
    horizon: Period,
    value_horizon: Period,
    discount: float,
    level: float,
    seed: int,
    potential_cut: float | None,
    return_cut: float | None,
) -> Outlook | None:
    """None where the method can forecast nothing."""
    if method.profile is None:
        return None
    prediction = predict(
        method.profile,
        spending,
        histories,
        horizon=horizon,
        value_horizon=value_horizon,
        discount_rate=discount,
        level=level,
        rng=np.random.default_rng([seed, 1]),
        net_factor=1.0 if basis is None else basis.net_factor,
        margin_rate=1.0 if basis is None else basis.margin_rate,
    )
    per_year = DAYS["year"] / DAYS[method.profile.unit]
    potential = method.profile.rate_while_active(histories) * per_year * method.factor
    potential_is: PotentialIs = "occasions"
    if spending is not None and basis is not None:
        potential = potential * spending.expected_spend(histories) * basis.factor
        potential_is = "assumed margin" if basis.basis == "assumed-margin" else basis.basis
    grouping = group_customers(
        potential,
        np.asarray(prediction.p_return, dtype=np.float64),
        potential_is=potential_is,
        potential_cut=potential_cut,
        return_cut=return_cut,
    )
    return Outlook(method, prediction, potential, grouping, horizon, value_horizon, basis)


def density(draws: Floats, estimate: Estimate, points: int = 81) -> tuple[tuple[float, float], ...]:
    """Height of the value's distribution over the money axis, drawn out on both sides to the estimate's range."""
    low, high = np.quantile(draws, [(1 - estimate.level) / 2, (1 + estimate.level) / 2])
    mean = float(draws.mean())
    below = (estimate.mean - estimate.low) / max(mean - float(low), 1e-12)
    above = (estimate.high - estimate.mean) / max(float(high) - mean, 1e-12)
    values = estimate.mean + (draws - mean) * np.where(draws < mean, below, above)
    width = max(float(values.std()) * 1.06 * len(values) ** -0.2, abs(estimate.mean) * 1e-6, 1e-9)
    axis = np.linspace(float(values.min()) - 2 * width, float(values.max()) + 2 * width, points)
    heights = np.exp(-0.5 * ((axis[:, None] - values[None, :]) / width) ** 2).sum(axis=1)
    top = float(heights.max())
    return tuple((float(x), float(h) / top) for x, h in zip(axis, heights, strict=True))
