import numpy as np
import pytest

from goodwill.behaviour.rows import CHUNK, chunks, hashed_sample, in_parallel, summed


@pytest.mark.parametrize("rows", [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK - 1])
def test_every_row_is_summed_once(rows):
    values = np.arange(rows, dtype=np.float64)
    assert summed(lambda part: np.array([values[part].sum(), 2.0 * len(values[part])]), rows).tolist() == [
        rows * (rows - 1) / 2,
        2.0 * rows,
    ]


def test_chunks_cover_all_rows_in_order():
    assert list(chunks(10, 4)) == [slice(0, 4), slice(4, 8), slice(8, 10)]
    assert list(chunks(0)) == []


def test_answers_come_in_the_order_of_the_pieces():
    assert in_parallel(lambda piece: piece.start, list(chunks(100, 7))) == list(range(0, 100, 7))


def test_a_hashed_sample_is_of_the_wanted_size_and_always_the_same():
    sample = hashed_sample(1_000_000, 40_000)
    assert len(sample) == pytest.approx(40_000, rel=0.02)
    assert (np.diff(sample) > 0).all()
    assert (sample == hashed_sample(1_000_000, 40_000)).all()
    # The first rows say nothing about the last ones: each tenth of the rows gives about a tenth of the sample.
    assert np.bincount(sample // 100_000) == pytest.approx(np.full(10, 4000), rel=0.06)


def test_a_hashed_sample_does_not_follow_a_rhythm_of_the_rows():
    for period in (2, 7, 64, 1000):
        shares = np.bincount(hashed_sample(1_000_000, 100_000) % period, minlength=period) * period / 100_000
        assert shares == pytest.approx(np.ones(period), abs=5 * np.sqrt(period / 100_000))


def test_a_sample_as_large_as_the_rows_is_all_of_them():
    assert hashed_sample(5, 9).tolist() == [0, 1, 2, 3, 4]
