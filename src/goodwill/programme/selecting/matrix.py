"""A round as it stands: every candidate in the matrix, how firm its place is, its quality, and what was decided."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import QuerySet

from goodwill.portfolio.customer_quality import Quality
from goodwill.portfolio.selection import Candidate, Placed, Selection, select
from goodwill.programme import policy
from goodwill.programme.selecting import criteria, judging
from goodwill.programme.selecting.candidates import candidates
from goodwill.programme.selecting.criteria import Known
from goodwill.programme.selecting.scoring import scores_of
from goodwill.records.models import KeyAccount, SelectionCandidate, SelectionDecision, SelectionRound, User

QUADRANTS = {
    "invest": "Key account",
    "develop": "Key development",
    "maintain": "Maintenance",
    "withdraw": "Opportunistic",
}
Outcome = SelectionDecision.Outcome


@dataclass(frozen=True)
class Line:
    """One candidate. placed: None while a score is missing, which `missing` names. last: of the round before.

    held: the key account that it is today.
    """

    candidate: SelectionCandidate
    placed: Placed | None
    missing: Sequence[str]
    quality: Quality
    decision: SelectionDecision | None
    last: SelectionDecision | None
    held: KeyAccount | None

    @property
    def name(self) -> str:
        return self.candidate.relationship.party.name

    @property
    def quadrant(self) -> str:
        return QUADRANTS[self.placed.quadrant] if self.placed else ""

    @property
    def weighs(self) -> str:
        """What weighs most against cultivating it; empty where nothing does."""
        return (self.quality.warning or "").partition("What weighs most: ")[2]

    @property
    def outcome(self) -> str:
        return "" if self.decision is None else self.decision.outcome


@dataclass(frozen=True)
class Board:
    """lines: the most attractive first, then those not placed yet. findings: of the whole list, for a reviewer."""

    round: SelectionRound
    lines: Sequence[Line]
    findings: Sequence[str]
    criteria: Sequence[Known]

    @property
    def placed(self) -> list[Line]:
        return [line for line in self.lines if line.placed]

    @property
    def unplaced(self) -> list[Line]:
        return [line for line in self.lines if not line.placed]

    @property
    def poor(self) -> list[Line]:
        """Those that should not be cultivated."""
        return [line for line in self.lines if line.quality.cultivate is False]

    @property
    def undecided(self) -> list[Line]:
        return [line for line in self.lines if line.decision is None]

    @property
    def invest(self) -> int:
        """How many are attractive and see us ahead."""
        return sum(1 for line in self.lines if line.placed and line.placed.quadrant == "invest")

    @property
    def counts(self) -> Counter[str]:
        """Outcome -> how many."""
        return Counter(line.outcome for line in self.lines)


def board(user: User, held: SelectionRound) -> Board:
    """As far as the user may see and is told."""
    # Ranks and firmness are those of the whole list, also for who sees a part of it.
    rows = list(_whole(held))
    seen = set(candidates(user, held).values_list("id", flat=True))
    known, evidence = criteria.of_round(held), policy.tells_reasons(user)
    lacking = {one.pk: _missing(one, known) for one in rows}
    called = _called(rows)
    selection = _selection([one for one in rows if not lacking[one.pk]], known, called, held)
    placed = {} if selection is None else {one.name: one for one in selection.placed}
    of_relationships = [one.relationship_id for one in rows]
    decided, before = _decisions(of_relationships, held)
    accounts = {
        one.relationship_id: one
        for one in KeyAccount.objects.filter(relationship__in=of_relationships, until__isnull=True)
    }
    lines = [
        Line(
            one,
            placed.get(called[one.pk]),
            lacking[one.pk],
            judging.quality_of(judging.marks_of(one, evidence=evidence)),
            decided.get(one.relationship_id),
            before.get(one.relationship_id),
            accounts.get(one.relationship_id),
        )
        for one in rows
        if one.pk in seen
    ]
    # What is said of the whole list names everybody on it.
    whole = selection.findings if selection is not None and policy.reach(user, "see") == "all" else ()
    findings = [*whole, *_chosen_though_poor(lines), *_kept_place(held, rows)]
    told = "value" not in policy.hidden(user)
    return Board(held, sorted(lines, key=lambda line: _order(line, told=told)), findings, known)


def _whole(held: SelectionRound) -> QuerySet[SelectionCandidate]:
    rows = SelectionCandidate.objects.filter(round=held).select_related("relationship__party", "round")
    return rows.prefetch_related("grounds", "scores", "marks")


def _order(line: Line, *, told: bool) -> tuple[int, float, str]:
    """told: whether the reader is told what each is worth, so that those not placed can stand in that order."""
    if line.placed:
        return (0, line.placed.rank, "")
    return (1, -(line.candidate.value or 0) if told else 0, line.name.casefold())


def _selection(
    rows: list[SelectionCandidate], known: Sequence[Known], called: dict[int, str], held: SelectionRound
) -> Selection | None:
    ours = [one for one in known if one.side == "ours"]
    theirs = [one for one in known if one.side == "customers"]
    if not rows or not ours or not theirs:
        return None
    given = []
    for one in rows:
        scores = scores_of(one)
        given.append(
            Candidate(
                called[one.pk],
                {c.name: scores[c.id][0] for c in ours},  # type: ignore[misc]  # none is missing
                {c.name: scores[c.id][0] for c in theirs},  # type: ignore[misc]
                {c.name: scores[c.id][1] for c in theirs},  # type: ignore[misc]
            )
        )
    return select(
        given,
        [c.counted for c in ours],
        [c.counted for c in theirs],
        k=held.places,
        rng=np.random.default_rng([held.pk, 5]),
    )


def _missing(candidate: SelectionCandidate, known: Sequence[Known]) -> list[str]:
    """Names of the criteria on which it has no score yet."""
    scores = scores_of(candidate)
    found = []
    for one in known:
        score, rival = scores.get(one.id, (None, None))
        if score is None or (one.side == "customers" and rival is None):
            found.append(one.name)
    return found


def _called(rows: Sequence[SelectionCandidate]) -> dict[int, str]:
    """Candidate -> its name, with a number where two are called the same."""
    names = Counter(one.relationship.party.name for one in rows)
    return {
        one.pk: f"{one.relationship.party.name} #{one.relationship.party_id}"
        if names[one.relationship.party.name] > 1
        else one.relationship.party.name
        for one in rows
    }


def _decisions(
    relationships: Sequence[int], held: SelectionRound
) -> tuple[dict[int, SelectionDecision], dict[int, SelectionDecision]]:
    """Of each relationship the decision that holds in this round, and the one that held in the round before."""
    now: dict[int, SelectionDecision] = {}
    before: dict[int, SelectionDecision] = {}
    rows = SelectionDecision.objects.filter(
        candidate__relationship__in=relationships, candidate__round__id__lte=held.pk
    ).select_related("candidate__round", "by")
    for one in rows.order_by("id"):
        (now if one.candidate.round_id == held.pk else before)[one.candidate.relationship_id] = one
    return now, before


def _chosen_though_poor(lines: Sequence[Line]) -> list[str]:
    names = [line.name for line in lines if line.outcome == Outcome.CHOOSE and line.quality.cultivate is False]
    return [f"Chosen, although not to be cultivated: {', '.join(names)}."] if names else []


def _kept_place(held: SelectionRound, rows: Sequence[SelectionCandidate]) -> list[str]:
    strategic = any(g.ground == KeyAccount.Ground.STRATEGY for one in rows for g in one.grounds.all())
    if not held.is_open or not held.kept_for_strategy or strategic:
        return []
    many = held.kept_for_strategy
    are = "1 place is" if many == 1 else f"{many} places are"
    return [f"{are} kept for strategic reasons, and nobody is on the list for such a reason yet."]
