"""Ranges of money against customers lived through one purchase at a time."""

import numpy as np
import pytest

from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.behaviour.gamma_gamma import GammaGamma
from goodwill.behaviour.prediction import predict
from goodwill.terms import Period
from tests.behaviour.simulated_base import Truth, simulate

# Rates slow enough for days to show every purchase, horizons long enough for many of them.
BASES = {
    "like CDNOW": Truth(0.243, 44.0, 0.793, 2.426),
    "heavy": Truth(2.0, 60.0, 0.5, 8.0),
    "almost sure": Truth(6.0, 80.0, 0.5, 12.0),
    "erratic spend": Truth(2.0, 60.0, 0.5, 8.0, spend_p=0.6, spend_q=2.5, spend_v=50.0),
    "spend without variance": Truth(0.8, 100.0, 0.5, 3.0, spend_p=6.0, spend_q=1.7, spend_v=10.0),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BASES)
def test_ranges_of_10000_customers_hold_what_they_say(name):
    truth = BASES[name]
    base = simulate(
        truth,
        customers=10_000,
        joining_days=140,
        observed_days=2_730,
        horizon_days=3_640,
        rng=np.random.default_rng(1),
    )
    ten_years = Period(3_640, "day")
    predicted = predict(
        BgNbd(*truth.parameters.values()),
        GammaGamma(truth.spend_p, truth.spend_q, truth.spend_v),
        base.histories,
        horizon=ten_years,
        value_horizon=ten_years,
        discount_rate=0.1,
        level=0.9,
        rng=np.random.default_rng(1),
    )
    value = base.discounted(0.1)
    sure = predicted.p_return > 0.96
    for ranges, came in ((predicted.revenue, base.revenue), (predicted.value, value)):
        above, below = came > ranges.high, came < ranges.low
        likely = predicted.p_return > 0.06
        assert 0.035 < above[likely].mean() < 0.06
        assert (below[predicted.p_return < 0.94] == 0).all()
        if sure.sum() > 500:
            assert 0.86 < 1 - (above | below)[sure].mean() < 0.94
            assert 0.03 < below[sure].mean() < 0.07
