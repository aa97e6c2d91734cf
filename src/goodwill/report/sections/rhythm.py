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
            _table(gaps),
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


def _table(gaps: Gaps) -> Table:
    shares = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
    return Table(
        "Time from one purchase day to the next",
        (Column("Share of gaps"), Column("At most", "days", "figures")),
        tuple((percent(share), count(gaps.percentile(share))) for share in shares),
    )
