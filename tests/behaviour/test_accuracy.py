import numpy as np
import pytest

from goodwill.behaviour.accuracy import predictive_beyond, predictive_chance, score
from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.terms import Period, UsageError

WEEKS = Period(39, "week")
PUBLISHED = BgNbd(0.243, 4.414, 0.793, 2.426)


def test_scores_of_cdnow_are_those_of_its_means_and_chances(cdnow, cdnow_next_39_weeks):
    actual = cdnow_next_39_weeks.astype(np.int64)
    found = score(PUBLISHED, cdnow, WEEKS, actual, 0.9)
    error = PUBLISHED.expected_occasions(cdnow, WEEKS) - actual
    assert found.mae == pytest.approx(np.abs(error).mean(), rel=1e-5)
    assert found.rmse == pytest.approx(np.sqrt((error**2).mean()), rel=1e-5)
    assert found.log_score == pytest.approx(np.log(predictive_chance(PUBLISHED, cdnow, WEEKS, actual)).mean())
    assert 0.93 < found.coverage < 0.99
    assert found.total.mean == pytest.approx(1653, abs=3)


def test_chances_of_all_counts_sum_to_one_with_doubt_and_without(cdnow):
    few = cdnow.take(slice(0, 200))
    for behaviour in (PUBLISHED, BgNbd.fit(few)):
        chances = [predictive_chance(behaviour, few, WEEKS, np.full(200, n)) for n in range(300)]
        assert np.sum(chances, axis=0) == pytest.approx(np.ones(200), abs=1e-6)
        beyond = predictive_beyond(behaviour, few, WEEKS, np.full(200, 4))
        assert beyond == pytest.approx(1 - np.sum(chances[:5], axis=0), abs=1e-9)
        assert (predictive_beyond(behaviour, few, WEEKS, np.full(200, -1)) == 1).all()


def test_a_count_that_cannot_be_still_has_a_score(cdnow):
    few = cdnow.take(slice(0, 2))
    found = score(PUBLISHED, few, WEEKS, np.array([0, 100_000]), 0.9)
    assert np.isfinite(found.log_score)
    assert found.coverage == 0.5


def test_counts_that_do_not_fit_the_histories_are_refused(cdnow):
    with pytest.raises(UsageError, match="3 counts cannot be held against 2,357 histories"):
        score(PUBLISHED, cdnow, WEEKS, np.zeros(3, dtype=np.int64), 0.9)
