import numpy as np
import pytest

from goodwill.behaviour.newton import Bend, maximise

FREE = np.full(2, -50.0), np.full(2, 50.0)


def bump(height_of, gradient_of, hessian_of):
    return lambda at: Bend(float(height_of(*at)), np.array(gradient_of(*at)), np.array(hessian_of(*at)))


# An upside-down Rosenbrock valley, the usual trap for methods that trust one step too far.
valley = bump(
    lambda x, y: -((1 - x) ** 2) - 100 * (y - x**2) ** 2,
    lambda x, y: [2 * (1 - x) + 400 * x * (y - x**2), -200 * (y - x**2)],
    lambda x, y: [[-2 + 400 * (y - 3 * x**2), 400 * x], [400 * x, -200.0]],
)


def test_it_climbs_along_a_bent_ridge():
    top = maximise(valley, np.array([-1.2, 1.0]), *FREE)
    assert top.converged
    assert top.point == pytest.approx([1, 1], abs=1e-6)


def test_it_leaves_a_saddle():
    saddle = bump(
        lambda x, y: y**2 - y**4 - x**2,
        lambda x, y: [-2 * x, 2 * y - 4 * y**3],
        lambda _, y: [[-2, 0], [0, 2 - 12 * y**2]],
    )
    top = maximise(saddle, np.array([1.0, 0.01]), *FREE)
    assert top.converged
    assert top.point == pytest.approx([0, np.sqrt(0.5)], abs=1e-6)


def test_a_coordinate_without_a_top_is_held_at_its_bound():
    slope = bump(lambda x, y: x - y**2, lambda _, y: [1, -2 * y], lambda *_: [[0, 0], [0, -2.0]])
    top = maximise(slope, np.array([0.0, 3.0]), *FREE)
    assert top.converged
    assert top.at_bound.tolist() == [True, False]
    assert top.point == pytest.approx([50, 0])


def test_a_flat_function_stays_where_it_starts():
    flat = bump(lambda *_: 0.0, lambda *_: [0.0, 0.0], lambda *_: np.zeros((2, 2)))
    top = maximise(flat, np.array([1.0, 2.0]), *FREE)
    assert top.converged
    assert top.point.tolist() == [1, 2]


def test_a_function_that_lies_about_its_slope_does_not_converge():
    liar = bump(lambda x, y: -abs(x) - abs(y), lambda *_: [1.0, 1.0], lambda *_: -np.eye(2))
    assert not maximise(liar, np.array([0.0, 0.0]), *FREE).converged
