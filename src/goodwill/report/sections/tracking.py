"""Repeat orders week by week: expected by the behaviour, and come."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

from goodwill.portfolio.analysis import Tracking
from goodwill.report.charts.tracking import ordered_again, tracking
from goodwill.report.parts import Chart, Column, Fig, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import capital, count, percent, plural, short_day


def section(told: Telling) -> Section | None:
    holdout = told.analysis.holdout
    track = told.analysis.tracking or (None if holdout is None else holdout.tracking)
    if track is None or len(track.ends) < 3:
        return None
    return Section(
        "tracking",
        _title(track),
        f"Repeat purchase days a {_period(track)} of the customers known on {short_day(track.fitted_until)}",
        chart=Chart(
            "tracking",
            f"Expected and actual repeat purchase days, {plural(len(track.ends), track.period)}, fitted until "
            f"{short_day(track.fitted_until)}.",
            {
                "wide": tracking(track, width=1024),
                "narrow": tracking(track, width=350),
                "paper": tracking(track, width=640),
            },
            _table(track),
        ),
        note=(
            Fig(f"n = {plural(len(track.ends), track.period)}", "record"),
            f", {told.record}. Right of the upright nothing was known to the behaviour. {told.sources}.",
        ),
    )


def _period(track: Tracking) -> str:
    return "week" if track.period == "week" else "month of 30 days"


def _title(track: Tracking) -> str:
    after = [
        (a, e) for end, a, e in zip(track.ends, track.actual, track.expected, strict=True) if end > track.fitted_until
    ]
    came, expected = sum(a for a, _ in after), sum(e for _, e in after)
    if not after or not came:
        return f"Repeat orders {track.period} by {track.period}: forecast and outcome"
    off = expected / came - 1
    if abs(off) <= 0.05:
        return "After the fit, repeat orders came as expected"
    swing = [e / a - 1 for a, e in after if a]
    if abs(off) < 0.15 and max(swing) > 0.3 and min(swing) < -0.3:
        return f"The sum came within {percent(abs(off))}, the seasons did not"
    side = "high" if off > 0 else "low"
    return f"After {short_day(track.fitted_until)} the forecast of repeat orders was {percent(abs(off))} too {side}"


def _table(track: Tracking) -> Table:
    return Table(
        f"Repeat purchase days a {_period(track)}",
        (
            Column(f"{capital(track.period)} to"),
            Column("Came", "", "figures"),
            Column("Expected", "", "figures"),
            Column("Fitted", ""),
        ),
        tuple(
            (short_day(end), count(a), count(e), "yes" if end <= track.fitted_until else "no, foreseen")
            for end, a, e in zip(track.ends, track.actual, track.expected, strict=True)
        ),
        leads=tuple(ordered_again(track, end) for end in track.ends),
    )
