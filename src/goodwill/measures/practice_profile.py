"""How much a company, a market or a relationship deals by each type of exchange."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from goodwill.terms import Estimate, UsageError

Floats = NDArray[np.float64]
NEVER, ALWAYS = 1, 5
ENOUGH = 2 / 3
TRANSACTION = "transaction"
Level = Literal["low", "medium", "high"]


@dataclass(frozen=True, eq=False)
class TypeProfile:
    """One type of exchange. mean: of P over respondents, 0 to 1; None where nobody answered enough.

    range: None for a single respondent. alpha: reliability of the items; None where it cannot be told.
    """

    name: str
    respondents: int
    mean: float | None
    range: Estimate | None
    level: Level | None
    alpha: float | None


@dataclass(frozen=True, eq=False)
class PracticeProfile:
    """relational: mean of the other types less transaction (G); None where a type is not known."""

    types: tuple[TypeProfile, ...]
    relational: float | None


def index(answers: ArrayLike) -> Floats:
    """I_j: mean answer per type, 1 (never) to 5 (always); NaN where fewer than two thirds were answered.

    answers: of one respondent, NaN where there is none; shape (dimensions, types), or (…, dimensions, types).
    """
    x = _checked(answers)
    answered = np.isfinite(x).sum(axis=-2)
    total = np.nansum(x, axis=-2)
    enough = answered >= ENOUGH * x.shape[-2] - 1e-9
    unknown = np.full(total.shape, np.nan)
    return np.asarray(np.divide(total, answered, out=unknown, where=enough & (answered > 0)))


def rescaled(indices: ArrayLike) -> Floats:
    """P_j = (I_j - 1)/4, from 0 to 1."""
    return (np.asarray(indices, np.float64) - NEVER) / (ALWAYS - NEVER)


def level_of(share: float, cuts: tuple[float, float] = (1 / 3, 2 / 3)) -> Level:
    """Low below the first cut, high from the second on."""
    return "low" if share < cuts[0] else "high" if share >= cuts[1] else "medium"


def relational(shares: Sequence[float], types: Sequence[str]) -> float | None:
    """G: the mean P of every type but transaction, less that of transaction; None where one of them is not known."""
    p = dict(zip(types, shares, strict=True))
    if TRANSACTION not in p:
        raise UsageError(f'One of the types must be "{TRANSACTION}"; there are {", ".join(types)}.')
    others = [value for name, value in p.items() if name != TRANSACTION]
    return float(np.mean(others) - p[TRANSACTION]) if others and np.isfinite(list(p.values())).all() else None


def cronbach_alpha(items: ArrayLike) -> float | None:
    """Alpha = K/(K-1) (1 - sum var(item)/var(sum)) over respondents who answered every item; shape (respondents, K).

    None with fewer than two items or respondents, or where all give the same sum.
    """
    x = _checked(items)
    x = x[np.isfinite(x).all(axis=1)]
    if min(x.shape) <= 1:
        return None
    k, spread = x.shape[1], float(x.sum(axis=1).var(ddof=1))
    return k / (k - 1) * (1 - float(x.var(axis=0, ddof=1).sum()) / spread) if spread > 0 else None


def distance(shares: ArrayLike, target: ArrayLike) -> float | None:
    """D = sqrt(mean_j (P_j - P*_j)^2) to a target profile, 0 to 1; None where a type is not known."""
    p, wanted = np.asarray(shares, np.float64), np.asarray(target, np.float64)
    if p.shape != wanted.shape:
        raise UsageError(f"The profile has {p.size} types and its target {wanted.size}; give a target for each.")
    if ((wanted < 0) | (wanted > 1)).any():
        raise UsageError("Each target lies between 0 and 1.")
    d = float(np.sqrt(np.mean((p - wanted) ** 2)))
    return d if np.isfinite(d) else None


def profile(answers: ArrayLike, types: Sequence[str], *, level: float = 0.9) -> PracticeProfile:
    """The profile of all respondents together; shape (respondents, dimensions, types), NaN for no answer.

    The types need not add up to 1: a company can do much of each, or little. Ranges are Student's t.
    """
    x = _checked(answers)
    if x.ndim != 3 or x.shape[2] != len(types):  # noqa: PLR2004
        raise UsageError(f"Answers are wanted for {len(types)} types, by respondent and dimension, not {x.shape}.")
    p = rescaled(index(x))
    found = tuple(_of_type(name, p[:, j], cronbach_alpha(x[:, :, j]), level) for j, name in enumerate(types))
    return PracticeProfile(found, relational([np.nan if t.mean is None else t.mean for t in found], types))


def _of_type(name: str, shares: Floats, alpha: float | None, level: float) -> TypeProfile:
    known = shares[np.isfinite(shares)]
    if not len(known):
        return TypeProfile(name, 0, None, None, None, alpha)
    mean = float(known.mean())
    around = None
    if len(known) > 1:
        half = float(stats.t.ppf((1 + level) / 2, len(known) - 1) * known.std(ddof=1) / np.sqrt(len(known)))
        around = Estimate(mean, max(mean - half, 0.0), min(mean + half, 1.0), level)
    return TypeProfile(name, len(known), mean, around, level_of(mean), alpha)


def _checked(answers: ArrayLike) -> Floats:
    x = np.asarray(answers, np.float64)
    if x.ndim <= 1:
        raise UsageError("Answers are a table of dimensions and types.")
    if ((x < NEVER) | (x > ALWAYS)).any():
        raise UsageError(f"Answers run from {NEVER} (never) to {ALWAYS} (always); leave out what was not answered.")
    return x
