"""Do the ranges hold what they say? Two hundred simulated bases; see `coverage_study` for how they were made."""

import numpy as np
import pytest

from tests.behaviour import coverage_study as study


@pytest.mark.slow
def test_ranges_hold_as_often_as_they_say_in_200_simulated_bases():
    outcomes = study.run(study.one_base, range(200))
    covered = np.sum([outcome.covered for outcome in outcomes], axis=0)
    # 90% of 200, give or take 2.9 standard deviations: r, alpha, a, b, total of occasions.
    assert ((covered >= 168) & (covered <= 191)).all(), covered
    assert study.clustered_chi_square(outcomes) > 0.01
    assert study.pooled_chi_square(outcomes) > 0.01
    scores, best = (
        np.mean([outcome.interval_score for outcome in outcomes]),
        np.mean([outcome.true_interval_score for outcome in outcomes]),
    )
    assert scores <= 1.05 * best


@pytest.mark.slow
def test_ranges_of_money_in_all_hold_as_often_as_they_say_in_60_simulated_bases():
    covered = np.sum(study.run(study.one_base_in_money, range(60)), axis=0)
    # 90% of 60, give or take 2.6 standard deviations.
    assert (covered >= 48).all(), covered


def test_the_transform_s_test_finds_a_rate_that_is_a_quarter_too_high():
    rng = np.random.default_rng(1)
    base = study.lived(study.Truth(0.8, 35.0, 0.8, 2.5), 40_000, rng)
    p = {}
    for shape in (0.8, 1.0):
        transformed = study.transformed(study.BgNbd(shape, 35.0, 0.8, 2.5), base, rng)
        counts = np.histogram(transformed, study.BINS, (0, 1))[0]
        p[shape] = study.pooled_chi_square([study.Outcome(np.empty(0), counts, 0, 0, 0)])
    assert p[0.8] > 0.01
    assert p[1.0] < 1e-6
