"""How a party stood at each analysis and why, in the engine's own sentences, as it was known then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from goodwill.portfolio.analysis import Cuts
from goodwill.portfolio.reasons import Terms, active_reason, group_reason, moved_reason, value_reason
from goodwill.programme import policy
from goodwill.programme.kept import moves
from goodwill.programme.kept.analysed import Analysed, analysed
from goodwill.programme.kept.files import rows_of
from goodwill.programme.standing_reasons import Reasons, terms_of
from goodwill.records.models import AnalysisRun, Party, User

MOST = 24
COLUMNS = (
    *("group", "p_active", "p_return", "potential", "lifetime_value", "lifetime_value_low", "lifetime_value_high"),
    *("repeat_purchases", "first_order", "last_order", "expected_orders", "expected_revenue", "margin_rate"),
)
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Stood:
    """On one analysed day. reasons: None to whom a figure is hidden that one of them rests on."""

    as_of: date
    current: bool
    group: str | None
    p_active: float | None
    p_return: float | None
    value: float | None
    value_low: float | None
    value_high: float | None
    reasons: Reasons | None


def stood(user: User, party: Party) -> list[Stood]:
    """Of the analyses that knew the party, the newest first."""
    known = [(day, row) for day in analysed()[:MOST] for row in rows_of(day.run, party.pk, COLUMNS)]
    said = _reasons(party, known) if policy.tells_reasons(user) else {}
    return policy.as_told(user, [_stood(day, row, said.get(day.run)) for day, row in known])


def _stood(day: Analysed, row: Row, reasons: Reasons | None) -> Stood:
    value, low, high = (row.get(f"lifetime_value{end}") for end in ("", "_low", "_high"))
    group, p_active, p_return = (row.get(name) for name in ("group", "p_active", "p_return"))
    return Stood(day.as_of, day.current, group, p_active, p_return, value, low, high, reasons)


def _reasons(party: Party, known: Sequence[tuple[Analysed, Row]]) -> dict[int, Reasons]:
    runs = AnalysisRun.objects.filter(id__in=[day.run for day, _ in known])
    told = runs.values_list("id", "results__settings", "results__cuts", "results__evidence__currency")
    terms = {run: terms_of({"settings": settings, "evidence": {"currency": code}}) for run, settings, _, code in told}
    cuts = {run: cut for run, _, cut, _ in told}
    moved = {later[0].run: _moved(party, earlier, later, terms[later[0].run]) for later, earlier in pairwise(known)}
    return {
        day.run: Reasons(
            _active(day, row),
            _group(row, cuts[day.run], terms[day.run]),
            _value(row, terms[day.run]),
            moved.get(day.run, ""),
        )
        for day, row in known
    }


def _active(day: Analysed, row: Row) -> str:
    if row.get("repeat_purchases") is None or row.get("first_order") is None or row.get("last_order") is None:
        return ""
    return active_reason(
        row.get("p_active"),
        purchase_days=row["repeat_purchases"] + 1,
        first=row["first_order"],
        last=row["last_order"],
        as_of=day.as_of,
    )


def _group(row: Row, cuts: Mapping[str, Any] | None, terms: Terms | None) -> str:
    group, chance, potential = row.get("group"), row.get("p_return"), row.get("potential")
    if not cuts or terms is None or not group or chance is None or potential is None:
        return ""
    where = Cuts(cuts["potential"], cuts["return"], cuts["potential_is"], cuts.get("chosen", "medians"))
    return group_reason(group, chance, potential, cuts=where, horizon=terms.horizon, currency=terms.currency)


def _value(row: Row, terms: Terms | None) -> str:
    # An earlier version did not keep the revenue that is expected: then nothing is said, not that it was unknown.
    if terms is None or row.get("lifetime_value") is None or row.get("expected_revenue") is None:
        return ""
    return value_reason(row.get("expected_orders"), row["expected_revenue"], row.get("margin_rate"), terms)


def _moved(party: Party, earlier: tuple[Analysed, Row], later: tuple[Analysed, Row], terms: Terms | None) -> str:
    found = moves.of(party.pk, earlier[0].run, later[0].run)
    before, now = earlier[1].get("repeat_purchases"), later[1].get("repeat_purchases")
    if found is None or before is None or now is None:
        return ""
    currency = None if terms is None else terms.currency
    return moved_reason(found, since=earlier[0].as_of, purchase_days=now - before, currency=currency)
