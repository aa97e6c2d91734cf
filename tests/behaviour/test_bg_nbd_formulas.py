import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import betaln

from goodwill.behaviour.bg_nbd_formulas import (
    expected_occasions_while_active,
    probability_active,
    probability_of_purchase_while_active,
)

CDNOW = (0.2426, 4.4135, 0.7929, 2.4258)


def textbook(x, T, t, r, alpha, a, b):
    """Equation (10) of Fader, Hardie & Lee (2005) as printed, with 60 digits."""
    with mpmath.workdps(60):
        x, T, t, r, alpha, a, b = (mpmath.mpf(float(v)) for v in (x, T, t, r, alpha, a, b))
        z = t / (alpha + T + t)
        part = (1 - z) ** (r + x) * mpmath.hyp2f1(r + x, b + x, a + b + x - 1, z)
        return float((a + b + x - 1) / (a - 1) * (1 - part))


@pytest.mark.parametrize("x", [0, 1, 7, 100, 1000])
@pytest.mark.parametrize("T", [0.0, 39.0, 700.0])
@pytest.mark.parametrize("t", [0.1, 39.0, 3650.0])
def test_expected_occasions_agree_with_60_digits_on_a_grid(x, T, t):
    shapes = [CDNOW, (2.0, 30.0, 0.1, 0.5), (0.05, 0.5, 3.0, 0.3), (5.0, 100.0, 1.7, 20.0), (0.5, 8.0, 0.2, 300.0)]
    ours = expected_occasions_while_active(x, T, t, *np.array(shapes).T)
    exact = [textbook(x, T, t, *shape) for shape in shapes]
    assert ours == pytest.approx(exact, rel=1e-8)


@pytest.mark.parametrize(
    ("x", "T", "t", "expected"), [(1000, 700, 3650, 1.4443), (2000, 700, 3650, 1.4445), (320, 10, 10000, 3.0878)]
)
def test_heavy_buyers_for_whom_the_textbook_form_is_no_number(x, T, t, expected):
    # The second term of the bracket, which 2F1 of the textbook form cannot give: it is infinite there.
    r, alpha, a, b = 0.6137, 31.3853, 0.7945, 2.4799
    ours = expected_occasions_while_active(x, T, t, r, alpha, a, b)
    assert 1 - ours * (a - 1) / (a + b + x - 1) == pytest.approx(expected, abs=6e-5)


def test_nothing_jumps_where_a_passes_1():
    near = [1 - 1e-3, 1 - 1e-7, 1 - 1e-12, 1.0, 1 + 1e-12, 1 + 1e-7, 1 + 1e-3]
    ours = expected_occasions_while_active(3, 30, 39, 0.3, 5.0, np.array(near), 2.4)
    assert ours[1:-1] == pytest.approx(ours[3], rel=1e-6)
    assert (np.diff(ours[[0, 3, 6]]) < 0).all()


def test_nothing_jumps_where_a_plus_b_passes_1_for_a_new_customer():
    b = 0.6 + np.array([-1e-3, -1e-9, 0, 1e-9, 1e-3])
    ours = expected_occasions_while_active(0, 0, 39, 0.3, 5.0, 0.4, b)
    assert ours[1:4] == pytest.approx(ours[2], rel=1e-7)
    assert (np.diff(ours[[0, 2, 4]]) > 0).all()


shape = st.floats(-3, 3).map(np.exp)


@given(st.integers(0, 50), st.floats(0, 100), st.floats(0.1, 200), shape, shape, shape, shape)
def test_expected_occasions_agree_with_quadrature_over_the_chance_to_leave(x, T, t, r, alpha, a, b):
    def occasions(logit):
        p = 1 / (1 + np.exp(-logit))
        density = a * np.log(p) - (b + x) * np.logaddexp(0, logit) - betaln(a, b + x)
        return np.exp(density) * -np.expm1(-(r + x) * np.log1p(p * t / (alpha + T))) / p

    centre = np.log(a / (b + x))
    left, right = (quad(occasions, centre, centre + far, limit=500, epsabs=0)[0] for far in (-500, 300))
    assert expected_occasions_while_active(x, T, t, r, alpha, a, b) == pytest.approx(right - left, rel=1e-6)


@given(st.integers(1, 30), st.floats(0, 100), st.floats(0, 1), shape, shape, shape, shape)
def test_the_chance_to_be_active_agrees_with_the_printed_form(x, T, part, r, alpha, a, b):
    printed = 1 / (1 + a / (b + x - 1) * ((alpha + T) / (alpha + part * T)) ** (r + x))
    assert probability_active(x, part * T, T, r, alpha, a, b) == pytest.approx(printed, rel=1e-9)


def test_a_heavy_buyer_silent_for_long_is_gone_without_overflow():
    assert probability_active(5000, 0, 700, *CDNOW) == 0
    assert probability_active(5000, 700, 700, *CDNOW) == pytest.approx(1, abs=1e-3)


def test_chances_and_expectations_broadcast_over_draws_of_the_parameters():
    draws = np.array([CDNOW, (0.25, 4.6, 0.9, 3.0)]).T[:, :, None]
    x, T = np.array([0, 2, 5]), np.array([10.0, 20.0, 30.0])
    assert expected_occasions_while_active(x, T, 39, *draws).shape == (2, 3)
    assert probability_of_purchase_while_active(x, T, 39, *draws[:2]).shape == (2, 3)
    one_by_one = expected_occasions_while_active(2, 20, 39, 0.25, 4.6, 0.9, 3.0)
    assert expected_occasions_while_active(x, T, 39, *draws)[1, 1] == one_by_one
