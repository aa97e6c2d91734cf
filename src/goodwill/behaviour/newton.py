"""Maximising a log-likelihood of a few log parameters by Newton's method, safely."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# A step that promises less than this many units of log-likelihood is within a millionth of a standard error of the top.
PROMISE = 1e-12
ITERATIONS = 100
LONGEST_STEP = 2.0
SHORTEST_STEP = 1e-7
# Shares of the promised gain that a step must bring to be taken, not to shrink the trust radius, or to widen it.
WORTH_TAKING, POOR, GOOD = 1e-4, 0.25, 0.75


@dataclass(frozen=True, eq=False)
class Bend:
    """A function at one point: its value, gradient (n,) and Hessian (n, n)."""

    value: float
    gradient: Floats
    hessian: Floats


@dataclass(frozen=True, eq=False)
class Maximum:
    """Where a function is largest within its bounds. `at_bound`: which coordinates end on one, shape (n,)."""

    point: Floats
    bend: Bend
    at_bound: NDArray[np.bool_]
    iterations: int
    converged: bool


def maximise(function: Callable[[Floats], Bend], start: Floats, low: Floats, high: Floats) -> Maximum:
    """The maximum of `function` between `low` and `high`, uphill from `start`.

    Newton steps on the absolute curvature (so that a saddle repels), no longer than a trust radius which grows and
    shrinks with how well the last step kept its promise. A coordinate that pushes against its bound is held there.
    """
    point = np.clip(start, low, high)
    bend = function(point)
    radius = LONGEST_STEP / 2
    for iteration in range(1, ITERATIONS + 1):
        held = _held(point, bend.gradient, low, high)
        step = _step(bend, held, radius)
        ahead = np.clip(point + step, low, high)
        step = ahead - point
        promise = float(bend.gradient @ step + 0.5 * step @ bend.hessian @ step)
        if promise < PROMISE:
            return Maximum(point, bend, held, iteration, converged=True)
        # Rounding in a sum of a million terms must not be taken for a step downhill.
        noise = 1e-13 * abs(bend.value)
        there = function(ahead)
        gain = there.value - bend.value
        kept = (gain + noise) / (promise + noise) if np.isfinite(gain) else -1.0
        length = float(np.linalg.norm(step))
        if kept < POOR:
            radius = length / 4
        elif kept > GOOD:
            radius = min(LONGEST_STEP, max(radius, 2 * length))
        if kept > WORTH_TAKING:
            point, bend = ahead, there
        if radius < SHORTEST_STEP:
            break
    return Maximum(point, bend, _held(point, bend.gradient, low, high), iteration, converged=False)


def _held(point: Floats, gradient: Floats, low: Floats, high: Floats) -> NDArray[np.bool_]:
    return np.asarray(((point <= low) & (gradient < 0)) | ((point >= high) & (gradient > 0)))


def _step(bend: Bend, held: NDArray[np.bool_], radius: float) -> Floats:
    step = np.zeros_like(bend.gradient)
    free = np.flatnonzero(~held)
    if not len(free):
        return step
    curvature, axes = np.linalg.eigh(-bend.hessian[np.ix_(free, free)])
    slope = axes.T @ bend.gradient[free]
    along = slope / np.maximum(np.abs(curvature), 1e-12)
    length = float(np.linalg.norm(along))
    if length > radius:
        along = _shortened(slope, np.abs(curvature), radius)
    step[free] = axes @ along
    return step


def _shortened(slope: Floats, curvature: Floats, radius: float) -> Floats:
    """The step of length `radius`: damped evenly, so that steep directions keep nearly their full Newton step."""
    low, high = 0.0, float(np.linalg.norm(slope)) / radius
    for _ in range(30):
        damping = (low + high) / 2
        if np.linalg.norm(slope / (curvature + damping)) > radius:
            low = damping
        else:
            high = damping
    return np.asarray(slope / (curvature + high))
