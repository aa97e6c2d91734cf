from dataclasses import replace

import numpy as np
import pytest

from goodwill.behaviour import Draws, Fit
from goodwill.behaviour.doubt import symptom

PARAMETERS = {"a": 0.34, "b": 308.7}
SOUND = Fit(
    log_likelihood=-10.0,
    standard_errors={"a": 0.1, "b": 3.0},
    log_standard_errors={"a": 0.3, "b": 0.01},
    customers=9,
    iterations=100,
    gradient_norm=0.0,
    converged=True,
    runaway=(),
    draws=Draws(np.ones((1, 2)), k_hat=0.2, effective=1.0, proposed=1),
)


def test_a_sound_fit_has_no_symptom():
    assert symptom(SOUND, PARAMETERS) is None
    assert symptom(replace(SOUND, draws=None), PARAMETERS) is None


@pytest.mark.parametrize(
    ("runaway", "errors", "sentence"),
    [
        (("b",), {"a": 0.3, "b": 8.38}, "b ran away to 309 (standard error of the logs 8.4)"),
        (("a", "b"), {"a": 8.0, "b": 8.4}, "a ran away to 0.34 and b to 309 (standard error of the logs 8.0 and 8.4)"),
        (("a", "b"), {"a": None, "b": None}, "a ran away to 0.34 and b to 309 (the likelihood is flat there)"),
    ],
)
def test_runaway_parameters_are_named_with_their_errors(runaway, errors, sentence):
    assert symptom(replace(SOUND, runaway=runaway, log_standard_errors=errors), PARAMETERS) == sentence


def test_a_search_that_does_not_settle_is_said():
    assert symptom(replace(SOUND, converged=False), PARAMETERS) == (
        "the search for the likeliest parameters did not settle in 100 steps"
    )


@pytest.mark.parametrize("k_hat", [0.7, 1.3, np.nan])
def test_draws_that_cannot_be_trusted_are_said(k_hat):
    told = symptom(replace(SOUND, draws=replace(SOUND.draws, k_hat=k_hat)), PARAMETERS)
    assert told.startswith("its uncertainty cannot be drawn reliably (k-hat")
