"""Which forecast to believe: the fitted behaviour, the behaviour with a wider range, or a naive rule."""

import math
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import ibis.expr.types as ir
import numpy as np

from goodwill.behaviour import BgNbd
from goodwill.measures.summary import Occasion, Summary
from goodwill.portfolio.analysis import Backtest
from goodwill.portfolio.backtest import backtest, log_error, median_off
from goodwill.portfolio.naive_rules import Standpoint
from goodwill.portfolio.past import Past
from goodwill.portfolio.stand_in import StandIn, find_stand_in, stretch_of
from goodwill.terms import Estimate, Finding, GoodwillError, Histories, Period, Unit

K_HAT_LIMIT = 0.7
WEAK_ERROR = 0.25
LEAST_ORIGINS = 3


@dataclass(frozen=True, eq=False)
class Method:
    """How this analysis forecasts.

    own: the behaviour as fitted to every customer; None where nothing could be fitted. profile: the behaviour that
    tells customers apart. factor: what every expectation is multiplied by so that totals equal the naive rule's.
    log_error: the range of past errors, as logs of actual over forecast; widens every total. None in `profile` means
    that no forecast is possible, for the reason in `doubtful`.
    """

    own: BgNbd | None
    profile: BgNbd | None
    factor: float
    log_error: tuple[float, float]
    doubtful: str | None
    weak: bool
    rule: str | None
    because: str
    backtest: Backtest
    past: Past | None
    past_fit: BgNbd | None
    findings: tuple[Finding, ...]

    def widened(self, estimate: Estimate, horizon: Period) -> Estimate:
        """The estimate with a range that also covers the past errors; they grow with the root of the horizon."""
        stretch = stretch_of(horizon, self.backtest.horizon) if self.backtest.origins else 1.0
        down, up = (math.exp(e * stretch) for e in self.log_error)
        return replace(
            estimate, low=min(estimate.low, estimate.mean * down), high=max(estimate.high, estimate.mean * up)
        )


def choose(
    days: ir.Table,
    summary: Summary,
    histories: Histories,
    *,
    first: date,
    as_of: date,
    horizon: Period,
    occasion: Occasion,
    unit: Unit,
    level: float,
    seed: int,
    sampled: str | None = None,
) -> Method:
    """Fit the behaviour, test it on the past, and say what to believe; sees nothing after `as_of`."""
    try:
        own: BgNbd | None = BgNbd.fit(histories, rng=np.random.default_rng(seed))
        doubtful = own.doubt(histories) if own else None
    except GoodwillError as error:
        own, doubtful = None, str(error)
    tested, past, past_fit = backtest(
        days,
        first=first,
        as_of=as_of,
        horizon=horizon,
        occasion=occasion,
        unit=unit,
        level=level,
        seed=seed,
        sampled=sampled,
    )
    if doubtful is None and own is not None:
        return _believe(own, tested, past, past_fit, horizon)
    here = Standpoint(days, first, as_of, summary, occasion, unit)
    stand_in = find_stand_in(own, tested, here, histories, horizon)
    return _doubt(own, doubtful or "", stand_in, tested, past, past_fit, horizon)


def _believe(own: BgNbd, tested: Backtest, past: Past | None, past_fit: BgNbd | None, horizon: Period) -> Method:
    errors = [log_error(o.actual, o.forecast) for o in tested.origins]
    enough = len(errors) >= LEAST_ORIGINS
    beaten = (
        enough
        and tested.best_naive_error is not None
        and tested.median_error is not None
        and tested.best_naive_error < tested.median_error
    )
    weak = enough and tested.median_error is not None and (tested.median_error > WEAK_ERROR or beaten)
    ours = _share(median_off(tested.origins))
    missed = enough and not any(o.low <= o.actual <= o.high for o in tested.origins)
    if not weak and missed:
        return _missed(own, tested, errors, past, past_fit)
    if not weak:
        because = "The fit is sound"
        because += (
            f", and from {len(errors)} past days its forecasts were {ours} off in the median."
            if enough
            else "; the record is too short to test it on the past."
        )
        return Method(own, own, 1.0, (0.0, 0.0), None, False, None, because, tested, past, past_fit, ())
    low, high = min(*errors, 0.0), max(*errors, 0.0)
    theirs = _share(median_off(tested.origins, tested.best_naive))
    sentence = (
        f"Forecast weak: from {_days(tested)} the behaviour foresaw the next {tested.horizon} "
        f"between {_off(max(errors))} and {_off(min(errors))}"
    )
    if beaten:
        sentence += f', and the rule "{tested.best_naive}" did better ({theirs} off in the median'
        sentence += f" against {ours})"
    sentence += ". The behaviour knows no season and no trend; every total's range is widened to cover those errors."
    if horizon.days > tested.horizon.days + 1:
        sentence += f" Beyond {tested.horizon} the range is an extrapolation."
    finding = Finding("forecast-weak", "warning", sentence)
    because = "The fit is sound, but its past forecasts were not; the ranges cover their errors."
    return Method(
        own,
        own,
        1.0,
        (low, high),
        None,
        True,
        None,
        because,
        replace(tested, widened_by=max(high, -low)),
        past,
        past_fit,
        (finding,),
    )


