"""The shortlist of a round: the largest by expected value, growth, pioneers, who was put off, key accounts of today."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from goodwill.portfolio.shortlist import largest_reason
from goodwill.programme.selecting import carrying, looking_again, of_today, quality_evidence
from goodwill.records.models import (
    AnalysisRun,
    CandidateGround,
    KeyAccount,
    Relationship,
    SelectionCandidate,
    SelectionRound,
    Standing,
    Workspace,
)
from goodwill.terms import Period, UsageError
from goodwill.terms.dates import written_day

Ground = CandidateGround.Ground
MOST = 60
"""Candidates that a round can hold: more are too many to look at one by one."""
BY_HAND = 10
"""So many of them stay free for customers added by hand, where not all key accounts of today are listed."""
BEYOND = 1.5
"""So much longer than its places the list of the largest may be, as far as those may well belong."""
MAY_BELONG = 0.1
"""The least probability of one that is listed beyond the places."""


@dataclass(frozen=True)
class Drawn:
    """Why the analysis, a tag or an earlier choice puts a relationship on the list."""

    relationship: int
    ground: str
    reason: str


def draw_into(held: SelectionRound) -> int:
    """Add to an open round whoever is not in it yet, and bring what the analysis says of all up to date.

    Of those put off before, and of the key accounts of today, as many are listed as there is room for. Gives how many
    candidates are new. The round is to rest on the analysis of today: of an earlier one no standings are kept.

    Raises:
        UsageError: where the list would grow beyond MOST.
    """
    run = held.run
    there = {one.relationship_id: one for one in held.candidates.all()}
    drawn = list(_drawn(held, run))
    listed = {*there, *(one.relationship for one in drawn)}
    drawn += [Drawn(*one) for one in looking_again.put_off(held, listed, room=MOST - BY_HAND - len(listed))]
    drawn += _of_today({*there, *(one.relationship for one in drawn)}, run)
    new = list(dict.fromkeys(one.relationship for one in drawn if one.relationship not in there))
    if len(there) + len(new) > MOST:
        raise UsageError(
            f"The shortlist would have {len(there) + len(new)} candidates; a round can hold {MOST}. Give it fewer "
            "places, or a tag of pioneers that fewer customers carry."
        )
    made = SelectionCandidate.objects.bulk_create(SelectionCandidate(round=held, relationship_id=pk) for pk in new)
    there |= {one.relationship_id: one for one in made}
    _keep_grounds(there, drawn)
    tell(held, list(held.candidates.select_related("relationship")))
    for candidate in held.candidates.filter(relationship__in=new).select_related("relationship"):
        carrying.carry(candidate)
    return len(new)


def tell(held: SelectionRound, candidates: Sequence[SelectionCandidate]) -> None:
    """Keep what the round's analysis and the evidence say of these candidates now."""
    parties = {one.relationship.party_id for one in candidates}
    standings = {} if held.run is None else {s.party_id: s for s in held.run.standings.filter(party__in=parties)}
    for one in candidates:
        standing = standings.get(one.relationship.party_id)
        one.probability = None if standing is None else standing.key_account_probability
        one.value = None if standing is None else standing.value
        one.value_low = None if standing is None else standing.value_low
        one.value_high = None if standing is None else standing.value_high
        one.why_unknown = _why_unknown(held, standing) if one.probability is None else ""
    fields = ["probability", "why_unknown", "value", "value_low", "value_high"]
    SelectionCandidate.objects.bulk_update(candidates, fields)
    if held.run is not None:
        quality_evidence.mark(candidates, held.run)


def _why_unknown(held: SelectionRound, standing: Standing | None) -> str:
    if standing is None and held.run_id != Workspace.the().current_id:
        # Standings are kept of the analysis of today alone.
        return "The list rests on an earlier analysis. Draw it again."
    if held.run is None or held.run.as_of is None:
        return "Nothing is analysed yet."
    if standing is None:
        return f"It had no order up to {written_day(held.run.as_of)}."
    return f"The analysis of {written_day(held.run.as_of)} could not forecast."


