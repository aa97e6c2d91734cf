"""Many simulated bases: how often do accounts belong to the largest, beside the probability the shortlist gave them?

Each base is drawn, lived and observed as in `tests.behaviour.coverage_study`; behaviour and spending are fitted, its
customers ranked as an analysis ranks them, and the ranking is held against the money that came within a year.

`python -m tests.portfolio.calibration_study` prints the figures.
"""

from dataclasses import dataclass

import numpy as np

from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.behaviour.gamma_gamma import GammaGamma
from goodwill.portfolio.key_accounts import rank
from goodwill.portfolio.list_record import belonged, reliability
from tests.behaviour import coverage_study as study

CUSTOMERS = 1_000


@dataclass(frozen=True)
class Ranked:
    """Of every customer of one base: the probability called, whether it then belonged, and whether it was listed."""

    called: np.ndarray
    came: np.ndarray
    listed: np.ndarray


def one_base(seed):
    rng = np.random.default_rng([seed, 15])
    base = study.lived(study.drawn_truth(rng), CUSTOMERS, rng)
    behaviour = BgNbd.fit(base.histories, rng=rng, draws=1_000)
    spending = GammaGamma.fit(base.histories, rng=rng, draws=1_000)
    predicted = study.ask(behaviour, spending, base.histories)
    ranking = rank(predicted, expected=np.asarray(predicted.revenue.mean, np.float64), rng=rng)
    listed = np.zeros(CUSTOMERS, bool)
    listed[ranking.largest] = True
    return Ranked(ranking.probability, belonged(base.revenue, ranking.k), listed)


def pooled(outcomes, *, listed_only=False):
    called, came, listed = (
        np.concatenate([getattr(o, name) for o in outcomes]) for name in ("called", "came", "listed")
    )
    chosen = listed if listed_only else np.ones(len(called), bool)
    return reliability(called[chosen], came[chosen])


def main():
    outcomes = study.run(one_base, range(200))
    for listed_only in (False, True):
        print("listed accounts" if listed_only else "all customers")  # noqa: T201
        for line in pooled(outcomes, listed_only=listed_only):
            print(f"{line.low:.1f} to {line.high:.1f}: n {line.n}, called {line.called}, came {line.came}")  # noqa: T201


if __name__ == "__main__":
    main()
