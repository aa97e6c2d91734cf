import numpy as np
import pytest

from goodwill.behaviour.newton import Bend, Maximum
from goodwill.behaviour.posterior import NormalPrior, draw_posterior

ROOT = np.array([[0.5, 0.0], [0.4, 0.1]])


def top_of(point, hessian):
    bend = Bend(0.0, np.zeros(2), np.asarray(hessian))
    return Maximum(np.asarray(point, dtype=np.float64), bend, np.zeros(2, dtype=np.bool_), 1, converged=True)


def normal(logs):
    return -0.5 * (np.linalg.solve(ROOT, (logs - [1.0, -1.0]).T) ** 2).sum(axis=0)


def test_a_lognormal_posterior_is_drawn_as_it_is():
    top = top_of([1.0, -1.0], -np.linalg.inv(ROOT @ ROOT.T))
    draws = draw_posterior(normal, top, draws=4000, rng=np.random.default_rng(1))
    logs = np.log(draws.values)
    assert logs.mean(axis=0) == pytest.approx([1, -1], abs=0.03)
    assert np.cov(logs.T) == pytest.approx(ROOT @ ROOT.T, abs=0.02)
    assert draws.k_hat < 0.3
    assert draws.proposed == 4000
    assert draws.effective > 3000


def test_a_skewed_posterior_is_not_that_of_laplace():
    # ln of a Gamma(3) variable: mode ln 3, mean digamma(3); the second coordinate is a plain normal.
    def skewed(logs):
        return 3 * logs[:, 0] - np.exp(logs[:, 0]) - 0.5 * logs[:, 1] ** 2

    draws = draw_posterior(
        skewed, top_of([np.log(3), 0], np.diag([-3.0, -1.0])), draws=8000, rng=np.random.default_rng(2)
    )
    assert np.log(draws.values[:, 0]).mean() == pytest.approx(0.9228, abs=0.02)
    assert draws.values[:, 0].mean() == pytest.approx(3, abs=0.06)
    assert draws.k_hat < 0.5


def test_a_mode_that_misleads_costs_more_proposals_and_is_still_drawn():
    # The mode's curvature is a hundred times that of the posterior around it.
    def spiked(logs):
        wide = -0.5 * (logs**2).sum(axis=1)
        return np.logaddexp(wide, np.log(0.01) - 50 * (logs**2).sum(axis=1))

    draws = draw_posterior(spiked, top_of([0, 0], np.diag([-100.0, -100.0])), draws=4000, rng=np.random.default_rng(3))
    assert draws.proposed > 4000
    assert np.log(draws.values).std(axis=0) == pytest.approx(1, abs=0.1)


def test_where_weights_cannot_be_trusted_a_chain_draws_and_k_hat_says_so():
    # A ring so thin that nearly every proposal misses it.
    def ring(logs):
        radius = np.hypot(logs[:, 0], logs[:, 1])
        return np.where(np.abs(radius - 3) < 1e-3, 0.0, -np.inf)

    draws = draw_posterior(ring, top_of([3, 0], -np.eye(2)), draws=1000, rng=np.random.default_rng(4))
    assert not draws.k_hat < 0.7
    assert draws.proposed == 4000
    assert np.hypot(*np.log(draws.values).T) == pytest.approx(3, abs=1e-3)


def test_a_fixed_generator_gives_the_same_draws_to_the_last_bit():
    top = top_of([1.0, -1.0], -np.linalg.inv(ROOT @ ROOT.T))
    one, two = (draw_posterior(normal, top, draws=101, rng=np.random.default_rng(9)) for _ in range(2))
    assert (one.values == two.values).all()
    assert one.values.shape == (101, 2)


def test_a_prior_bends_as_its_values_do():
    prior, at, width = NormalPrior(np.array([0.0, 1.0]), 2.0), np.array([0.7, -0.4]), 1e-6
    bend = prior.bend(at)
    assert bend.value == prior.values(at)
    for i, step in enumerate(np.eye(2) * width):
        assert bend.gradient[i] == pytest.approx((prior.values(at + step) - prior.values(at - step)) / (2 * width))
    assert (bend.hessian == np.diag([-0.25, -0.25])).all()
