"""Why one party stands as it does, in the engine's own sentences, composed from its standing and what is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goodwill.portfolio.reasons import Terms, active_reason, moved_reason, value_reason
from goodwill.programme import policy
from goodwill.programme.kept import moves
from goodwill.programme.past_standings import Past
from goodwill.records.models import AnalysisRun, Standing, User
from goodwill.terms import Period


@dataclass(frozen=True)
class Reasons:
    """A sentence each; empty where nothing is known to say. moved: since when, and the sentence."""

    active: str
    group: str
    value: str
    moved: str


def reasons(
    standing: Standing, run: AnalysisRun, runs: Sequence[tuple[date, int]], past: Sequence[Past], *, user: User
) -> Reasons | None:
    """None to whom a figure is hidden that one of them rests on: each sentence lets others be worked out.

    run: that of the standing. runs, past: of earlier days, newest first (see `past_runs`, `past_standings`).
    """
    if not policy.tells_reasons(user):
        return None
    group = standing.reason[:1].upper() + standing.reason[1:]
    if run.as_of is None or standing.first_order is None or standing.last_order is None:
        return Reasons("", group, "", "")
    active = active_reason(
        standing.p_active,
        purchase_days=standing.occasions,
        first=standing.first_order,
        last=standing.last_order,
        as_of=run.as_of,
    )
    terms = terms_of(run.results or {})
    value = ""
    if terms is not None and standing.value is not None:
        value = value_reason(standing.expected_orders, standing.expected_revenue, standing.margin_rate, terms)
    return Reasons(active, group, value, _moved(standing, run, runs, past, None if terms is None else terms.currency))


def _moved(
    standing: Standing,
    run: AnalysisRun,
    runs: Sequence[tuple[date, int]],
    past: Sequence[Past],
    currency: str | None,
) -> str:
    if not runs:
        return ""
    since, earlier = runs[0]
    moved = moves.of(standing.party_id, earlier, run.pk)
    before = next((known for known in past if known.as_of == since), None)
    if moved is None or (moved.part != "new" and (before is None or before.purchase_days is None)):
        return ""
    days = 0 if before is None else standing.occasions - (before.purchase_days or 0)
    return moved_reason(moved, since=since, purchase_days=days, currency=currency)


def terms_of(results: Mapping[str, Any]) -> Terms | None:
    """What every worth of an analysis was reckoned with; None where an earlier version did not keep it."""
    told = results.get("settings") or {}
    if not {"horizon", "value_horizon", "discount_rate_per_year", "basis"} <= set(told):
        return None
    horizon, value_horizon = (_period(told[name]) for name in ("horizon", "value_horizon"))
    currency = results.get("evidence", {}).get("currency")
    return Terms(horizon, value_horizon, told["discount_rate_per_year"], told["basis"], currency)


def _period(told: Mapping[str, Any]) -> Period:
    length = told["length"]
    return Period(float("inf") if length is None else length, told["unit"])
