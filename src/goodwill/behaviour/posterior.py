"""Draws from a posterior of a few log parameters: a Laplace approximation, widened and then corrected by weights."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour.fit import Draws
from goodwill.behaviour.newton import Bend, Maximum
from goodwill.behaviour.pareto_smoothing import smoothed

Floats = NDArray[np.float64]

FREEDOM = 7.0
TRUSTED_BELOW = 0.7
# Rounds of importance sampling before Metropolis: as many proposals as draws, then twice and four times as many.
ROUNDS = (1, 2, 4)
LEAST_PROPOSED = 400
FLATTEST = 1 / 625
ENOUGH = 0.25


@dataclass(frozen=True, eq=False)
class NormalPrior:
    """Independent normal distributions of the log parameters."""

    means: Floats
    sd: float

    def values(self, logs: Floats) -> Floats:
        return np.asarray(-0.5 * (((logs - self.means) / self.sd) ** 2).sum(axis=-1))

    def bend(self, logs: Floats) -> Bend:
        away = (logs - self.means) / self.sd**2
        return Bend(float(self.values(logs)), -away, np.eye(len(logs)) / -(self.sd**2))


@dataclass(frozen=True, eq=False)
class StudentT:
    """Where to look for the posterior: multivariate t about `centre`; `root` @ root.T is its scale matrix."""

    centre: Floats
    root: Floats

    @classmethod
    def about(cls, mode: Maximum) -> "StudentT":
        """Laplace's approximation with heavier tails; no direction is taken to be flatter than 25 log units."""
        curvature, axes = np.linalg.eigh(-mode.bend.hessian)
        return cls(mode.point, axes / np.sqrt(np.maximum(curvature, FLATTEST)))

    @classmethod
    def like(cls, points: Floats, weights: Floats) -> "StudentT | None":
        """The t with the mean and covariance of weighted points; None where they are too few to have one."""
        centre = weights @ points
        away = points - centre
        try:
            root = np.linalg.cholesky((away * weights[:, None]).T @ away)
        except np.linalg.LinAlgError:
            return None
        return cls(centre, root.astype(np.float64))

    def draw(self, wanted: int, rng: np.random.Generator) -> Floats:
        """Points in antithetic pairs: each drawn deviation is used with both signs, which steadies the means."""
        half = (wanted + 1) // 2
        normal = rng.standard_normal((half, len(self.centre)))
        normal /= np.sqrt(rng.chisquare(FREEDOM, half) / FREEDOM)[:, None]
        steps = normal @ self.root.T
        return (self.centre + np.stack([steps, -steps], axis=1).reshape(-1, len(self.centre)))[:wanted]

    def log_density(self, points: Floats) -> Floats:
        """Up to a constant."""
        standard = np.linalg.solve(self.root, (points - self.centre).T)
        return np.asarray(-0.5 * (FREEDOM + len(self.centre)) * np.log1p((standard**2).sum(axis=0) / FREEDOM))


def draw_posterior(
    log_density: Callable[[Floats], Floats], mode: Maximum, *, draws: int, rng: np.random.Generator
) -> Draws:
    """`draws` equally weighted points of the posterior, on the natural scale.

    Importance sampling from a multivariate t about the mode, with Pareto-smoothed weights. Where k-hat reaches 0.7 or
    fewer are effective than a quarter of the draws, the t is fitted to what was found and more points are proposed;
    as a last resort an independence Metropolis chain runs over them. k_hat is always that of the last weights.
    """
    proposal = StudentT.about(mode)
    for effort in ROUNDS:
        proposed = max(LEAST_PROPOSED, draws) * effort
        points = proposal.draw(proposed, rng)
        log_weights = log_density(points) - proposal.log_density(points)
        log_weights = np.where(np.isfinite(log_weights), log_weights, -np.inf)
        weights, k_hat = smoothed(log_weights)
        effective = 1 / float(weights @ weights)
        if k_hat < TRUSTED_BELOW and effective >= ENOUGH * draws:
            break
        proposal = StudentT.like(points, weights) or proposal
    else:
        weights = _metropolis(log_weights, rng)
        effective = 1 / float(weights @ weights)
    return Draws(np.exp(points[_systematic(weights, draws, rng)]), k_hat, effective, proposed)


def _metropolis(log_weights: Floats, rng: np.random.Generator) -> Floats:
    """How long an independence Metropolis chain over the proposals, in their order, stays at each; sums to 1."""
    stays = np.zeros(len(log_weights))
    hurdles = np.log(rng.random(len(log_weights)))
    at = int(np.argmax(log_weights > -np.inf))
    for there, hurdle in enumerate(hurdles):
        if hurdle < log_weights[there] - log_weights[at]:
            at = there
        stays[at] += 1
    return np.asarray(stays / stays.sum())


def _systematic(weights: Floats, wanted: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Row numbers drawn by weight with one random offset (systematic resampling), in random order."""
    ladder = (np.arange(wanted) + rng.random()) / wanted
    chosen = np.searchsorted(np.cumsum(weights), ladder)
    return rng.permutation(np.minimum(chosen, len(weights) - 1))
