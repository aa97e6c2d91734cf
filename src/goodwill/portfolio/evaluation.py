"""How well a behaviour, or a naive rule, would have forecast from a past day."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from goodwill.behaviour import BEHAVIOURS, BgNbd
from goodwill.behaviour.accuracy import score
from goodwill.evidence.order_book import OrderBook
from goodwill.measures.customer_days import materialise
from goodwill.measures.summary import Occasion
from goodwill.portfolio.backtest import log_error
from goodwill.portfolio.book_evidence import last_day, record_start
from goodwill.portfolio.method import Method, choose
from goodwill.portfolio.naive_rules import RULES, Standpoint
from goodwill.portfolio.past import Past, stand_at
from goodwill.portfolio.settings import day
from goodwill.portfolio.stand_in import stretch_of
from goodwill.terms import Estimate, EvidenceError, Finding, Period, Unit, UsageError


@dataclass(frozen=True)
class Evaluated:
    """One behaviour's or rule's forecast against what came; per-customer errors count occasions.

    The range of a rule covers what it was off at past days, over as long a stretch as the record allowed.
    log_score: mean log probability given to each customer's count; None for a rule, which gives no probabilities.
    """

    name: str
    orders_forecast: Estimate
    error_percent: float | None
    mae: float | None
    rmse: float | None
    log_score: float | None
    coverage: float | None


@dataclass(frozen=True)
class Evaluation:
    fit_until: date
    horizon: Period
    customers: int
    orders_actual: int
    chosen: str
    behaviours: tuple[Evaluated, ...]
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, Any]:
        """The JSON of `goodwill evaluate --json`."""
        return {
            "fit_until": self.fit_until.isoformat(),
            "horizon": {"length": self.horizon.length, "unit": self.horizon.unit},
            "customers": self.customers,
            "orders_actual": self.orders_actual,
            "chosen": self.chosen,
            "behaviours": [asdict(b) for b in self.behaviours],
            "findings": [asdict(f) for f in self.findings],
        }


def evaluate(
    book: OrderBook,
    *,
    fit_until: date | str,
    horizon: Period | str,
    as_of: date | str | None = None,
    unit: Unit = "week",
    occasion: Occasion = "day",
    behaviours: Sequence[str] = ("auto",),
    level: float = 0.9,
    seed: int = 1,
) -> Evaluation:
    """Fit on everything up to and including `fit_until`; compare with the `horizon` after it.

    behaviours: names, "all" (every behaviour and every naive rule), or "auto", which chooses from the fit period alone.

    Raises:
        UsageError: for an unknown name.
        EvidenceError: where the evidence ends before the horizon does, or starts after `fit_until`.
    """
    length = Period.parse(horizon) if isinstance(horizon, str) else horizon
    unknown = [b for b in behaviours if b not in (*BEHAVIOURS, *RULES, "auto", "all")]
    if unknown:
        raise UsageError(f'There is no behaviour "{unknown[0]}". There are: {", ".join(("auto", "all", *BEHAVIOURS))}.')
    days = materialise(book, occasion=occasion)
    fit_until = day(fit_until)
    first, last = record_start(days), last_day(book, days) if as_of is None else day(as_of)
    until = fit_until + timedelta(days=round(length.days))
    if fit_until < first:
        raise EvidenceError(
            f"The first order is of {first}; nothing can be fitted until {fit_until}. Choose a later day."
        )
    if until > last:
        raise EvidenceError(
            f"The evidence ends on {last}, before {length} from {fit_until} are over ({until}). "
            "Shorten --horizon or choose an earlier --fit-until."
        )
    past = stand_at(days, origin=fit_until, until=until, occasion=occasion, unit=unit)
    method = choose(
        days,
        past.summary,
        past.histories,
        first=first,
        as_of=fit_until,
        horizon=length,
        occasion=occasion,
        unit=unit,
        level=level,
        seed=seed,
    )
    here = Standpoint(days, first, fit_until, past.summary, occasion, unit)
    chosen = method.rule or "bg-nbd"
    wanted: list[str] = []
    for name in behaviours:
        wanted += [*BEHAVIOURS, *RULES] if name == "all" else [chosen] if name == "auto" else [name]
    results = []
    for name in dict.fromkeys(wanted):
        result = (
            _behaviour(method.own, past, length, level, seed)
            if name in BEHAVIOURS
            else _rule(name, here, past, length, method, level)
        )
        if result is not None:
            if method.profile is not None and name == chosen:
                result = Evaluated(
                    **{**result.__dict__, "orders_forecast": method.widened(result.orders_forecast, length)}
                )
            results.append(result)
    if not results:
        raise EvidenceError(
            f"Until {fit_until} there is too little evidence to fit anything. Choose a later --fit-until."
        )
    return Evaluation(
        fit_until, length, past.histories.rows, int(past.actual.sum()), chosen, tuple(results), method.findings
    )


def _behaviour(fitted: BgNbd | None, past: Past, horizon: Period, level: float, seed: int) -> Evaluated | None:
    if fitted is None:
        return None
    scored = score(fitted, past.histories, horizon, past.actual, level=level, rng=np.random.default_rng([seed, 2]))
    return Evaluated(
        fitted.name,
        scored.total,
        error_percent(scored.total.mean, float(past.actual.sum())),
        scored.mae,
        scored.rmse,
        scored.log_score,
        scored.coverage,
    )


def _rule(name: str, here: Standpoint, past: Past, horizon: Period, method: Method, level: float) -> Evaluated | None:
    """None where the rule could not be tried here, or at no day before, so that nobody knows how far it is off."""
    total = RULES[name](here, horizon)
    tried = [origin for origin in method.backtest.origins if name in origin.naive]
    if total is None or not tried:
        return None
    stretch = stretch_of(horizon, method.backtest.horizon)
    errors = [stretch * log_error(origin.actual, origin.naive[name]) for origin in tried]
    low, high = (total * math.exp(error) for error in (min(*errors, 0.0), max(*errors, 0.0)))
    return Evaluated(
        name,
        Estimate(total, low, high, level),
        error_percent(total, float(past.actual.sum())),
        None,
        None,
        None,
        None,
    )


def error_percent(forecast: float, actual: float) -> float | None:
    """Forecast over actual, less 1, in percent; None where nothing came."""
    return 100 * (forecast / actual - 1) if actual else None
