import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour import fitting
from goodwill.behaviour.doubt import symptom
from goodwill.behaviour.fit import Fit
from goodwill.behaviour.gamma_gamma_doubt import why_spend_is_unclear
from goodwill.behaviour.gamma_gamma_likelihood import GammaGammaLikelihood, with_known_spend
from goodwill.behaviour.posterior import NormalPrior
from goodwill.terms import EvidenceError, Histories

Floats = NDArray[np.float64]

SEED = 1
PRIOR_SD = 2.0
BOUND = 9.0
NO_MEAN = 0.01


@dataclass(frozen=True)
class GammaGamma:
    """What customers spend on an occasion varies around a personal mean, whatever their rate of buying.

    Amounts are Gamma(p, nu) with nu ~ Gamma(q, v) over customers. Fader, Hardie & Lee (2005), "RFM and CLV",
    Journal of Marketing Research 42(4). p and q have no unit, v is money. `fitted` is None when they were given.
    """

    p: float
    q: float
    v: float
    fitted: Fit | None = field(default=None, repr=False)

    name = "gamma-gamma"

    @classmethod
    def fit(cls, histories: Histories, *, rng: np.random.Generator | None = None, draws: int = 4000) -> "GammaGamma":
        """The behaviour that makes the mean repeat spends likeliest; rows without a known one above 0 say nothing.

        `draws` of its posterior are kept in `fitted.draws` (none for 0). The priors are independent normals on the
        logs with standard deviation 2 about p = q = e and v = the customers' geometric mean spend, so that the answer
        does not depend on the currency.

        Raises:
            EvidenceError: if no customer has a known spend on a repeat occasion.
        """
        known = with_known_spend(histories)
        if not known.customers or known.mean_spend is None:
            raise EvidenceError("No customer has a known amount on a repeat occasion, so that spend cannot be learned.")
        centre = float(np.average(np.log(known.mean_spend), weights=known.weights))
        search = fitting.Search(
            names=("p", "q", "v"),
            start=np.array([np.log(2), np.log(3), centre]),
            low=np.array([-BOUND, -BOUND, centre - BOUND]),
            high=np.array([BOUND, BOUND, centre + BOUND]),
            prior=NormalPrior(np.array([1.0, 1.0, centre]), PRIOR_SD),
        )
        rng = np.random.default_rng(SEED) if rng is None else rng
        found, fitted = fitting.fit(known, GammaGammaLikelihood.of, search, draws=draws, rng=rng)
        return cls(found["p"], found["q"], found["v"], fitted)

    @property
    def parameters(self) -> dict[str, float]:
        return {"p": self.p, "q": self.q, "v": self.v}

    @property
    def mean_spend(self) -> float:
        """Spend per occasion over the population, p v/(q-1); NaN for q <= 1, where no mean exists."""
        return self.p * self.v / (self.q - 1) if self.q > 1 else math.nan

    def expected_spend(self, histories: Histories) -> Floats:
        """Spend expected per future occasion, for each row: p (v + x mean)/(p x + q - 1).

        A customer without repeat purchases, or without a known positive mean, is given the population's mean, which
        does not exist (NaN) for q <= 1.
        """
        mean = histories.mean_spend
        if mean is None:
            return np.full(histories.rows, self.mean_spend)
        x = histories.repeat_purchases.astype(np.float64)
        known = (x > 0) & (mean > 0)
        x = np.where(known, x, 1.0)
        own = self.p * (self.v + x * np.where(known, mean, 1.0)) / (self.p * x + self.q - 1)
        return np.where(known & (self.p * x + self.q > 1), own, self.mean_spend)

    def log_likelihood_of(self, histories: Histories) -> float:
        """How likely these parameters make the mean repeat spends of the rows that have one, on the log scale."""
        logs = np.log([list(self.parameters.values())])
        return float(GammaGammaLikelihood.of(with_known_spend(histories)).values(logs)[0])

    def doubt(self, histories: Histories) -> str | None:
        """Why this fit is not to be believed, and what in the amounts it was fitted to causes that; else None.

        Besides a runaway parameter that is a q at or near 1, below which the population has no mean spend.
        """
        if self.fitted is None:
            return None
        seen = symptom(self.fitted, self.parameters)
        if seen is None and self._chance_of_no_mean() > NO_MEAN:
            seen = f"q is {self.q:.2f}, and at 1 or below the population would have no mean"
        if seen is None:
            return None
        cause = why_spend_is_unclear(with_known_spend(histories))
        return f"The spend per occasion cannot be told from these amounts: {seen}; {cause}."

    def _chance_of_no_mean(self) -> float:
        """P(q <= 1): over the posterior draws where there are some, else 1 or 0 as q itself has it."""
        if self.fitted is None or self.fitted.draws is None:
            return float(self.q <= 1)
        return float(np.mean(self.fitted.draws.values[:, 1] <= 1))
