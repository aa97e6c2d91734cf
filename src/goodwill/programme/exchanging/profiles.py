"""What a round says: the profile of its respondents, how far it is from the target, and who may be told what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from goodwill.measures.practice_profile import PracticeProfile, distance, index, profile, rescaled
from goodwill.measures.practice_questions import Version
from goodwill.programme import policy
from goodwill.programme.exchanging.about import About
from goodwill.programme.exchanging.questions import read
from goodwill.programme.exchanging.targets import target_of
from goodwill.records.models import PracticeRound, PracticeSheet, PracticeTarget, User

ENOUGH = 3
"""So many must have answered before others than who steers are told what came out: of fewer, one could be found out."""


@dataclass(frozen=True)
class Row:
    """One type of exchange. share: P, 0 to 1. alpha: how reliable its statements are; None where too few answered."""

    name: str
    share: float | None
    low: float | None
    high: float | None
    level: str | None
    alpha: float | None
    target: float | None


@dataclass(frozen=True)
class Round:
    """What one round says to one person. rows: empty where too few have answered for that person to be told."""

    asked: PracticeRound
    respondents: int
    rows: Sequence[Row]
    relational: float | None
    distance: float | None

    @property
    def leading(self) -> Row | None:
        known = [row for row in self.rows if row.share is not None]
        return max(known, key=lambda row: row.share or 0.0, default=None)

    @property
    def farthest(self) -> Row | None:
        """The type that is farthest from its target."""
        known = [row for row in self.rows if row.share is not None and row.target is not None]
        return max(known, key=lambda row: abs((row.share or 0.0) - (row.target or 0.0)), default=None)


@dataclass(frozen=True)
class Respondent:
    """One sheet, for who steers and for who gave it: P of each type, None where too little was answered."""

    by: User
    on: date
    shares: Sequence[float | None]


@dataclass(frozen=True)
class Told:
    """All that one person is told of a subject. rounds: newest first. own: its own sheet in the newest round."""

    types: Sequence[str]
    rounds: Sequence[Round]
    respondents: Sequence[Respondent]
    own: PracticeSheet | None
    own_shares: Sequence[float | None]
    target: PracticeTarget | None

    @property
    def now(self) -> Round | None:
        return self.rounds[0] if self.rounds else None


def told(user: User, about: About) -> Told:
    """The rounds about the company, a market or a relationship.

    Raises:
        PermissionDenied: where the user may not see what it is about.
    """
    about.demand_sight(user)
    steers, target = policy.may(user, "steer"), target_of(about)
    rows = about.of(PracticeRound.objects.all()).prefetch_related("sheets__by")
    found = [(asked, list(asked.sheets.all())) for asked in rows[:12]]
    rounds = [_round(asked, sheets, target, tells=steers) for asked, sheets in found]
    newest, sheets = found[0] if found else (None, [])
    own = next((sheet for sheet in sheets if sheet.by_id == user.id), None)
    questions = None if newest is None else read(newest.asked)
    return Told(
        () if questions is None else questions.types,
        rounds,
        [_respondent(sheet, questions) for sheet in sheets] if steers and questions else (),
        own,
        () if own is None or questions is None else _shares(own, questions),
        target,
    )


def rounds_told(
    user: User, rounds: Sequence[PracticeRound], targets: Sequence[PracticeTarget]
) -> dict[tuple[str, int | None], Round]:
    """The newest of several subjects' rounds, by market and party; their sheets must have been fetched."""
    steers = policy.may(user, "steer")
    aims = {(one.market, one.party_id): one for one in targets}
    found: dict[tuple[str, int | None], Round] = {}
    for asked in rounds:
        key = (asked.market, asked.party_id)
        if key not in found:
            found[key] = _round(asked, list(asked.sheets.all()), aims.get(key), tells=steers)
    return found


def _round(
    asked: PracticeRound, sheets: Sequence[PracticeSheet], target: PracticeTarget | None, *, tells: bool
) -> Round:
    if not sheets or (len(sheets) < ENOUGH and not tells):
        return Round(asked, len(sheets), (), None, None)
    questions = read(asked.asked)
    whole = profile(np.stack([_answers(sheet, questions) for sheet in sheets]), questions.types)
    aims = {} if target is None else target.shares
    rows = _rows(whole, aims)
    apart = None
    if set(aims) == set(questions.types):
        shares = [np.nan if row.share is None else row.share for row in rows]
        apart = distance(shares, [aims[kind] for kind in questions.types])
    return Round(asked, len(sheets), rows, whole.relational, apart)


def _rows(whole: PracticeProfile, aims: dict[str, float]) -> list[Row]:
    return [
        Row(
            one.name,
            one.mean,
            None if one.range is None else one.range.low,
            None if one.range is None else one.range.high,
            one.level,
            one.alpha,
            aims.get(one.name),
        )
        for one in whole.types
    ]


def _respondent(sheet: PracticeSheet, questions: Version) -> Respondent:
    return Respondent(sheet.by, sheet.on, _shares(sheet, questions))


def _shares(sheet: PracticeSheet, questions: Version) -> list[float | None]:
    found = rescaled(index(_answers(sheet, questions)))
    return [float(share) if np.isfinite(share) else None for share in found]


def _answers(sheet: PracticeSheet, questions: Version) -> NDArray[np.float64]:
    return np.array(
        [
            [sheet.answers.get(row.name, {}).get(kind, np.nan) for kind in questions.types]
            for row in questions.dimensions
        ],
        np.float64,
    )
