"""Under which parameters single customers are scored.

A base of up to `DOUBTED_ROWS` customers is scored under some dozens of posterior draws and the laws are mixed, so that
its ranges hold the doubt about the parameters. In a larger base that doubt is a hundredth of what a customer's own
chance adds (it shrinks with the base, the customer's does not): one score at the fitted parameters serves all.
"""

import numpy as np

from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.behaviour.fitted_outlooks import FittedOutlooks
from goodwill.behaviour.mixed_outlooks import MixedOutlooks
from goodwill.behaviour.occasion_distribution import OccasionDistribution
from goodwill.behaviour.outlook import Outlooks, Question
from goodwill.terms import Histories

DOUBTED_ROWS = 20_000
# The more customers, the fewer draws are needed.
DRAWN_ROWS, FEWEST, MOST = 64_000, 16, 64


def scoring_law(behaviour: BgNbd, histories: Histories) -> OccasionDistribution:
    """The law, or draws of laws, that customers of a base of this size are scored under."""
    if histories.rows > DOUBTED_ROWS:
        return OccasionDistribution.of(behaviour, histories.unit)
    draws = int(np.clip(DRAWN_ROWS // max(histories.rows, 1), FEWEST, MOST))
    return OccasionDistribution.drawn(behaviour, histories.unit, draws)


def outlooks(behaviour: BgNbd, histories: Histories, question: Question) -> Outlooks:
    fitted, drawn = OccasionDistribution.of(behaviour, histories.unit), scoring_law(behaviour, histories)
    if drawn.draws == 1:
        return FittedOutlooks.of_base(fitted, histories, question)
    return MixedOutlooks.of_base(fitted, drawn, histories, question)
