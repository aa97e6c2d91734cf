"""Lists of past month ends, made as an analysis of that day would have made them, scored against what came."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from goodwill.portfolio.past_lists import PastLists, month_ends, score_past_lists
from goodwill.programme import policy
from goodwill.programme.analysing import parties_of
from goodwill.programme.evidence import store
from goodwill.programme.jobs.queue import Say, ending, put_once
from goodwill.records.models import Job, ListRecord, SelectionRound, User, Workspace
from goodwill.terms import EvidenceError, Period, UsageError

KIND = "past lists"
ENOUGH = 6
"""With fewer lists than this a shorter horizon is tried, of which more have passed."""


@dataclass(frozen=True)
class Scored:
    """How past lists did. named, called, came: accounts listed, those called to belong, and those that did."""

    horizon: str
    named: int
    called: float
    came: int
    lists: Sequence[dict[str, Any]]
    first: date
    last: date
    shorter: bool

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [one | {"origin": date.fromisoformat(one["origin"])} for one in self.lists]


def scored(held: SelectionRound) -> Scored | None:
    """For the round's horizon; None where there is no list yet that could be checked."""
    kept = ListRecord.objects.filter(asked=held.horizon).first()
    if kept is None or not kept.lists:
        return None
    days = [date.fromisoformat(one["origin"]) for one in kept.lists]
    return Scored(
        kept.horizon,
        sum(one["k"] for one in kept.lists),
        sum(one["called"] for one in kept.lists),
        sum(one["hits"] for one in kept.lists),
        kept.lists,
        days[0],
        days[-1],
        kept.horizon != kept.asked,
    )


def why_not(held: SelectionRound) -> str:
    """Why there is none, in a sentence; empty where nobody has looked yet."""
    return ListRecord.objects.filter(asked=held.horizon).values_list("message", flat=True).first() or ""


def being_scored(held: SelectionRound) -> bool:
    """Whether a worker is at it, or will be."""
    waiting = Job.objects.filter(kind=KIND, arguments={"horizon": held.horizon})
    return waiting.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING)).exists()


@transaction.atomic
def score(*, by: User, selection_round: SelectionRound) -> bool:
    """Have past lists scored again, against the evidence of today; False where that is done already.

    Raises:
        UsageError: where the round was opened before anything was analysed.
    """
    policy.demand(by, "steer")
    if not selection_round.horizon:
        raise UsageError("Nothing was analysed when the round was opened, so that it names no horizon to score over.")
    return have_scored(selection_round.horizon, by=by)


def have_scored(horizon: str, by: User) -> bool:
    """False where it was against the same evidence, so that nothing is to be done."""
    kept = ListRecord.objects.filter(asked=horizon).first()
    if kept is not None and kept.store_version == store().version:
        return False
    put_once(KIND, by=by, horizon=horizon)
    return True


def score_lists(job: Job, say: Say) -> None:
    """The job itself."""
    asked = str(job.arguments["horizon"])
    evidence, workspace = store(), Workspace.the()
    version, found, why, horizon = evidence.version, None, "There are no orders yet.", Period.parse(asked)
    if evidence.imports:
        with closing(evidence.open(parties=parties_of(workspace.level))) as book:
            named = replace(book, currency=book.currency or workspace.stated_currency or None)
            try:
                horizon = horizon_for(horizon)
                found = score_past_lists(named, horizon=horizon, margin=workspace.margin, progress=say)
            except EvidenceError as error:
                why = str(error)
    with ending(job):
        ListRecord.objects.update_or_create(
            asked=asked,
            defaults={
                "horizon": str(horizon),
                "store_version": version,
                "lists": [] if found is None else _kept(found),
                "message": "" if found is not None else why,
            },
        )


def horizon_for(asked: Period) -> Period:
    """The round's own, its half or its quarter: the longest over which enough lists can be checked."""
    run = Workspace.the().current
    told = None if run is None else Workspace.objects.values_list("current__results__evidence", flat=True).get()
    if not told:
        return asked
    first, last = (date.fromisoformat(str(told[end])[:10]) for end in ("first", "last"))
    tried = [Period(asked.length / part, asked.unit) for part in (1, 2, 4)]
    many = [sum(1 for _ in month_ends(first, last, one)) for one in tried]
    return next((one for one, n in zip(tried, many, strict=True) if n >= ENOUGH), tried[many.index(max(many))])


def _kept(found: PastLists) -> list[dict[str, Any]]:
    return [
        {
            "origin": one.origin.isoformat(),
            "until": one.until.isoformat(),
            "k": one.k,
            "hits": one.hits,
            "called": one.expected_hits,
        }
        for one in found.lists
    ]
