import numpy as np
import pytest

from goodwill.network.ladder_chain import Chain, count_moves, most_to_pay, transition_probabilities, worth_paying
from goodwill.terms import UsageError

RUNGS = ("purchaser", "client", "supporter", "advocate")
Q = np.array([[0.5, 0.2, 0, 0], [0, 0.7, 0.15, 0], [0, 0.05, 0.75, 0.1], [0, 0, 0.1, 0.85]])
LOST = 4
FULL = np.vstack([np.column_stack([Q, 1 - Q.sum(axis=1)]), np.eye(5)[LOST]])
MARGIN = (10, 40, 60, 100)


def lived(p, relationships, snapshots, rng):
    """Snapshots of a chain that starts anywhere but lost."""
    seen = np.empty((snapshots, relationships), np.int64)
    seen[0] = rng.integers(0, LOST, relationships)
    for t in range(1, snapshots):
        u = rng.random(relationships)
        seen[t] = (u[:, None] > p[seen[t - 1]].cumsum(axis=1)).sum(axis=1)
    return seen


def test_theory_12_s_periods_in_each_rung_life_and_value():
    chain = Chain(RUNGS, Q)
    assert chain.fundamental[0] == pytest.approx([2, 1.5439, 1.2632, 0.8421], abs=5e-5)
    assert chain.life == pytest.approx([5.6491, 9.1228, 11.5789, 14.3860], abs=5e-5)
    assert chain.value(MARGIN, 0.1) == pytest.approx([104.5708, 258.7124, 396.5665, 598.6266], abs=5e-5)
    assert chain.steps(MARGIN, 0.1) == pytest.approx([154.1416, 137.8541, 202.0601], abs=6e-5)


def test_a_programme_is_worth_more_than_it_costs_or_not():
    # 2 points more chance of a step worth 154.1416, one period from now.
    assert most_to_pay(0.02, 154.1416, 0.1) == pytest.approx(2.802575, abs=1e-6)
    assert worth_paying(0.02, 154.1416, 0.1, 2.80)
    assert not worth_paying(0.02, 154.1416, 0.1, 2.81)


def test_moves_are_counted_between_consecutive_snapshots_and_only_where_both_are_on_record():
    counted = count_moves([[0, 1, -1, 0], [1, 1, 0, -1], [1, 0, 0, 0]], 2)
    assert counted.tolist() == [[[0, 1], [0, 1]], [[1, 0], [1, 1]]]


def test_a_row_without_moves_is_not_known_and_smoothed_only_on_request():
    counts = [[3, 1], [0, 0]]
    assert transition_probabilities(counts)[0].tolist() == [0.75, 0.25]
    assert np.isnan(transition_probabilities(counts)[1]).all()
    assert transition_probabilities(counts, prior=1)[1].tolist() == [0.5, 0.5]
    assert transition_probabilities(counts, absorbing=(1,))[1].tolist() == [0, 1]


def test_the_chances_of_a_simulated_ladder_are_found_again():
    rng = np.random.default_rng(12)
    moves = count_moves(lived(FULL, 20_000, 9, rng), 5).sum(axis=0)
    found = transition_probabilities(moves, absorbing=(LOST,))
    error = np.sqrt(FULL * (1 - FULL) / np.maximum(moves.sum(axis=1, keepdims=True), 1))
    assert (np.abs(found - FULL) <= 4 * error + 1e-12).all()
    chain = Chain.of(RUNGS, found, lost=LOST)
    assert chain.value(MARGIN, 0.1) == pytest.approx(Chain(RUNGS, Q).value(MARGIN, 0.1), rel=0.03)
    assert chain.lost == pytest.approx(1 - Q.sum(axis=1), abs=0.01)


def test_value_is_what_simulated_relationships_bring():
    rng = np.random.default_rng(3)
    seen = lived(FULL, 40_000, 120, rng)
    brought = np.append(MARGIN, 0.0)[seen] / 1.1 ** np.arange(120)[:, None]
    by_start = [brought[:, seen[0] == rung].sum(axis=0).mean() for rung in range(LOST)]
    assert by_start == pytest.approx(Chain(RUNGS, Q).value(MARGIN, 0.1), rel=0.02)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            lambda: Chain(("a", "b"), np.array([[0.5, 0.2], [np.nan, np.nan]])),
            "No move from b has been seen, so nothing can be projected from it.",
        ),
        (lambda: Chain(("a",), np.array([[1.2]])), "The chances of a must be 0 or more and add up to 1 at most."),
        (
            lambda: Chain(("a",), np.array([[1.0]])).life,
            "Nobody who reaches some rung is ever lost from it, so that this sum has no end.",
        ),
        (lambda: Chain(RUNGS, Q).value(MARGIN, -1), "The discount rate must be above -1, not -1."),
        (lambda: count_moves([[0, 5]], 5), "States run from 0 to 4, and -1 for not on record."),
        (lambda: transition_probabilities([[-1]]), "Moves are counted in a square table of numbers from 0 upward."),
    ],
)
def test_what_has_no_answer_is_refused_with_the_reason(wrong, sentence):
    with pytest.raises(UsageError) as error:
        wrong()
    assert str(error.value) == sentence


def test_a_ladder_that_nobody_leaves_still_has_a_discounted_value():
    assert Chain(("a",), np.array([[1.0]])).value([11], 0.1) == pytest.approx([121])
