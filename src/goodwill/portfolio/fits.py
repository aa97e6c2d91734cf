"""Fitted behaviours as plain values for the record."""

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour import GammaGamma
from goodwill.measures.summary import Summary
from goodwill.portfolio.analysis import BehaviourFit, LoyaltyBand, SpendingFit
from goodwill.portfolio.groups import backtest_loyalty, bands_of
from goodwill.portfolio.method import Method
from goodwill.terms import Period


def fit_of(method: Method) -> BehaviourFit:
    own = method.own
    fit = None if own is None else own.fitted
    draws = None if fit is None else fit.draws
    return BehaviourFit(
        name="bg-nbd",
        parameters={} if own is None else own.parameters,
        standard_errors={} if fit is None else dict(fit.standard_errors),
        log_likelihood=None if fit is None else fit.log_likelihood,
        customers=0 if fit is None else fit.customers,
        chosen_because=method.because,
        k_hat=None if draws is None else draws.k_hat,
        effective_draws=None if draws is None else draws.effective,
        draws=None if draws is None else draws.proposed,
        doubtful=method.doubtful,
        naive_rule=method.rule,
    )


def spending_of(spending: GammaGamma | None) -> SpendingFit | None:
    if spending is None or spending.fitted is None:
        return None
    fit = spending.fitted
    return SpendingFit(spending.name, spending.parameters, dict(fit.standard_errors), fit.log_likelihood, fit.customers)


def loyalty(method: Method) -> tuple[LoyaltyBand, ...]:
    past, called = method.past, _called(method)
    return () if past is None or called is None else backtest_loyalty(called, past.actual > 0)


def loyalty_bands(method: Method, summary: Summary) -> NDArray[np.int8] | None:
    """Of each customer of `summary` its band in `loyalty`, from 1 on; 0 where it was not among those looked at."""
    past, called = method.past, _called(method)
    if past is None or called is None:
        return None
    found = np.zeros(len(summary.customer), np.int8)
    found[np.searchsorted(summary.customer, past.summary.customer)] = bands_of(called)
    return found


def _called(method: Method) -> NDArray[np.float64] | None:
    past, fitted = method.past, method.past_fit
    if past is None or fitted is None:
        return None
    return fitted.probability_to_return(past.histories, Period(past.horizon_days, "day"))
