"""The ladder of everybody: how many stand on each rung now, and who climbed and fell since the analysis before."""

from dataclasses import dataclass
from datetime import date

from goodwill.programme import policy
from goodwill.programme.climbing.evidence import INQUIRING, PROSPECT
from goodwill.programme.climbing.kept_ladder import Ladder
from goodwill.programme.climbing.states import STATES, place_of
from goodwill.records.models import Relationship, RungChange, User


@dataclass(frozen=True)
class Rung:
    """came, left: since the analysis before, from or to another rung."""

    state: str
    count: int
    came: int
    left: int


@dataclass(frozen=True)
class Overview:
    """rungs: the highest first. since: the day that climbs and falls are counted from; noted: of them by people."""

    rungs: list[Rung]
    climbs: int
    falls: int
    since: date | None
    noted: int
    unknown: int


def overview(user: User, ladder: Ladder) -> Overview:
    """As the last analysis kept it, and what people have written down since.

    Raises:
        PermissionDenied: without a right to the programme.
    """
    policy.demand(user, "programme")
    later = RungChange.objects.filter(run=ladder.run, id__gt=ladder.noted)
    noted = list(later.exclude(why=RungChange.Why.ANALYSIS).values_list("before", "rung"))
    counts = dict(zip(STATES, ladder.counts, strict=True)) | {PROSPECT: _prospects(ladder.run)}
    moves = [(STATES[i], STATES[j], n) for i, row in enumerate(ladder.moves) for j, n in enumerate(row) if n and i != j]
    moves += [(before, after, 1) for before, after in noted]
    for before, after in noted:
        # Prospects are counted as they are now, who writes down an answer included.
        counts |= {name: counts[name] + by for name, by in ((before, -1), (after, 1)) if name in STATES}
    order = ("partner", "advocate", "supporter", "client", "purchaser", PROSPECT, "quiet", "lapsed")
    came = {state: sum(n for _, to, n in moves if to == state) for state in order}
    left = {state: sum(n for of, _, n in moves if of == state) for state in order}
    rungs = [Rung(state, counts[state], came[state], left[state]) for state in order]
    climbs = sum(n for of, to, n in moves if place_of(to) > place_of(of))
    return Overview(rungs, climbs, sum(n for *_, n in moves) - climbs, ladder.since, len(noted), ladder.unknown)


def _prospects(run: int) -> int:
    held = Relationship.objects.filter(market="customer", state__in=(PROSPECT, INQUIRING))
    return held.exclude(party__standings__run=run).count()
