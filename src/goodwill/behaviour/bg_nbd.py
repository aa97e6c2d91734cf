from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodwill.behaviour import bg_nbd_formulas as formulas
from goodwill.behaviour import fitting
from goodwill.behaviour.bg_nbd_doubt import NOBODY_TWICE, why_leaving_is_unclear, why_rates_are_unclear
from goodwill.behaviour.bg_nbd_likelihood import BgNbdLikelihood
from goodwill.behaviour.doubt import symptom
from goodwill.behaviour.fit import Fit
from goodwill.behaviour.posterior import NormalPrior
from goodwill.terms import EvidenceError, Histories, Period, Unit
from goodwill.terms.period import DAYS

Floats = NDArray[np.float64]

SEED = 1
PRIOR_MEANS, PRIOR_SD = (0.0, 1.0, 0.0, 0.0), 2.0
# The search stays between exp(-9) and exp(9) for r, a, b, and for alpha in weeks.
BOUND = 9.0


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

    @classmethod
    def fit(
        cls,
        histories: Histories,
        *,
        rng: np.random.Generator | None = None,
        draws: int = 4000,
        start: "BgNbd | None" = None,
    ) -> "BgNbd":
        """The behaviour that makes these histories likeliest, in their unit.

        `draws` of its posterior are kept in `fitted.draws` (none for 0); `rng` makes them, and a fixed one is used
        where none is given. The priors are independent normals on the logs: means 0, 1, 0, 0 (with alpha in weeks),
        standard deviation 2. `start`: a behaviour to search from; only speed depends on it.

        Raises:
            EvidenceError: if there is no history at all.
        """
        if not histories.customers:
            raise EvidenceError("There is no customer to learn a behaviour from. Give at least one history.")
        search = _search(histories, start)
        rng = np.random.default_rng(SEED) if rng is None else rng
        found, fitted = fitting.fit(histories, BgNbdLikelihood.of, search, draws=draws, rng=rng)
        return cls(found["r"], found["alpha"], found["a"], found["b"], histories.unit, fitted)

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

    def log_likelihood_of(self, histories: Histories) -> float:
        """How likely these parameters make the histories, equation (6), on the log scale and in the histories' unit."""
        logs = np.log([self._parameters_in(histories.unit)])
        return float(BgNbdLikelihood.of(histories).values(logs)[0])

    def doubt(self, histories: Histories) -> str | None:
        """Why this fit is not to be believed: what ran away, and what in the histories it was fitted to causes that.

        None for a fit to believe, and for parameters that were given.
        """
        if self.fitted is None or (seen := symptom(self.fitted, self.parameters)) is None:
            return None
        if not histories.repeat_purchases.any():
            return NOBODY_TWICE
        if self.fitted.runaway and not {"r", "alpha"} & set(self.fitted.runaway):
            unclear, cause = "chance to leave", why_leaving_is_unclear(histories)
        else:
            unclear, cause = "rates of buying", why_rates_are_unclear(histories)
        return f"The {unclear} cannot be told from this history: {seen}; {cause}."

    def _parameters_in(self, unit: Unit) -> tuple[float, float, float, float]:
        scale = self.rate_scale * (DAYS[self.unit] / DAYS[unit])
        return self.rate_shape, scale, self.dropout_shape_a, self.dropout_shape_b


def _search(histories: Histories, start: BgNbd | None) -> fitting.Search:
    """From where, and how far, to look for the logs. All of it moves with the unit, so that the answer does."""
    shift = np.array([0.0, np.log(DAYS["week"] / DAYS[histories.unit]), 0.0, 0.0])
    if start is None:
        customers = histories.weights if histories.weights is not None else np.ones(histories.rows)
        # One purchase and one week more than were seen: a rate above 0 where nobody came again.
        rate = (1 + customers @ histories.repeat_purchases) / (np.exp(shift[1]) + customers @ histories.observed_for)
        first = np.array([0.5, 0.5 / rate, 1.0, 2.5])
    else:
        first = np.array(list(start.in_unit(histories.unit).parameters.values()))
    return fitting.Search(
        names=("r", "alpha", "a", "b"),
        start=np.log(first),
        low=shift - BOUND,
        high=shift + BOUND,
        prior=NormalPrior(np.array(PRIOR_MEANS) + shift, PRIOR_SD),
    )
