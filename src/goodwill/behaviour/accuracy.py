from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.behaviour.prediction import predict
from goodwill.behaviour.rows import chunks, in_parallel
from goodwill.behaviour.scoring_law import scoring_law
from goodwill.terms import Estimate, Histories, Period, UsageError

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

CHUNK = 1 << 14
SMALLEST = np.finfo(np.float64).tiny


@dataclass(frozen=True)
class Accuracy:
    """How a forecast of occasions compares with what came, over all customers.

    mae, rmse: of the means. log_score: mean log of the chance given to what came. coverage: share of customers whose
    range holds it. total: the forecast of the sum.
    """

    mae: float
    rmse: float
    log_score: float
    coverage: float
    total: Estimate


def score(
    behaviour: BgNbd,
    histories: Histories,
    horizon: Period,
    actual: Counts,
    level: float,
    rng: np.random.Generator | None = None,
) -> Accuracy:
    """Hold the behaviour's forecast against the occasions that each row made within the horizon, `actual`.

    Raises:
        UsageError: if there is not one count for each history, or no history.
    """
    if actual.shape != (histories.rows,) or not histories.rows:
        raise UsageError(f"{len(actual):,} counts cannot be held against {histories.rows:,} histories.")
    rng = np.random.default_rng(0) if rng is None else rng
    predicted = predict(
        behaviour, None, histories, horizon=horizon, value_horizon=horizon, discount_rate=0.0, level=level, rng=rng
    )
    occasions = predicted.occasions
    error = occasions.mean - actual
    chance = np.maximum(predictive_chance(behaviour, histories, horizon, actual), SMALLEST)
    weights = predicted.base.customers(predicted.base.everyone)
    return Accuracy(
        mae=float(np.average(np.abs(error), weights=weights)),
        rmse=float(np.sqrt(np.average(error.astype(np.float64) ** 2, weights=weights))),
        log_score=float(np.average(np.log(chance), weights=weights)),
        coverage=float(np.average((occasions.low <= actual) & (actual <= occasions.high), weights=weights)),
        total=predicted.totals.occasions,
    )


def predictive_chance(behaviour: BgNbd, histories: Histories, horizon: Period, counts: Counts) -> Floats:
    """The chance that each row makes exactly that many occasions within the horizon, doubt included."""
    law, t = scoring_law(behaviour, histories), horizon.in_unit(histories.unit)

    def part(rows: slice) -> Floats:
        h, n = histories.take(rows), counts[rows]
        active = law.active(h.repeat_purchases, h.last_purchase_age, h.observed_for)
        chance = active * law.probability(n, h.repeat_purchases, h.observed_for, t) + (1 - active) * (n == 0)
        return np.asarray(chance.reshape(-1, len(n)).mean(axis=0))

    return np.concatenate(in_parallel(part, list(chunks(histories.rows, CHUNK))))


def predictive_beyond(behaviour: BgNbd, histories: Histories, horizon: Period, counts: Counts) -> Floats:
    """The chance that each row makes more occasions than that within the horizon, doubt included."""
    law, t = scoring_law(behaviour, histories), horizon.in_unit(histories.unit)

    def part(rows: slice) -> Floats:
        h, n = histories.take(rows), counts[rows]
        active = law.active(h.repeat_purchases, h.last_purchase_age, h.observed_for)
        beyond = law.beyond(np.maximum(n, 0), h.repeat_purchases, h.observed_for, t)
        return np.asarray(np.where(n < 0, 1.0, (active * beyond).reshape(-1, len(n)).mean(axis=0)))

    return np.concatenate(in_parallel(part, list(chunks(histories.rows, CHUNK))))
