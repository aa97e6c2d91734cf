"""What keeping customers pays: a point of retention, in all and per segment, beside what textbooks claim."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

from goodwill.portfolio.analysis import Retention, RetentionSegment
from goodwill.portfolio.groups import GROUPS
from goodwill.report.charts.frame import compact
from goodwill.report.charts.intervals import Row, interval_rows
from goodwill.report.parts import Cell, Chart, Column, Drawing, Fig, Prose, Section, Strong, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import capital, count, percent, plural, range_of, whole_percent
from goodwill.terms import Estimate


def section(told: Telling) -> Section:
    r = told.analysis.retention
    valued = [s for s in r.segments if s.point_worth is not None]
    return Section(
        "retention",
        _title(told, r),
        "What the base would be worth more if one customer in a hundred more were kept each year; what keeping "
        "them costs "
        "is not in it"
        if r.point_worth is not None
        else "Retention by its several definitions",
        paragraphs=_rate(told, r),
        chart=_chart(told, r, valued) if r.point_worth is not None and valued else None,
        after=_segments_apart(r, valued),
        tables=tuple(t for t in (_definitions(r), _steps(r), _literature(r)) if t is not None),
        note=(
            Fig(f"n = {plural(r.customers_in_base_then or r.customers_in_base, 'customer')} in the base", "retention"),
            f"{' at the earlier day' if r.customers_in_base_then else ''}. {r.rate_definition}{told.currency_note}",
        )
        if r.customers_in_base
        else (r.rate_definition,),
    )


def _title(told: Telling, r: Retention) -> str:
    if r.point_worth is not None:
        more = r.point_worth_by_group if _groups_say_more(r) else None
        alike = told.money.short(r.point_worth.mean, like=more)
        apart = "" if more is None else f" to {told.money.short(more)}"
        return f"One more point of retention is worth {alike}{apart}"
    if r.rate is not None:
        return f"{whole_percent(r.rate.mean)} of the base are kept a year"
    return f"{percent(r.repeat_rate)} have ordered a second time; a yearly rate is not known yet"


def _groups_say_more(r: Retention) -> bool:
    """Does the worth of a point, reckoned group by group, lie above the range that takes all customers as alike?"""
    return r.point_worth is not None and (r.point_worth_by_group or 0.0) > r.point_worth.high


def _rate(told: Telling, r: Retention) -> tuple[Prose, ...]:
    if r.rate is None:
        return ()
    said: list[Prose] = [
        (
            Fig(f"{whole_percent(r.rate.mean)} of the base", "retention"),
            f" are kept a year ({whole_percent(r.rate.low)} to {whole_percent(r.rate.high)}). ",
            *(
                (f"Without new customers half of it would be gone in {_years(r.half_life_years)}. ",)
                if r.half_life_years is not None
                else ()
            ),
        )
    ]
    if r.point_worth is not None:
        said[0] = (
            *said[0],
            "One point more is worth ",
            Fig(told.money.short(r.point_worth.mean), "point"),
            f" of {told.worth} ({told.money.span(r.point_worth)})",
            f" if all customers were alike, {told.money.short(r.point_worth_by_group or 0)} reckoned group by group."
            if _groups_say_more(r)
            else ".",
        )
    return tuple(said)


def _segments_apart(r: Retention, valued: list[RetentionSegment]) -> tuple[Prose, ...]:
    if r.point_worth is None or len(valued) < 2:
        return ()
    return (
        (
            (
                "The segments need not add up to the whole: each keeps its customers at its own rate, and a point "
                "is worth more "
                "the higher that rate already is."
            ),
        ),
    )


def _years(years: float) -> str:
    return (
        plural(round(12 * years), "month")
        if years < 2
        else f"{years:.1f} years"
        if years < 10
        else f"{years:.0f} years"
    )


def _chart(told: Telling, r: Retention, valued: list[RetentionSegment]) -> Chart:
    rows = [
        Row(capital(s.name), e.low, e.mean, e.high, figure=compact(e.mean, told.money.sign))
        for s in valued
        if (e := s.point_worth)
    ]
    sign = told.money.sign

    def draw(width: int) -> Drawing:
        return interval_rows(
            [Row(_short(row.label, width), row.low, row.mean, row.high, figure=row.figure) for row in rows],
            width=width,
            label_width=106 if width < 480 else 150,
            figure_width=58,
            axis_text=lambda v: compact(v, sign),
            row_height=40,
        )

    return Chart(
        "point",
        f"Worth of one more point of retention in {plural(len(rows), 'segment')}, each with its range.",
        {"wide": draw(1024), "narrow": draw(350), "paper": draw(640)},
        _segments(told, r),
    )


def _short(name: str, width: int) -> str:
    most = 14 if width < 480 else 21
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _segments(told: Telling, r: Retention) -> Table:
    unit, noted = told.money.unit, any(s.note for s in r.segments)
    return Table(
        "What a point of retention is worth, by segment",
        (
            Column("Segment"),
            Column("Customers", "in the base", "figures"),
            Column("Kept a year", "range", "figures"),
            Column(f"{capital(told.worth)} a customer", told.money.unit_of("a year"), "figures"),
            Column("A point is worth", unit, "figures"),
            Column("Range", unit, "figures"),
            *((Column("Note"),) if noted else ()),
        ),
        tuple(_segment(s, noted=noted) for s in r.segments),
        leads=tuple(f"group={s.name}" if s.name in GROUPS else "" for s in r.segments),
    )


def _segment(s: RetentionSegment, *, noted: bool) -> tuple[Cell, ...]:
    return (
        capital(s.name),
        count(s.customers),
        _share(s.rate),
        "–" if s.margin_per_customer_year is None else count(s.margin_per_customer_year),
        "–" if s.point_worth is None else count(s.point_worth.mean),
        "–" if s.point_worth is None else f"{count(s.point_worth.low)} to {count(s.point_worth.high)}",
        *((s.note or "",) if noted else ()),
    )


def _share(rate: Estimate | None) -> str:
    if rate is None:
        return "not known"
    return f"{whole_percent(rate.mean)} ({whole_percent(rate.low)} to {whole_percent(rate.high)})"


def _definitions(r: Retention) -> Table | None:
    if not r.definitions:
        return None
    rows: list[tuple[Cell, ...]] = [
        (capital(name), "not known" if value is None else percent(value), meaning)
        for name, value, meaning in r.definitions
    ]
    if r.five_points_percent is not None:
        e = r.five_points_percent
        places = 0 if round(e.high) > round(e.low) else 1
        span = f"{e.low:.{places}f}% to {e.high:.{places}f}%"
        rows.append(
            (
                "Five points more retention",
                f"+{e.mean:.{places}f}%",
                f"Gain in a customer's worth, {range_of(e)} {span}; what the points cost is not in it.",
            )
        )
    return Table(
        "Retention by its several definitions",
        (Column("Rate"), Column("Here", "", "figures"), Column("What it counts")),
        tuple(rows),
    )


def _steps(r: Retention) -> Table | None:
    if not r.kotler:
        return None
    return Table(
        "Four steps after Kotler",
        (Column("Step"), Column("As far as the orders go")),
        tuple((f"{i}. {step}", said) for i, (step, said) in enumerate(r.kotler, start=1)),
    )


def _literature(r: Retention) -> Table | None:
    if not r.literature:
        return None
    return Table(
        "What textbooks claim, and what these orders say",
        (Column("Claim"), Column("Here"), Column("Why they differ")),
        tuple(((Strong(c.claim), f" {c.source}."), c.own, c.why) for c in r.literature),
    )
