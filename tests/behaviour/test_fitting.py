import numpy as np
import pytest

from goodwill.behaviour import BgNbd, fitting
from goodwill.behaviour.bg_nbd_likelihood import BgNbdLikelihood
from goodwill.behaviour.newton import maximise
from goodwill.behaviour.rows import hashed_sample
from goodwill.terms import Histories


@pytest.fixture(scope="module")
def many():
    """120,000 customers of a BG/NBD world in continuous time: r .6, alpha 4, a .8, b 2.5, up to 100 weeks."""
    rng = np.random.default_rng(11)
    customers = 120_000
    T = rng.uniform(0, 100, customers)
    rate, leave = rng.gamma(0.6, 1 / 4, customers), rng.beta(0.8, 2.5, customers)
    x, t_x = np.zeros(customers, dtype=np.int64), np.zeros(customers)
    staying = np.arange(customers)
    while len(staying):
        next_at = t_x[staying] + rng.exponential(1 / rate[staying])
        bought = next_at < T[staying]
        staying, next_at = staying[bought], next_at[bought]
        x[staying] += 1
        t_x[staying] = next_at
        staying = staying[rng.random(len(staying)) >= leave[staying]]
    return Histories(x, t_x, T)


def test_the_parameters_behind_a_simulated_world_are_found(many):
    behaviour = BgNbd.fit(many, draws=0)
    for name, truth in {"r": 0.6, "alpha": 4.0, "a": 0.8, "b": 2.5}.items():
        error = behaviour.fitted.log_standard_errors[name]
        assert error < 0.03
        assert np.log(behaviour.parameters[name]) == pytest.approx(np.log(truth), abs=3.5 * error)


def test_a_sample_first_ends_where_all_rows_alone_do(many, monkeypatch):
    sampled = BgNbd.fit(many, draws=0)
    monkeypatch.setattr(fitting, "SAMPLE_ABOVE", many.rows)
    alone = BgNbd.fit(many, draws=0)
    assert sampled.parameters == pytest.approx(alone.parameters, rel=1e-7)
    assert sampled.fitted.iterations < alone.fitted.iterations


def test_a_parabola_with_a_sample_stands_in_for_all_rows(many):
    likelihood = BgNbdLikelihood.of(many)
    top = maximise(likelihood.bend, np.log([0.6, 4, 0.8, 2.5]), np.full(4, -9.0), np.full(4, 9.0))
    sample = BgNbdLikelihood.of(many.take(hashed_sample(many.rows, fitting.PARABOLA_SAMPLE)))
    parabola = fitting.Parabola.through(top, sample, likelihood.customers)
    root = np.linalg.cholesky(np.linalg.inv(-top.bend.hessian))
    points = top.point + np.random.default_rng(12).standard_normal((100, 4)) @ root.T
    assert np.std(parabola.values(points) - likelihood.values(points)) < 0.002
    bend, exact = parabola.bend(points[0]), likelihood.bend(points[0])
    assert bend.value == pytest.approx(parabola.values(points[:1])[0], rel=1e-12)
    assert root.T @ bend.gradient == pytest.approx(root.T @ exact.gradient, abs=0.02)
    assert root.T @ bend.hessian @ root == pytest.approx(root.T @ exact.hessian @ root, abs=0.02)


def test_the_posterior_of_many_customers_is_nearly_that_of_laplace(many):
    fit = BgNbd.fit(many, draws=1000).fitted
    assert fit.draws.k_hat < 0.7
    logs = np.log(fit.draws.values)
    errors = np.array(list(fit.log_standard_errors.values()))
    assert logs.std(axis=0) == pytest.approx(errors, rel=0.12)
    assert np.cov(logs.T) == pytest.approx(fit.log_covariance, abs=0.2 * errors.max() ** 2)


def test_errors_are_unknown_only_where_the_likelihood_is_flat(cdnow):
    once = cdnow.take(cdnow.repeat_purchases < 2)
    fit = BgNbd.fit(once, draws=0).fitted
    assert fit.log_standard_errors["r"] is not None
    assert fit.runaway == tuple(n for n, e in fit.log_standard_errors.items() if e is None or e > 2)
    assert {"a", "b"} & set(fit.runaway)
    assert fit.standard_errors["r"] == pytest.approx(fit.log_standard_errors["r"] * BgNbd.fit(once, draws=0).rate_shape)