def _missed(own: BgNbd, tested: Backtest, errors: list[float], past: Past | None, past_fit: BgNbd | None) -> Method:
    """A behaviour that comes close, yet never within its own range: its ranges are widened to its past errors."""
    low, high = min(*errors, 0.0), max(*errors, 0.0)
    sentence = (
        f"From {_days(tested)} the behaviour foresaw the next {tested.horizon} between {_off(max(errors))} and "
        f"{_off(min(errors))}, each time outside its own range; every total's range is widened to cover those errors."
    )
    because = (
        f"The fit is sound, and from {len(errors)} past days its forecasts were "
        f"{_share(median_off(tested.origins))} off in the median; its ranges, which held none of them, are widened."
    )
    return Method(
        own,
        own,
        1.0,
        (low, high),
        None,
        False,
        None,
        because,
        replace(tested, widened_by=max(high, -low)),
        past,
        past_fit,
        (Finding("range-widened", "note", sentence),),
    )


def _doubt(
    own: BgNbd | None,
    doubtful: str,
    stand_in: StandIn | None,
    tested: Backtest,
    past: Past | None,
    past_fit: BgNbd | None,
    horizon: Period,
) -> Method:
    if stand_in is None:
        rest = (
            "The record is too short or too small to test any other rule on its past, so there is no forecast, "
            "no group and no value. More months of orders would settle it."
        )
        because = "The fit is doubtful and no rule could be tested on the past."
    else:
        rest = (
            f'Forecast, groups and value follow the rule "{stand_in.rule}" instead, which from {stand_in.origins} past '
            f"days was up to {_percent(stand_in.past_error)} off"
        )
        if stand_in.apart > stand_in.past_error:
            rest += f"; other rules lie up to {_percent(stand_in.apart)} from it, and the range covers them"
        rest += "."
        if horizon.days > tested.horizon.days + 1:
            rest += f" It was tested over {tested.horizon}; beyond that its range is an extrapolation."
        because = f'The fit is doubtful; of the naive rules, "{stand_in.rule}" was closest on the past.'
    error = 0.0 if stand_in is None else stand_in.error(stretch_of(horizon, tested.horizon))
    return Method(
        own=own,
        profile=None if stand_in is None else stand_in.profile,
        factor=1.0 if stand_in is None else stand_in.factor,
        log_error=(-error, error),
        doubtful=doubtful,
        weak=False,
        rule=None if stand_in is None else stand_in.rule,
        because=because,
        backtest=replace(tested, widened_by=error),
        past=past,
        past_fit=past_fit,
        findings=(Finding("fit-doubtful", "warning", f"Fit doubtful: {doubtful} {rest}"),),
    )


def _percent(error: float | None) -> str:
    return "" if error is None else f"{100 * (math.exp(error) - 1):.0f}%"


def _days(tested: Backtest) -> str:
    """How many past days, and whether they looked at the same stretch more than once."""
    starts = [origin.origin for origin in tested.origins]
    overlap = any((later - earlier).days < tested.horizon.days for earlier, later in pairwise(starts))
    return f"{len(starts)} past days{', whose stretches overlap,' if overlap else ''}"


def _share(off: float | None) -> str:
    return "" if off is None else f"{100 * off:.0f}%"


def _off(error: float) -> str:
    """An error as a reader says it: forecast over actual, so a positive log error is a forecast too low."""
    percent = 100 * (math.exp(-error) - 1)
    return f"{abs(percent):.0f}% too {'low' if percent < 0 else 'high'}"
