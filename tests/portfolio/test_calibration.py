"""Do accounts belong to the largest as often as the shortlist says? Two hundred simulated bases."""

import pytest

from tests.behaviour import coverage_study
from tests.portfolio import calibration_study as study

WITHIN, LEAST = 0.05, 200


@pytest.mark.slow
def test_accounts_belong_as_often_as_they_are_said_to_in_200_simulated_bases():
    outcomes = coverage_study.run(study.one_base, range(200))
    for listed_only in (False, True):
        told = [line for line in study.pooled(outcomes, listed_only=listed_only) if line.n >= LEAST]
        assert len(told) >= 4
        for line in told:
            assert line.called == pytest.approx(line.came, abs=WITHIN), line
