from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Draws:
    """Equally weighted draws from the posterior of the parameters.

    values: natural scale, shape (draws, parameters), columns in the order of the behaviour's `parameters`.
    k_hat: the Pareto shape of the importance weights; at 0.7 and above the draws are not to be trusted.
    effective: how many independent draws the `proposed` ones are worth.
    """

    values: NDArray[np.float64]
    k_hat: float
    effective: float
    proposed: int


@dataclass(frozen=True, eq=False)
class Fit:
    """How a behaviour's parameters were found, and how well the data knows them.

    log_likelihood is in the data's own unit. Standard errors are those of maximum likelihood, on the natural scale
    and on the logs; None where the likelihood is too flat to have one. log_covariance: of the log parameters, shape
    (parameters, parameters), None likewise. runaway: parameters at a bound, or with a log standard error above 2.
    gradient_norm: largest slope of the log-likelihood in a log parameter, per customer. repeat_purchases: their sum,
    which restates the log-likelihood in another unit of time.
    """

    log_likelihood: float
    standard_errors: Mapping[str, float | None]
    log_standard_errors: Mapping[str, float | None]
    customers: int
    iterations: int
    gradient_norm: float
    converged: bool
    runaway: tuple[str, ...]
    draws: Draws | None
    log_covariance: NDArray[np.float64] | None = None
    repeat_purchases: float = 0.0

    def rescaled(self, name: str, factor: float) -> "Fit":
        """The same fit with time counted in another unit: the scale parameter `name` times `factor`.

        Each repeat purchase brings one density per unit of time into the likelihood.
        """
        column = list(self.standard_errors).index(name)
        error = self.standard_errors[name]
        draws = self.draws
        if draws is not None:
            values = draws.values.copy()
            values[:, column] *= factor
            draws = replace(draws, values=values)
        return replace(
            self,
            log_likelihood=self.log_likelihood - self.repeat_purchases * float(np.log(factor)),
            standard_errors={**self.standard_errors, name: None if error is None else error * factor},
            draws=draws,
        )
