from goodwill.measures.revenue import RevenueMonth
from goodwill.report.charts.revenue import amounts, bought_in, revenue, scale_of
from goodwill.report.parts import Chart, Column, Fig, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import capital, count, fraction, month, plural

SEASON = 3
NO_NEWS = 0.02
YEAR = 12


def section(told: Telling) -> Section | None:
    """What came in each month: net revenue, or days with orders where no amount is known."""
    months = told.analysis.revenue
    if not months:
        return None
    money = months[0].net is not None
    unit = scale_of([amounts(m) for m in months])
    what = "Net revenue a month after returns" if money else "Purchase days a month"
    partly = [m for m in months if not m.whole]
    return Section(
        "revenue",
        _title(told, money=money),
        f"{what}, {told.money.counted(unit)}" if money else what,
        chart=Chart(
            "revenue",
            f"{what}, one bar a month from {month(months[0].month)} to {month(months[-1].month)}.",
            {
                "wide": revenue(months, recent=SEASON, width=492 if len(months) <= HALF else 1024),
                "narrow": revenue(months, recent=SEASON, width=350),
                "paper": revenue(months, recent=SEASON, width=640),
            },
            _table(told, months, money=money),
        ),
        note=(
            Fig(f"n = {plural(told.analysis.evidence.accepted, 'row')}", "revenue" if money else "occasion"),
            f", {told.record}. {told.sources}."
            + (f" Dashed: {_partly(partly)} not on record as a whole." if partly else ""),
        ),
        half=len(months) <= HALF,
    )


HALF = 13
"""With more months the bars need the whole width."""


def _partly(months: list[RevenueMonth]) -> str:
    names = [month(m.month) for m in months]
    return f"{names[0]} is" if len(names) == 1 else f"{' and '.join(names)} are"


def _title(told: Telling, *, money: bool) -> str:
    whole = told.whole_months
    lead = "The last three months brought" if money else "The last three months saw"
    if len(whole) >= YEAR + SEASON:
        now, then = _sum(whole[-SEASON:]), _sum(whole[-SEASON - YEAR : -YEAR])
        return f"{lead} {_compared(now, then, money=money)} a year before"
    if len(whole) >= 2 * SEASON:
        now, then = _sum(whole[-SEASON:]), _sum(whole[-2 * SEASON : -SEASON])
        return f"{lead} {_compared(now, then, money=money)} the three before"
    total = sum(amounts(m) for m in told.analysis.revenue)
    return f"{told.money.short(total)} has come in so far" if money else f"{plural(total, 'purchase day')} so far"


def _compared(now: float, then: float, *, money: bool) -> str:
    """Such as "a third more than" or "12% fewer purchase days than"."""
    change = now / then - 1 if then > 0 else 1.0
    if abs(change) < NO_NEWS:
        return "about as much as" if money else "about as many purchase days as"
    size = f"{fraction(abs(change))} " if then > 0 else ""
    if money:
        return f"{size}{'more' if change > 0 else 'less'} than"
    return f"{size}{'more' if change > 0 else 'fewer'} purchase days than"


def _sum(months: tuple[RevenueMonth, ...]) -> float:
    return sum(amounts(m) for m in months)


def _table(told: Telling, months: tuple[RevenueMonth, ...], *, money: bool) -> Table:
    unit = told.money.unit
    amounts_of = (
        (Column("Purchases", unit, "figures"), Column("Returned", unit, "figures"), Column("Net", unit, "figures"))
        if money
        else ()
    )
    rows = []
    for m in months:
        figures = tuple(count(v or 0) for v in (m.gross, m.returned, m.net)) if money else ()
        name = month(m.month) + ("" if m.whole else ", in part")
        rows.append((name, *figures, count(m.occasions), count(m.customers)))
    columns = (Column("Month"), *amounts_of, Column("Purchase days", "", "figures"), Column("Customers", "", "figures"))
    return Table(
        capital("revenue and purchase days by month") if money else "Purchase days by month",
        columns,
        tuple(rows),
        leads=tuple(bought_in(m.month) for m in months),
    )
