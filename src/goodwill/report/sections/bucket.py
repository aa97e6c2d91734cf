"""The leaky bucket: who came, who came back, who fell silent."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

from goodwill.measures.bucket import BucketPeriod
from goodwill.report.charts.leaky_bucket import leaky_bucket
from goodwill.report.parts import Chart, Column, Fig, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import SMALL, capital, count, few, plural, signed

WIDE, NARROW = 24, 8
RATIOS = ((1, 3), (1, 2), (2, 3), (3, 4))


def section(told: Telling) -> Section | None:
    periods = told.periods
    if not periods:
        return None
    shown = periods[-WIDE:]
    left_out = len(told.analysis.bucket) - len(periods)
    lost_before = sum(p.lost for p in told.analysis.bucket[:left_out])
    total = {part: sum(getattr(p, part) for p in shown) for part in ("new", "regained", "lost")}
    return Section(
        "leak",
        title(total["lost"], total["regained"]),
        f"Customers entering and leaving the base each month. In the base: ordered within the last {told.window} days.",
        chart=Chart(
            "leak",
            f"New, regained and lost customers in {plural(len(shown), 'month')}, with the net change of each.",
            {
                "wide": leaky_bucket(shown, width=1024),
                "narrow": leaky_bucket(shown[-NARROW:], width=350),
                "paper": leaky_bucket(shown, width=640),
            },
            _table(shown),
            narrow_note=f"On a narrow screen the last {SMALL[NARROW]} months." if len(shown) > NARROW else "",
        ),
        note=(
            f"{count(shown[0].opening)} + {count(total['new'])} new + {count(total['regained'])} regained − ",
            f"{count(total['lost'])} lost = ",
            Fig(count(shown[-1].closing), "flow"),
            f". W = {told.window} days: {told.analysis.bucket_window_is}."
            + (
                f" The first {few(left_out, 'month')}, before {told.window} days had passed, "
                f"{'is' if left_out == 1 else 'are'} left out"
                f"{f'; {count(lost_before)} were lost by then' if lost_before else ''}."
                if left_out
                else ""
            ),
        ),
    )


def title(lost: int, regained: int) -> str:
    """The leak in a sentence a board remembers."""
    if not lost:
        return "Nobody has left the base so far"
    if not regained:
        return f"{capital(plural(lost, 'customer'))} left the base, and none came back"
    ratio = regained / lost
    if ratio >= 0.95:
        return "As many customers came back as left"
    for back, of in RATIOS:
        if abs(ratio - back / of) < 0.035:
            return f"For every {SMALL[of]} customers lost, {SMALL[back]} came back"
    return (
        f"Of every hundred customers lost, {round(100 * ratio)} came back"
        if ratio >= 0.01
        else "Hardly a lost customer came back"
    )


def _table(periods: tuple[BucketPeriod, ...]) -> Table:
    return Table(
        "The base month by month",
        (
            Column("Month"),
            *(Column(name, "", "figures") for name in ("Opening", "New", "Regained", "Lost", "Closing", "Net change")),
        ),
        tuple(
            (
                p.period,
                *(count(v) for v in (p.opening, p.new, p.regained, p.lost, p.closing)),
                signed(p.closing - p.opening),
            )
            for p in periods
        ),
        leads=tuple(
            (f"bought={on}", "", f"new={on}", f"regained={on}", f"lost={on}", "", "")
            for on in (f"{p.start}..{p.end}" for p in periods)
        ),
    )
