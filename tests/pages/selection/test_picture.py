import itertools
import math
import random

import pytest

from goodwill.pages.selection.picture import NARROW, WIDE, matrix
from goodwill.programme.selecting import matrix as matrices
from tests import people, selecting

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    """Thirteen candidates, many of them close together and around the cut."""
    rng, hal, run = random.Random(4), people.hal(), selecting.analysed()
    for number in range(13):
        selecting.customer(f"Customer {number}", run, 900 - number)
    held = selecting.opened(hal, places=10)
    for one in held.candidates.all():
        selecting.score(hal, one, rng.choice([4.8, 4.9, 5, 5.1, 5.2]), ours=rng.choice([4.9, 5, 5.1]), rival=5)
    return matrices.board(hal, held)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_candidate_is_a_point_in_its_own_quadrant_and_all_numbers_can_be_read(board, size):
    drawn = matrix(board.lines, size)

    assert [point.line for point in drawn.points] == board.placed
    for point in drawn.points:
        assert (point.y <= drawn.cut_y + 1e-9) == (point.line.placed.quadrant in ("invest", "develop"))
        assert (point.x >= drawn.cut_x - 1e-9) == (point.line.placed.quadrant in ("invest", "maintain"))
    for one, other in itertools.combinations(drawn.points, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= 2 * size.radius - 1e-6


def test_names_stand_where_there_is_room_and_not_on_a_telephone(board):
    assert any(point.name for point in matrix(board.lines, WIDE).points)
    assert not any(point.name for point in matrix(board.lines, NARROW).points)


def test_without_anybody_placed_there_is_no_picture():
    assert matrix([], WIDE) is None
