"""Pareto-smoothed importance weights, and k-hat, which tells whether they can be trusted.

Vehtari, Simpson, Gelman, Yao & Gabry, "Pareto smoothed importance sampling"; the tail's shape is estimated after
Zhang & Stephens (2009), "A new and efficient estimation method for the generalized Pareto distribution",
Technometrics 51(3).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SMALLEST_TAIL = 5
HOPELESS = 10.0


def smoothed(log_weights: Floats) -> tuple[Floats, float]:
    """Weights that sum to 1, their largest replaced by the quantiles of a fitted Pareto tail; and its shape, k-hat.

    k-hat is a finite number: 0 for equal weights, and 10, which no fit exceeds, where most of the tail has no weight.
    """
    many = len(log_weights)
    if log_weights.max() == -np.inf:
        return np.full(many, 1 / many), HOPELESS
    weights = np.exp(log_weights - log_weights.max())
    length = int(np.ceil(min(0.2 * many, 3 * np.sqrt(many))))
    order = np.argsort(weights, kind="stable")
    tail, cut = order[-length:], weights[order[-length - 1]] if length < many else 0.0
    beyond = weights[tail] - cut
    if np.ptp(weights) < 1e-9:  # noqa: PLR2004 - equal but for rounding
        return weights / weights.sum(), 0.0
    if np.count_nonzero(beyond > 0) < max(SMALLEST_TAIL, length // 2):
        return weights / weights.sum(), HOPELESS
    k, scale = generalised_pareto(beyond)
    quantile = (np.arange(length) + 0.5) / length
    with np.errstate(over="ignore"):
        excess = -scale * np.log1p(-quantile) if abs(k) < 1e-12 else scale * np.expm1(-k * np.log1p(-quantile)) / k  # noqa: PLR2004
    weights[tail] = np.minimum(cut + excess, 1.0)
    return weights / weights.sum(), min(k, HOPELESS)


def generalised_pareto(excesses: Floats) -> tuple[float, float]:
    """Shape k and scale of a generalised Pareto distribution, from ascending excesses over its threshold.

    Zhang & Stephens' quasi-Bayesian estimate; the shape is drawn towards 0.5 as by ten observations (Vehtari et al.).
    """
    many = len(excesses)
    grid = 30 + int(np.sqrt(many))
    quartile = excesses[max(0, int(many / 4 + 0.5) - 1)]
    theta = 1 / excesses[-1] + (1 - np.sqrt(grid / (np.arange(1, grid + 1) - 0.5))) / (3 * quartile)
    shapes = np.log1p(-theta[:, None] * excesses).mean(axis=1)
    profile = many * (np.log(-theta / shapes) - shapes - 1)
    posterior = np.exp(profile - profile.max())
    best = float(theta @ posterior / posterior.sum())
    k = float(np.log1p(-best * excesses).mean())
    scale = -k / best
    return (many * k + 5) / (many + 10), scale
