"""How long customers take from one order to the next."""

from goodwill.measures.gaps import Gaps
from goodwill.report.charts.frame import steps
from goodwill.report.charts.histogram import histogram
from goodwill.report.parts import Chart, Column, Drawing, Fig, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import count, percent, plural

CLASSES = 30
LEAST = 30


def section(told: Telling) -> Section | None:
    gaps = told.analysis.gaps
    if gaps.total < LEAST:
        return None
    half = gaps.percentile(0.5)
    per = max(1, round(gaps.percentile(0.98) / CLASSES))
    unit = "a day" if per == 1 else f"{per} days"
    classes = _classes(gaps, per)

    def draw(width: int) -> Drawing:
        days = len(classes) * per
        return histogram(
            classes,
            width=width,
            ticks=[(t / per, count(t)) for t in steps(days, about=5) if t <= days],
            unit="days from one order to the next",
            marks=[(told.window / per, f"W, {told.window} days")] if told.window <= days else [],
            lasting=half / per,
            leads=[_list(*bounds) for bounds in _bounds(len(classes), per)],
        )

    return Section(
        "rhythm",
        f"Half of the orders come within {plural(half, 'day')} of the one before",
        f"Time from one purchase day to the customer's next, % of all such gaps, in classes of {unit}. Strong: "
        "the shorter half.",
        chart=Chart(
            "rhythm",
            f"Gaps between purchase days: half are at most {plural(half, 'day')} long.",
            {"wide": draw(492), "narrow": draw(350), "paper": draw(640)},
            _table(gaps, classes, per),
        ),
        note=(
            Fig(f"n = {count(gaps.total)} gaps", "occasion"),
            (
                f", {told.record}. The longest {percent(_beyond(gaps, per * len(classes)))} lie to the right of the "
                "picture."
            ),
        ),
        half=True,
    )


def _classes(gaps: Gaps, per: int) -> list[float]:
    """How many gaps fall into each class of `per` days, the first from 1 day; the longest 2% are left out."""
    last = gaps.percentile(0.98)
    found = [0.0] * (last // per + 1)
    for length, n in zip(gaps.gap_days.tolist(), gaps.count.tolist(), strict=True):
        if length <= last:
            found[min(length // per, len(found) - 1)] += n
    return found


def _beyond(gaps: Gaps, days: int) -> float:
    return float(gaps.count[gaps.gap_days >= days].sum()) / gaps.total


def _bounds(classes: int, per: int) -> list[tuple[int, int]]:
    """Shortest and longest gap of each class, in days."""
    return [(max(i * per, 1), (i + 1) * per - 1) for i in range(classes)]


def _list(shortest: int, longest: int) -> str:
    """The list of the customers with such a gap."""
    return f"gap={shortest}..{longest}"


def _table(gaps: Gaps, classes: list[float], per: int) -> Table:
    """Class by class, without those that no gap fell into."""
    rows, leads, passed = [], [], 0.0
    for (shortest, longest), n in zip(_bounds(len(classes), per), classes, strict=True):
        passed += n
        if n:
            days = count(shortest) if shortest == longest else f"{count(shortest)} to {count(longest)}"
            rows.append((days, count(n), percent(n / gaps.total), percent(passed / gaps.total)))
            leads.append(_list(shortest, longest))
    return Table(
        "Time from one purchase day to the next",
        (
            Column("Days"),
            Column("Gaps", "", "figures"),
            Column("Share", "of all gaps", "figures"),
            Column("So far", "of all gaps", "figures"),
        ),
        tuple(rows),
        leads=tuple(leads),
    )
