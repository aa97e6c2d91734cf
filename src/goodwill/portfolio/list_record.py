"""How past shortlists did: the probability each account was given to belong, beside who then did."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BINS = 10


@dataclass(frozen=True)
class Reliability:
    """Accounts called with a probability from `low` up to `high`: how many, the mean called, the share that came true.

    called, came: None where n is 0.
    """

    low: float
    high: float
    n: int
    called: float | None
    came: float | None


def belonged(realised: Floats, k: int) -> NDArray[np.bool_]:
    """Whether each customer's realised value is among the `k` largest; equal to the k-th counts, nothing does not."""
    if not len(realised) or k < 1:
        return np.zeros(len(realised), np.bool_)
    k = min(k, len(realised))
    bar = np.partition(realised, len(realised) - k)[len(realised) - k]
    return np.asarray((realised >= bar) & (realised > 0))


def reliability(called: Floats, came: NDArray[np.bool_]) -> tuple[Reliability, ...]:
    """Ten even bins of the probability called; 1 belongs to the last."""
    bin_of = np.minimum((called * BINS).astype(np.int64), BINS - 1)
    told = []
    for number in range(BINS):
        inside = bin_of == number
        n = int(inside.sum())
        told.append(
            Reliability(
                number / BINS,
                (number + 1) / BINS,
                n,
                float(called[inside].mean()) if n else None,
                float(came[inside].mean()) if n else None,
            )
        )
    return tuple(told)


def brier_score(called: Floats, came: NDArray[np.bool_]) -> float | None:
    """Mean squared distance of the probability from what came, 0 (sure and right) to 1; None without accounts."""
    return float(((called - came) ** 2).mean()) if len(called) else None