def _drawn(held: SelectionRound, run: AnalysisRun | None) -> Iterator[Drawn]:
    if run is not None:
        yield from _largest(held, run)
        yield from _growing(run)
    if held.pioneer_tag is not None:
        tagged = _customers().filter(party__tagged__tag=held.pioneer_tag)
        for pk in tagged.values_list("id", flat=True)[: MOST + 1]:
            yield Drawn(pk, Ground.PIONEER, f"Carries the tag “{held.pioneer_tag}”.")


def _of_today(listed: set[int], run: AnalysisRun | None) -> Iterator[Drawn]:
    """The key accounts of today that are listed on another ground, and as many of the others as there is room for."""
    accounts = list(KeyAccount.objects.filter(until__isnull=True).select_related("relationship"))
    others = [one for one in accounts if one.relationship_id not in listed]
    room = MOST - len(listed)
    if len(others) > room:
        others = of_today.chosen_from(others, run, room - BY_HAND)
    for account in chain((one for one in accounts if one.relationship_id in listed), others):
        since = f"Key account since {written_day(account.since)}: {account.reason}"
        yield Drawn(account.relationship_id, account.ground, since[:500])


def _largest(held: SelectionRound, run: AnalysisRun) -> Iterator[Drawn]:
    told = run.results
    basis, settings = _basis(told), told.get("settings", {})
    length = settings.get("horizon")
    horizon = Period(52, "week") if length is None else Period(length["length"], length["unit"])
    by = F("expected_orders") if basis is None else F("expected_revenue") * Coalesce(F("margin_rate"), 1.0)
    customers = _customers().values("party")
    ranked = run.standings.filter(party__in=customers).annotate(expected=by).filter(expected__gt=0)
    rows = ranked.order_by(F("expected").desc(), "party").values_list("party", "expected", "key_account_probability")
    found = list(rows[: math.ceil(held.places * BEYOND)])
    relationships = dict(_customers().filter(party__in=[row[0] for row in found]).values_list("party", "id"))
    currency = Workspace.the().currency or None
    for place, (party, expected, chance) in enumerate(found, start=1):
        if place <= held.places or (chance or 0) >= MAY_BELONG:
            reason = largest_reason(place, expected, basis=basis, currency=currency, horizon=horizon)
            yield Drawn(relationships[party], Ground.VALUE, reason)


def _growing(run: AnalysisRun) -> Iterator[Drawn]:
    """The growth exceptions that the analysis found in the evidence."""
    found = {int(k["customer_id"]): k["reason"] for k in run.results.get("key_accounts", ()) if k["kind"] == "growth"}
    for pk, party in _customers().filter(party__in=found).values_list("id", "party"):
        yield Drawn(pk, Ground.GROWTH, found[party])


def _basis(results: dict[str, object]) -> str | None:
    """What the money of the analysis is, in words; None where it values nothing."""
    settings = results.get("settings")
    if not results.get("value") or not isinstance(settings, dict):
        return None
    return str(settings.get("basis", "revenue")).replace("-", " ")


def _customers() -> QuerySet[Relationship]:
    return Relationship.objects.filter(market="customer", ended__isnull=True, party__ended__isnull=True)


def _keep_grounds(there: dict[int, SelectionCandidate], drawn: list[Drawn]) -> None:
    """What the analysis says anew takes the place of what it said before; what people said stays."""
    held: dict[tuple[int, str], CandidateGround] = {
        (g.candidate_id, g.ground): g for g in CandidateGround.objects.filter(candidate__in=there.values())
    }
    said: dict[tuple[int, str], list[str]] = defaultdict(list)
    for one in drawn:
        said[there[one.relationship].pk, one.ground].append(one.reason)
    for (candidate, ground), reasons in said.items():
        reason, old = " ".join(reasons)[:500], held.get((candidate, ground))
        if old is None:
            CandidateGround.objects.create(candidate_id=candidate, ground=ground, reason=reason)
        elif old.by_id is None and old.reason != reason:
            CandidateGround.objects.filter(pk=old.pk).update(reason=reason)
