import numpy as np

from goodwill.behaviour.cells import Cells
from goodwill.terms import Histories


def test_rows_with_the_same_count_and_age_share_a_cell():
    h = Histories(np.array([3, 0, 3, 3]), np.array([2, 0, 5, 2]) / 7, np.array([70, 70, 70, 71]) / 7)
    cells = Cells.of(h)
    assert list(zip(cells.x.tolist(), np.rint(cells.T * 7).tolist(), strict=True)) == [(0, 70), (3, 70), (3, 71)]
    assert cells.of_row.tolist() == [1, 0, 1, 2]


def test_every_row_finds_its_own_count_and_age_again():
    rng = np.random.default_rng(1)
    for ages in (rng.integers(0, 700, 5000) / 7, rng.uniform(0, 100, 5000), rng.integers(0, 90, 5000) * 1e7):
        h = Histories(rng.integers(1, 40, 5000), np.zeros(5000), ages)
        cells = Cells.of(h)
        assert (cells.x[cells.of_row] == h.repeat_purchases).all()
        assert np.allclose(cells.T[cells.of_row], ages, rtol=1e-12, atol=1e-12)


def test_repeat_purchases_without_a_known_amount_have_a_cell_of_their_own():
    h = Histories(np.array([2, 2, 2]), np.ones(3), np.full(3, 9.0), "week", np.array([5.0, np.nan, -1.0]))
    cells = Cells.of(h)
    assert cells.paid[cells.of_row].tolist() == [2, 0, 0]
    assert len(cells.x) == 2


def test_no_rows_make_no_cells():
    empty = np.array([])
    assert len(Cells.of(Histories(empty.astype(np.int64), empty, empty)).x) == 0
