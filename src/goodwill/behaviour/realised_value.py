import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.behaviour.compound_spend import SpendLaw, known_spend
from goodwill.behaviour.occasion_distribution import OccasionDistribution
from goodwill.terms import Histories, Period

Floats = NDArray[np.float64]

DRAWS = 400


def realised_draws(
    behaviour: BgNbd,
    spend: SpendLaw | None,
    histories: Histories,
    horizon: Period,
    n: int,
    rng: np.random.Generator,
) -> Floats:
    """`n` equally likely joint outcomes of the money spent within the horizon, shape (n, rows).

    Without spending: of the number of occasions. Nothing is matched or approximated: a posterior draw of the
    parameters, whether the customer is active, its rate and chance to stop, then its occasions: the smaller of what
    the rate brings and what the chance to stop allows.
    """
    h = histories
    law = OccasionDistribution.drawn(behaviour, h.unit, DRAWS)
    outcomes = np.empty((n, h.rows))
    of_draw = np.array_split(rng.permutation(n), law.draws)
    for number, rows in enumerate(of_draw):
        outcomes[rows] = _occasions(law.draw(number), h, horizon.in_unit(h.unit), len(rows), rng)
    if spend is None:
        return outcomes
    x, mean = known_spend(h)
    p, q, v = spend.values[rng.integers(len(spend.values), size=n)].T[:, :, None]
    nu = rng.standard_gamma(q + p * x) / (v + x * mean)
    return np.asarray(rng.standard_gamma(p * outcomes) / nu)


def _occasions(
    law: OccasionDistribution, h: Histories, t: float, n: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    shape = (n, h.rows)
    r, alpha, a, b = law.parameters
    x = h.repeat_purchases
    active = rng.random(shape) < law.active(x, h.last_purchase_age, h.observed_for)
    wanted = rng.poisson(t * rng.standard_gamma(np.broadcast_to(r + x, shape)) / (alpha + h.observed_for))
    stop = np.broadcast_to(rng.beta(a, np.broadcast_to(b + x, shape)), shape)
    last = rng.geometric(np.clip(stop, 1e-12, 1.0))
    return np.where(active, np.minimum(wanted, last), 0)
