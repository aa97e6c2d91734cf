"""Which days have been analysed, and by which run each is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from goodwill.records.models import AnalysisRun, Workspace


@dataclass(frozen=True)
class Analysed:
    as_of: date
    run: int
    current: bool


def runs() -> QuerySet[AnalysisRun]:
    return AnalysisRun.objects.filter(state=AnalysisRun.State.DONE, as_of__isnull=False)


def analysed() -> list[Analysed]:
    """Newest day first: of each day the last analysis made as of it; the current one stands for its own day.

    What was analysed as of a day after the current one rested on orders that have been taken out since.
    """
    shown = Workspace.objects.filter(id=1, current__isnull=False).values_list("current_id", "current__as_of").first()
    current, last = shown or (None, None)
    found: dict[date, int] = {}
    for run, as_of in runs().order_by("as_of", "started").values_list("id", "as_of"):
        if as_of is not None and (last is None or as_of <= last) and found.get(as_of) != current:
            found[as_of] = run
    return [Analysed(day, found[day], found[day] == current) for day in sorted(found, reverse=True)]


def chosen(days: Sequence[Analysed], asked: str) -> Analysed | None:
    """The day asked for; else the current one, else the newest."""
    for day in days:
        if day.as_of.isoformat() == asked:
            return day
    return next((day for day in days if day.current), days[0] if days else None)


def before(days: Sequence[Analysed], day: Analysed) -> Analysed | None:
    """The analysed day before."""
    return next((other for other in days if other.as_of < day.as_of), None)
