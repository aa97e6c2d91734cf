"""How well a party's needs are met: each from our capability or a person's judgement, and all together."""

from collections.abc import Sequence
from dataclasses import dataclass

from goodwill.portfolio.customer_quality import HIGHEST, Mark, Requirement, fit
from goodwill.programme import policy
from goodwill.records.models import Need, Party, User
from goodwill.terms.dates import written_day


@dataclass(frozen=True)
class Met:
    """One need. share: how well it is met, 0 to 1, None where it is not known. because: what that rests on."""

    need: Need
    share: float | None
    judged: bool
    because: str

    @property
    def satisfied(self) -> bool:
        return self.need.satisfied_since is not None

    @property
    def gap(self) -> float:
        """What is missing, by weight: where most is to be won."""
        return 0.0 if self.share is None else self.need.weight * (1 - self.share)


@dataclass(frozen=True)
class Needs:
    """All of a party's, those least met first. share: by weight, of those that are known; None where none is."""

    rows: Sequence[Met]
    share: float | None
    short: tuple[str, ...]
    satisfied: int
    known: int

    @property
    def first_open(self) -> Met | None:
        """The unmet need that weighs most and has no task that is still open."""
        return next((row for row in self.rows if _open(row) and not _planned(row.need)), None)


def needs_of(user: User, party: Party) -> Needs:
    """What the party needs, as far as the user may see it."""
    found = policy.about(user, Need.objects.filter(party=party))
    rows = [met(need) for need in found.select_related("capability", "task", "task__owner", "judged_by")]
    rows.sort(key=lambda row: (row.satisfied, row.share is None, -row.gap, -row.need.weight, row.need.pk))
    mark = fit_of(rows)
    return Needs(
        rows,
        None if mark is None else mark.score / HIGHEST,
        tuple(row.need.what for row in rows if _open(row)),
        sum(row.satisfied for row in rows),
        sum(row.share is not None for row in rows),
    )


def fit_of(rows: Sequence[Met]) -> Mark | None:
    """The fit of the needs to what we can do, as a mark of quality from 0 to 10; None where none is known."""
    return fit([Requirement(row.need.what, 1.0, row.share, row.need.weight) for row in rows if row.share is not None])


def met(need: Need) -> Met:
    """min(1, capability/need), unless somebody has judged it."""
    if need.judged is not None and need.judged_on is not None:
        because = f"{need.judged_by}, {written_day(need.judged_on)}: {need.judged_because}"
        return Met(need, need.judged, judged=True, because=because)
    can = need.capability
    if can is None:
        return Met(need, None, judged=False, because="no capability is named, and nobody has judged it")
    if need.level is None:
        return Met(need, None, judged=False, because=f"how much of {can.name} they need is not said")
    share = 1.0 if need.level == 0 else min(1.0, can.level / need.level)
    return Met(need, share, judged=False, because=f"{can.name}: {can.level:g} of the {need.level:g} they need")


def _open(row: Met) -> bool:
    return not row.satisfied and row.share is not None and row.share < 1


def _planned(need: Need) -> bool:
    return need.task is not None and need.task.done is None
