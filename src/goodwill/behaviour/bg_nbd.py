from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodwill.behaviour import bg_nbd_formulas as formulas
from goodwill.behaviour.fit import Fit
from goodwill.terms import Histories, Period, Unit
from goodwill.terms.period import DAYS

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class BgNbd:
    """Customers buy at a steady personal rate and may stop for good after any repeat purchase.

    Rates are Gamma(r, alpha) over customers, chances to stop Beta(a, b). `unit` is the unit of rate_scale, so of
    every rate; histories and horizons may come in any unit. Fader, Hardie & Lee (2005), Marketing Science 24(2).
    `fitted` tells how the parameters were found; None when they were given.
    """

    rate_shape: float  # r
    rate_scale: float  # alpha
    dropout_shape_a: float
    dropout_shape_b: float
    unit: Unit = "week"
    fitted: Fit | None = field(default=None, repr=False)

    name = "bg-nbd"

    @property
    def parameters(self) -> dict[str, float]:
        return {"r": self.rate_shape, "alpha": self.rate_scale, "a": self.dropout_shape_a, "b": self.dropout_shape_b}

    def in_unit(self, unit: Unit) -> "BgNbd":
        """The same behaviour with time counted in `unit`: only alpha (and the log-likelihood's unit) changes."""
        if unit == self.unit:
            return self
        factor = DAYS[self.unit] / DAYS[unit]
        return replace(
            self,
            rate_scale=self.rate_scale * factor,
            unit=unit,
            fitted=None if self.fitted is None else self.fitted.rescaled("alpha", factor),
        )

    def probability_active(self, histories: Histories) -> Floats:
        """P(not yet gone for good on the as-of day), for each row; 1 for every customer without a repeat purchase."""
        h = histories
        return formulas.probability_active(
            h.repeat_purchases, h.last_purchase_age, h.observed_for, *self._parameters_in(h.unit)
        )

    def probability_to_return(self, histories: Histories, horizon: Period) -> Floats:
        """P(at least one occasion within the horizon), for each row."""
        h = histories
        r, alpha, _, _ = self._parameters_in(h.unit)
        while_active = formulas.probability_of_purchase_while_active(
            h.repeat_purchases, h.observed_for, horizon.in_unit(h.unit), r, alpha
        )
        return np.asarray(self.probability_active(h) * while_active)

    def expected_occasions(self, histories: Histories, horizon: Period) -> Floats:
        """Occasions expected within the horizon, for each row; equation (10). Infinite if it is endless and a <= 1."""
        h = histories
        while_active = formulas.expected_occasions_while_active(
            h.repeat_purchases, h.observed_for, horizon.in_unit(h.unit), *self._parameters_in(h.unit)
        )
        return np.asarray(self.probability_active(h) * while_active)

    def expected_repeat_purchases(self, age: ArrayLike) -> Floats:
        """Repeat occasions expected of a new customer by `age` (in this behaviour's unit); equation (9)."""
        return formulas.expected_occasions_while_active(0, 0, age, *self.parameters.values())

    def rate_while_active(self, histories: Histories) -> Floats:
        """Occasions a customer makes per `unit` of this behaviour as long as it stays: (r+x)/(alpha+T)."""
        T = histories.observed_for * (DAYS[histories.unit] / DAYS[self.unit])
        return np.asarray((self.rate_shape + histories.repeat_purchases) / (self.rate_scale + T))

    def _parameters_in(self, unit: Unit) -> tuple[float, float, float, float]:
        scale = self.rate_scale * (DAYS[self.unit] / DAYS[unit])
        return self.rate_shape, scale, self.dropout_shape_a, self.dropout_shape_b
