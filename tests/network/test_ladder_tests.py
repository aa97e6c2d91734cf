import numpy as np
import pytest

from goodwill.network.ladder_tests import markov_test, stationarity_test
from tests.network.test_ladder_chain import FULL, LOST, lived


def with_memory(relationships, snapshots, rng):
    """Who has just climbed from 0 to 1 mostly falls back; who was on 1 before mostly stays."""
    seen = np.empty((snapshots, relationships), np.int64)
    seen[:2] = rng.integers(0, 2, (2, relationships))
    for t in range(2, snapshots):
        stays = np.where(seen[t - 1] == seen[t - 2], 0.8, 0.4)
        seen[t] = np.where(rng.random(relationships) < stays, seen[t - 1], 1 - seen[t - 1])
    return seen


def test_a_chain_without_memory_passes_as_often_as_the_level_says():
    rng = np.random.default_rng(5)
    p = [markov_test(lived(FULL, 800, 6, rng), 5, absorbing=(LOST,)).p for _ in range(200)]
    assert 2 <= sum(value < 0.05 for value in p) <= 20


def test_a_chain_whose_past_matters_is_found_out():
    found = markov_test(with_memory(500, 8, np.random.default_rng(2)), 2)
    assert found.holds is False
    assert not found.thin
    assert found.sentence == (
        "Where a relationship was before matters beside where it is, so a projection from its rung alone is off: "
        "p under 0.001."
    )


def test_the_statistic_is_that_of_a_hand_made_table():
    # From 0: after 0, one stays and three go; after 1, three stay and one goes. 2 sum n ln(n/2) over 1, 3, 3, 1.
    triples = [(0, 0, 0)] + 3 * [(0, 0, 1)] + 3 * [(1, 0, 0)] + [(1, 0, 1)]
    found = markov_test(np.array(triples).T, 2)
    assert found.degrees == 1
    assert found.statistic == pytest.approx(2 * (2 * np.log(0.5) + 6 * np.log(1.5)))
    assert found.thin


def test_chances_that_stay_pass_and_chances_that_change_do_not():
    rng = np.random.default_rng(7)
    p = [stationarity_test(lived(FULL, 800, 5, rng), 5, absorbing=(LOST,)).p for _ in range(200)]
    assert 2 <= sum(value < 0.05 for value in p) <= 20
    worse = FULL.copy()
    worse[:LOST] = 0.7 * worse[:LOST] + 0.3 * np.eye(5)[LOST]
    early = lived(FULL, 2_000, 4, rng)
    late = lived(worse, 2_000, 4, rng)
    assert stationarity_test(np.vstack([early, np.full((1, 2_000), -1), late]), 5, absorbing=(LOST,)).holds is False


def test_two_snapshots_are_too_few_to_test_anything():
    found = markov_test([[0, 1], [1, 1]], 2)
    assert (found.p, found.holds, found.sentence) == (None, None, "Too few moves are on record to test this.")
