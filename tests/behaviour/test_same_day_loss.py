import numpy as np
import pytest

from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.behaviour.same_day_loss import same_day_loss
from goodwill.terms import Histories
from tests.behaviour.simulated_base import Truth, simulate


@pytest.mark.parametrize(
    ("truth", "days"),
    [
        (Truth(0.25, 4.4, 0.8, 2.5), 273),
        (Truth(0.6, 10.0, 0.8, 2.5), 546),
        (Truth(3.0, 6.0, 0.5, 4.0), 365),
        (Truth(1.0, 1.0, 0.8, 4.0), 365),
    ],
)
def test_the_loss_told_from_days_alone_is_right_to_a_quarter(truth, days):
    base = simulate(
        truth,
        customers=40_000,
        joining_days=days // 3,
        observed_days=days,
        horizon_days=1,
        rng=np.random.default_rng(1),
    )
    told = same_day_loss(BgNbd.fit(base.histories, draws=0), base.histories)
    assert told == pytest.approx(base.lost / (base.lost + base.repeats), rel=0.25)


def test_rows_that_stand_for_several_customers_count_as_often():
    x, t, T = np.array([0, 3, 9]), np.array([0.0, 20.0, 30.0]), np.full(3, 40.0)
    behaviour, weights = BgNbd(0.6, 4.2, 0.8, 2.5), np.array([3.0, 2.0, 1.0])
    weighted = Histories(x, t, T, "week", None, weights)
    repeated = Histories(x, t, T).take(np.repeat(np.arange(3), weights.astype(int)))
    assert same_day_loss(behaviour, weighted) == pytest.approx(same_day_loss(behaviour, repeated))


def test_no_history_loses_nothing():
    none = np.array([])
    assert same_day_loss(BgNbd(0.6, 4.2, 0.8, 2.5), Histories(none.astype(np.int64), none, none)) == 0.0
