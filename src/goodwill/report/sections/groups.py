"""The four groups: where all customers stand, what each group is worth and how to treat it."""

import math
from collections import Counter

from goodwill.portfolio.analysis import Cuts, Group, GroupMap
from goodwill.report.asks import EVEN
from goodwill.report.charts.frame import compact
from goodwill.report.charts.group_map import group_map
from goodwill.report.parts import Cell, Chart, Column, Fig, Mark, Pill, Prose, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import capital, count, percent, plural, range_of, short_span, span, whole_percent


def section(told: Telling) -> Section | None:
    a = told.analysis
    if a.cuts is None or not a.groups:
        return None
    cuts = a.cuts
    return Section(
        "groups",
        _title(told),
        f"Customers by their chance to order within {span(a.settings.horizon)} and by {_potential(cuts)} a year "
        "while they "
        "stay (log scale). Stronger colour: more customers.",
        chart=None if a.group_map is None or not a.group_map.cells else _chart(told, a.group_map, cuts),
        tables=(_table(told),),
        note=_note(told, cuts),
    )


def _potential(cuts: Cuts) -> str:
    return "days with orders expected" if cuts.potential_is == "occasions" else f"{cuts.potential_is} expected"


def _sign(told: Telling, cuts: Cuts) -> str:
    return "" if cuts.potential_is == "occasions" else told.money.sign


def _chart(told: Telling, spread: GroupMap, cuts: Cuts) -> Chart:
    sign = _sign(told, cuts)
    sizes = ", ".join(f"{plural(g.customers, *NAMES[g.name])}" for g in told.groups)
    drawings = {
        place: group_map(spread, cuts, told.groups, sign=sign, width=width)
        for place, width in (("wide", 1024), ("narrow", 350), ("paper", 640))
    }
    return Chart(
        "groups",
        f"All customers by chance to return and potential, cut at {percent(cuts.expected_to_return)} and "
        f"{compact(cuts.potential, sign)}: {sizes}.",
        drawings,  # type: ignore[arg-type]
        _spread_table(spread, sign),
        narrow_note="On a narrow screen neighbouring cells are put together.",
    )


NAMES: dict[str, tuple[str, str]] = {
    "true friend": ("true friend", "true friends"),
    "butterfly": ("butterfly", "butterflies"),
    "barnacle": ("barnacle", "barnacles"),
    "stranger": ("stranger", "strangers"),
}


def _title(told: Telling) -> str:
    friends, butterflies = told.group("true friend"), told.group("butterfly")
    worth = sum(g.value.mean for g in told.groups if g.value is not None)
    if friends is None or not friends.customers:
        return "No customer is both valuable and likely to return"
    part = friends.customers / max(told.customers, 1)
    go = ""
    may_go = told.analysis.cuts is not None and told.analysis.cuts.expected_to_return <= EVEN
    if butterflies is not None and butterflies.customers and may_go:
        one = butterflies.customers == 1
        go = f"; {count(butterflies.customers)} valuable {'one' if one else 'ones'} may go"
    if friends.value is None or worth <= 0:
        return f"{percent(part)} of the customers are true friends{go}"
    return (
        f"{percent(part)} of the customers hold {percent(friends.value.mean / worth)} of the {told.worth} to come{go}"
    )


def _table(told: Telling) -> Table:
    a = told.analysis
    unit = told.money.unit
    valued = any(g.value is not None for g in told.groups)
    end = max((g.value.high for g in told.groups if g.value is not None), default=0.0)
    columns = [Column("Group", "", "pill"), Column("Customers", "", "figures")]
    if valued and a.value is not None:
        columns += [
            Column(f"{capital(told.worth)} a year", unit, "figures"),
            Column(f"Worth, {short_span(a.value.horizon)}", unit, "figures"),
            Column(f"0 to {compact(end, told.money.sign)}", range_of(a.value.estimate), "mark"),
        ]
    columns.append(Column("Treatment"))
    return Table(
        "The four groups",
        tuple(columns),
        tuple(_row(told, group, end, valued=valued) for group in told.groups),
        leads=tuple(f"group={group.name}" for group in told.groups),
    )


def _row(told: Telling, group: Group, end: float, *, valued: bool) -> tuple[Cell, ...]:
    cells: list[Cell] = [Pill(group.name), count(group.customers)]
    if valued:
        v = group.value
        cells.append("–" if group.expected_margin is None else count(group.expected_margin))
        if v is None:
            cells += ["no customer" if not group.customers else "not known", ""]
        else:
            words = f"{told.money.short(v.mean)}, {range_of(v)} {told.money.span(v)}"
            cells += [count(v.mean), Mark(v.mean, v.low, v.high, end, words)]
    cells.append(group.treatment)
    return tuple(cells)


def _note(told: Telling, cuts: Cuts) -> Prose:
    spread = told.analysis.group_map
    left = (
        ""
        if spread is None or not spread.without_potential
        else f" {plural(spread.without_potential, 'customer')} without potential "
        f"{'is' if spread.without_potential == 1 else 'are'} "
        "not on the map."
    )
    where = "both medians" if cuts.chosen == "medians" else "as set"
    return (
        Fig(f"n = {count(told.customers)}", "groups"),
        (
            f". Cuts: {whole_percent(cuts.expected_to_return)} and {compact(cuts.potential, _sign(told, cuts))}, "
            f"{where}. Rings: the largest key accounts.{left} Groups "
            f"and treatment after Reinartz and Kumar (2002). As of {told.record.split(' to ')[1]}. "
            f"{told.sources}.{told.currency_note}"
        ),
    )


def _spread_table(spread: GroupMap, sign: str) -> Table:
    """The map in coarse figures: potential by tens, chance by quarters."""
    found: Counter[tuple[int, int]] = Counter()
    for cell in spread.cells:
        found[math.floor(cell.y + 1e-9), min(int(cell.x * 4 + 1e-9), 3)] += cell.customers
    bands = range(max(y for y, _ in found), min(y for y, _ in found) - 1, -1)
    return Table(
        "Customers by potential and chance to return",
        (
            Column("Potential a year"),
            *(Column(f"{25 * q}–{25 * (q + 1)}%", "chance to return", "figures") for q in range(4)),
        ),
        tuple(
            (f"{compact(10.0**y, sign)} to {compact(10.0 ** (y + 1), sign)}", *(count(found[y, q]) for q in range(4)))
            for y in bands
        ),
    )
