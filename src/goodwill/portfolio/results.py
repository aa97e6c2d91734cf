"""The text of results.json: keys may be added over time, never renamed; what is not known is null, with its reason."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from goodwill.portfolio.analysis import Analysis, Holdout, Retention, Value
from goodwill.portfolio.groups import PLURALS
from goodwill.terms import Estimate, Period

SCHEMA = "goodwill/results/1"

Json = dict[str, Any]


def to_json(analysis: Analysis) -> str:
    """The whole analysis but its customers, as JSON with two spaces and a last line end."""
    return json.dumps(_finite(results(analysis)), indent=2, ensure_ascii=False, allow_nan=False, default=str) + "\n"


def results(analysis: Analysis) -> Json:
    """The same as plain data. Dates are ISO, lengths of time `{length, unit}` with null for an endless one."""
    a = analysis
    return {
        "goodwill": _version(),
        "schema": SCHEMA,
        "evidence": _plain(asdict(a.evidence)),
        "settings": _plain(
            asdict(a.settings)
            | {"horizon": _period(a.settings.horizon), "value_horizon": _period(a.settings.value_horizon)}
        ),
        "behaviour": _plain(asdict(a.behaviour)),
        "spending": None if a.spending is None else _plain(asdict(a.spending)),
        "forecast": None if a.forecast is None else _plain(asdict(a.forecast)),
        "holdout": None if a.holdout is None else _holdout(a.holdout),
        "value": None if a.value is None else _value(a.value),
        "groups": [_plain(asdict(group)) for group in a.groups],
        "cuts": None
        if a.cuts is None
        else {
            "potential": a.cuts.potential,
            "return": a.cuts.expected_to_return,
            "potential_is": a.cuts.potential_is,
            "chosen": a.cuts.chosen,
        },
        "retention": _retention(a.retention),
        "bucket": [_plain(asdict(period)) for period in a.bucket],
        "bucket_window": {"days": a.bucket_window_days, "is": a.bucket_window_is},
        "key_accounts": [
            {
                "customer_id": k.customer_id,
                "probability": k.probability,
                "reason": k.reason,
                "lifetime_value": None if k.value is None else asdict(k.value),
                "kind": k.kind,
                "group": k.group,
            }
            for k in a.key_accounts
        ],
        "key_accounts_k": a.key_accounts_k,
        "findings": [asdict(finding) for finding in a.findings],
        "not_known": _not_known(a),
        **_pictured(a),
    }


def _pictured(a: Analysis) -> Json:
    """What the report draws besides, for those who would rather draw it themselves."""
    return {
        "backtest": _plain(asdict(a.backtest) | {"horizon": _period(a.backtest.horizon)}),
        "loyalty_backtest": [asdict(band) for band in a.loyalty_backtest],
        "tracking": None if a.tracking is None else _plain(asdict(a.tracking)),
        "revenue": [asdict(month) for month in a.revenue],
        "cohorts": _plain(asdict(a.cohorts)),
        "survival": _plain(asdict(a.survival)),
        "whale": None if a.whale is None else _plain(asdict(a.whale)),
        "concentration": None if a.concentration is None else asdict(a.concentration),
        "gaps": {
            "total": a.gaps.total,
            "median_days": a.gaps.percentile(0.5) if a.gaps.total else None,
            "p95_days": a.gaps.percentile(0.95) if a.gaps.total else None,
        },
        "purchase_times": _plain(asdict(a.purchase_times)),
        "spend_per_occasion": None if a.spend_per_occasion is None else _plain(asdict(a.spend_per_occasion)),
        "acquisition": [_plain(asdict(cohort)) for cohort in a.acquisition],
    }


def _value(value: Value) -> Json:
    return {
        **asdict(value.estimate),
        "basis": value.basis,
        "currency": value.currency,
        "convention": value.convention,
        "horizon": _period(value.horizon),
        "title": value.title,
    }


def _holdout(holdout: Holdout) -> Json:
    return {
        "from": holdout.start.isoformat(),
        "to": holdout.end.isoformat(),
        "customers": holdout.customers,
        "orders_actual": holdout.orders_actual,
        "orders_forecast": asdict(holdout.orders_forecast),
        "error_percent": holdout.error_percent,
        "mae": holdout.mae,
        "rmse": holdout.rmse,
        "log_score": holdout.log_score,
        "coverage": holdout.coverage,
    }


def _retention(r: Retention) -> Json:
    plain: Json = _plain(asdict(r))
    plain["half_life"] = plain.pop("half_life_years")
    # Sentences speak of true friends; a reader of the JSON joins segments and groups by one name.
    single = {plural: name for name, plural in PLURALS.items()}
    for segment in plain["segments"]:
        segment["name"] = single.get(segment["name"], segment["name"])
    plain["definitions"] = [{"name": n, "value": v, "counts": says} for n, v, says in r.definitions]
    plain["kotler"] = [{"step": step, "here": here} for step, here in r.kotler]
    return plain


def _not_known(a: Analysis) -> dict[str, str]:
    """For each key that is null, why."""
    amounts = "The orders carry no amounts."
    doubt = a.behaviour.doubtful or a.behaviour.chosen_because
    spend = next((f.sentence for f in a.findings if f.code == "spending-doubtful"), doubt)
    found = {
        "forecast": doubt if a.forecast is None else None,
        "cuts": doubt if a.cuts is None else None,
        "spending": None if a.spending is not None else amounts if a.evidence.gross_revenue is None else spend,
        "value": None
        if a.value is not None
        else amounts
        if a.evidence.gross_revenue is None
        else doubt
        if a.forecast is None
        else spend,
        "whale": amounts if a.whale is None else None,
        "holdout": "No holdout was asked for." if a.holdout is None else None,
        "tracking": "The record is too short to stand on a past day and look ahead." if a.tracking is None else None,
        "retention.rate": a.retention.rate_definition if a.retention.rate is None else None,
        "retention.point_worth": None
        if a.retention.point_worth is not None
        else a.retention.rate_definition
        if a.retention.rate is None
        else amounts,
        "evidence.currency": "The files name no currency." if a.evidence.currency is None else None,
        "settings.margin": "No margin was assumed." if a.settings.margin is None else None,
    }
    return {key: why for key, why in found.items() if why is not None}


def _period(period: Period) -> Json:
    return {"length": None if period.endless else period.length, "unit": period.unit}


def _plain(value: Any) -> Any:
    """Dataclasses, dates, arrays and tuples as JSON knows them."""
    if isinstance(value, Estimate):
        return asdict(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def _finite(value: Any) -> Any:
    """JSON has no NaN: a number that is none becomes null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_finite(part) for part in value]
    return value


def _version() -> str:
    try:
        return version("goodwill")
    except PackageNotFoundError:
        return "0"
