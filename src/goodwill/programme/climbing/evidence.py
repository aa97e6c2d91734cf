"""What is known of parties that their rung rests on: orders, answers, recommendations, ties, plans."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from goodwill.network.ladder import LADDER, Attitude, Recommended, Rung, RungEvidence
from goodwill.programme.climbing.joint_plans import joint_plan_signed
from goodwill.programme.climbing.kept_moves import moves_of
from goodwill.programme.tying.bonds import bonds_of
from goodwill.programme.tying.inventory import structural
from goodwill.programme.tying.scale import STRUCTURAL, scale
from goodwill.programme.tying.window import Window
from goodwill.records.models import Attitude as Answer
from goodwill.records.models import Referral, Relationship, RungChange, Standing

IN_WINDOW = {"purchaser": 1, "client": 2}
"""Occasions within W that the rung of a standing tells: one, or two at least."""
INQUIRING = "in talks"
PROSPECT = "prospect"
CUT = 0.5
Orders = Mapping[str, Any]


def evidence_of(parties: Sequence[int], window: Window) -> dict[int, RungEvidence]:
    """Party -> what is known of it up to the window's last day, in a constant number of queries.

    Occasions are as many as the rung needs, by what the analysis says; see `counted`.
    """
    named = ("rung", "p_return", "occasions")
    found = Standing.objects.filter(run=window.run, party__in=parties).values("party_id", *named)
    orders: dict[int, Orders] = {row["party_id"]: row for row in found} if window.run else {}
    return _with_people(parties, orders, window)


def counted(evidence: RungEvidence, occasions: int) -> RungEvidence:
    """With the occasions within W as they were counted."""
    return replace(evidence, occasions_in_window=occasions, occasions_ever=max(evidence.occasions_ever, occasions))


def of_orders(orders: Mapping[int, Orders], window: Window) -> dict[int, RungEvidence]:
    """As `evidence_of`, with what an analysis that was kept says of each party's orders: rung, p_return, occasions."""
    return _with_people(list(orders), orders, window)


def _with_people(parties: Sequence[int], orders: Mapping[int, Orders], window: Window) -> dict[int, RungEvidence]:
    attitudes, recommended = _attitudes(parties, window), _recommended(parties, window)
    ties = structural(bonds_of(parties, window, scale(), level=STRUCTURAL))
    plans = joint_plan_signed(parties, window.until)
    silent = [party for party, told in orders.items() if told["rung"] not in IN_WINDOW]
    last, states = _last_rungs(silent, window), _states([party for party in parties if party not in orders])
    found = {}
    for party in parties:
        told = orders.get(party)
        inside = 0 if told is None else _inside(told)
        back = None if told is None or window.return_cut is None else told["p_return"]
        found[party] = RungEvidence(
            window.as_of,
            window.days,
            CUT if window.return_cut is None else window.return_cut,
            inside,
            0 if told is None else max(told["occasions"] or 1, inside),
            back,
            attitude=attitudes.get(party),
            recommended=tuple(recommended.get(party, ())),
            structural_ties=ties.get(party, 0),
            joint_plan_signed=plans.get(party),
            target_segment="of prospects" if states.get(party) == PROSPECT else None,
            open_inquiry=states.get(party) == INQUIRING,
            last_rung=last.get(party),
            known_until=window.until,
        )
    return found


def _inside(told: Orders) -> int:
    if told["rung"] in ("quiet", "lapsed"):
        return 0
    return IN_WINDOW.get(told["rung"] or "", min(told["occasions"] or 0, 2))


def _attitudes(parties: Sequence[int], window: Window) -> dict[int, Attitude]:
    """The latest answer of each."""
    found: dict[int, Attitude] = {}
    given = Answer.objects.filter(party__in=parties, day__lte=window.until).order_by("day", "id")
    for party, scale_, answer, day in given.values_list("party", "scale", "answer", "day"):
        found[party] = Attitude(cast("Any", scale_), answer, day)
    return found


def _recommended(parties: Sequence[int], window: Window) -> dict[int, list[Recommended]]:
    found: dict[int, list[Recommended]] = defaultdict(list)
    told = Referral.objects.filter(party__in=parties, day__lte=window.until)
    for party, kind, day in told.values_list("party", "kind", "day"):
        found[party].append(Recommended(cast("Any", kind), day))
    return found


def _last_rungs(parties: Sequence[int], window: Window) -> dict[int, Rung]:
    """Of those who are silent now: the last rung they stood on, where it was recorded."""
    found: dict[int, Rung] = {}
    if not parties:
        return found
    recorded = RungChange.objects.filter(party__in=parties, day__lte=window.until).order_by("day", "id")
    by_orders = [(party, before, rung) for party, day, before, rung in moves_of(parties) if day <= window.as_of]
    # What was recorded comes last: it knows more than the orders.
    for party, before, rung in (*by_orders, *recorded.values_list("party_id", "before", "rung")):
        for one in (before, rung):
            if one in LADDER[1:]:
                found[party] = one
    return found


def _states(parties: Sequence[int]) -> dict[int, str]:
    """Of who has not ordered: how far we are with it as a customer."""
    held = Relationship.objects.filter(party__in=parties, market="customer", state__in=(PROSPECT, INQUIRING))
    return dict(held.values_list("party", "state")) if parties else {}
