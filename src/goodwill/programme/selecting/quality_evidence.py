"""Marks of quality that the evidence gives: how purchases grow, how far we depend on it, how we can meet its needs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from django.utils import timezone
from numpy.typing import NDArray

from goodwill.portfolio.customer_quality import Mark, growth, power
from goodwill.portfolio.past import day_number
from goodwill.programme.evidence import store
from goodwill.programme.levels import deciding
from goodwill.programme.needing.meeting import Met, fit_of, met
from goodwill.records.models import AnalysisRun, Entitlement, Need, QualityMark, SelectionCandidate

YEAR = 365
LEAST_DAYS = 90
"""A record that reaches so far beyond one year compares the same days of two years."""
MOST_YEARS = 4
MONTHS = 12
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Money:
    """What one customer left with us, net of returns, on numbered days."""

    day: NDArray[np.int64]
    net: Floats

    def between(self, after: int, until: int) -> float:
        """In (after, until]."""
        return float(self.net[(self.day > after) & (self.day <= until)].sum())


def mark(candidates: Sequence[SelectionCandidate], run: AnalysisRun) -> None:
    """Keep what the evidence says of each candidate, in place of what it said; nothing where nothing is known."""
    if run.as_of is None:
        return
    first, sales = _first(run), _sales(run)
    parties = {one.relationship.party_id for one in candidates}
    fits, given_up, found = fits_of(parties), given_up_to(parties, timezone.localdate()), _money(parties, run)
    QualityMark.objects.filter(candidate__in=candidates, source=QualityMark.Source.EVIDENCE).delete()
    rows = []
    for one in candidates:
        told: dict[str, Mark | None] = {"fit": fits.get(one.relationship.party_id)}
        money = found.get(one.relationship.party_id)
        if money is not None and first is not None:
            less = given_up.get(one.relationship.party_id, 0.0)
            told |= {"growth": growth_of(money, first, run.as_of), "power": power_of(money, sales, run.as_of, less)}
        rows += [
            QualityMark(candidate=one, name=name, source=m.source, score=m.score, because=m.because)
            for name, m in told.items()
            if m is not None
        ]
    QualityMark.objects.bulk_create(rows)


def fits_of(parties: Collection[int]) -> dict[int, Mark | None]:
    """Party -> the fit of what it needs to what we can do, from capabilities alone; one query for all.

    What a person has judged of a need is no evidence: such a mark is judged as a whole.
    """
    found: dict[int, list[Met]] = {}
    for need in Need.objects.filter(party__in=parties, capability__isnull=False).select_related("capability"):
        one = met(need)
        if not one.judged:
            found.setdefault(need.party_id, []).append(one)
    return {party: fit_of(rows) for party, rows in found.items()}


def given_up_to(parties: Collection[int], day: date) -> dict[int, float]:
    """Party -> the share of the full price that it is spared by what is agreed for it on the day; 0 to 1."""
    paid: dict[int, float] = {}
    rows = Entitlement.objects.on(day).filter(party__in=parties, starts__lte=day, rate__isnull=False)
    for party, rate in rows.values_list("party_id", "rate"):
        paid[party] = paid.get(party, 1.0) * (1 - (rate or 0.0))
    return {party: 1 - left for party, left in paid.items()}


def growth_of(money: Money, first: date, as_of: date) -> Mark | None:
    """Over whole years where the record has two or more; else the same days of this year and the last."""
    now, reach = day_number(as_of), (as_of - first).days + 1
    years = min(reach // YEAR, MOST_YEARS)
    if years > 1:
        return growth([max(money.between(now - (n + 1) * YEAR, now - n * YEAR), 0) for n in reversed(range(years))])
    days = reach - YEAR
    if days < LEAST_DAYS:
        return None
    return growth([max(money.between(now - back - days, now - back), 0) for back in (YEAR, 0)])


def power_of(money: Money, sales: tuple[date, float] | None, as_of: date, given_up: float = 0.0) -> Mark | None:
    if sales is None or sales[1] <= 0:
        return None
    start, total = sales
    share = money.between(day_number(start) - 1, day_number(as_of)) / total
    return power(min(max(share, 0.0), 1.0), given_up=given_up)


def _sales(run: AnalysisRun) -> tuple[date, float] | None:
    """Of the last twelve months on record: from which day, and how much in all, net of returns."""
    months = run.results.get("revenue", [])[-MONTHS:]
    if not months or any(one["net"] is None for one in months):
        return None
    return date.fromisoformat(f"{months[0]['month']}-01"), float(sum(one["net"] for one in months))


def _first(run: AnalysisRun) -> date | None:
    told = run.results.get("evidence", {}).get("first")
    return date.fromisoformat(str(told)[:10]) if told else None


def _money(parties: set[int], run: AnalysisRun) -> dict[int, Money]:
    """Party -> its money, at the level of the analysis."""
    evidence = store()
    keys = {key: party for key, party in deciding(run.level) if party in parties}
    if evidence.days_version is None or not keys:
        return {}
    days = evidence.days_of(list(keys))
    if days["spend"].null_count == len(days):
        return {}
    of = np.array([keys[key] for key in days["key"].to_pylist()], np.int64)
    day = np.asarray(days["day"].cast(pa.int32()).to_numpy(), np.int64)
    net = np.nan_to_num(np.asarray(days["spend"].to_numpy(), np.float64))
    net += np.nan_to_num(np.asarray(days["returned"].to_numpy(), np.float64))
    return {party: Money(day[of == party], net[of == party]) for party in set(keys.values())}
