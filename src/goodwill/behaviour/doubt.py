"""Whether a fit may be believed, in words that hold for every behaviour."""

from collections.abc import Mapping

from goodwill.behaviour.fit import Fit
from goodwill.behaviour.posterior import TRUSTED_BELOW


def symptom(fit: Fit, parameters: Mapping[str, float]) -> str | None:
    """What went wrong with a fit, to be followed by its cause in the data; None for a fit to believe."""
    if fit.runaway:
        first, *others = (f"{name}{{}} to {_plain(parameters[name])}" for name in fit.runaway)
        where = " and ".join([first.format(" ran away"), *(other.format("") for other in others)])
        errors = [error for name in fit.runaway if (error := fit.log_standard_errors[name]) is not None]
        sure = " and ".join(f"{error:.1f}" for error in errors)
        return f"{where} ({f'standard error of the logs {sure}' if sure else 'the likelihood is flat there'})"
    if not fit.converged:
        return f"the search for the likeliest parameters did not settle in {fit.iterations} steps"
    if fit.draws is not None and not fit.draws.k_hat < TRUSTED_BELOW:
        return f"its uncertainty cannot be drawn reliably (k-hat {fit.draws.k_hat:.2f}, at most 0.7 wanted)"
    return None


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}"  # noqa: PLR2004 - three digits need no decimals
