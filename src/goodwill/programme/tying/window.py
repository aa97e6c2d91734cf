"""How fresh evidence has to be: W of the analysis that is shown, counted back from its day."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from goodwill.records.models import AnalysisRun, Workspace
from goodwill.records.once import once

A_YEAR = 365
"""W where nothing is analysed yet."""


@dataclass(frozen=True)
class Window:
    """Evidence counts where it is of the `days` (W) to `as_of`, or later, up to `until`.

    return_cut: the chance to return from which who is silent is expected back; None where it is not known.
    run, level: of the analysis; no run where there is none yet.
    """

    as_of: date
    days: int
    until: date
    return_cut: float | None = None
    run: int | None = None
    level: str = "order"

    def fresh(self, day: date | None) -> bool:
        return day is not None and day <= self.until and (self.as_of - day).days < self.days


def current_window() -> Window:
    """That of the analysis which is shown; what people wrote down counts up to today."""
    return once("window", _of_today)


def _of_today() -> Window:
    run = Workspace.objects.filter(id=1).values_list("current", flat=True).first()
    today = timezone.localdate()
    return Window(today, A_YEAR, today) if run is None else window_of(run, until=today)


def window_of(run: int, *, until: date | None = None) -> Window:
    """That of any analysis; until: its own day, unless another is given."""
    named = ("as_of", "level", "results__bucket_window__days", "results__cuts__return")
    as_of, level, days, cut = AnalysisRun.objects.values_list(*named).get(id=run)
    today = timezone.localdate()
    as_of = as_of or today
    return Window(as_of, int(days or A_YEAR), max(until or as_of, as_of), cut, run, level)
