"""How much is bought at a time."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

import math
from itertools import pairwise

from goodwill.measures.timing import SpendHistogram
from goodwill.report.charts.frame import compact
from goodwill.report.charts.histogram import histogram
from goodwill.report.parts import Chart, Column, Drawing, Fig, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import count, percent, plural

LEAST = 30


def section(told: Telling) -> Section | None:
    spends = told.analysis.spend_per_occasion
    if spends is None or sum(spends.counts) < LEAST:
        return None
    sign = told.money.sign
    middle = at_share(spends, 0.5)
    edges, counts = _trimmed(spends)
    lists = [_list(low, high) for low, high in pairwise(edges)]

    ticks = [(place, compact(amount, sign)) for place, amount in _ticks(edges)]

    def draw(width: int) -> Drawing:
        return histogram(counts, width=width, ticks=ticks, unit="spent on one purchase day (log scale)", leads=lists)

    without = f" {plural(spends.without, 'purchase day')} without an amount above 0 left out." if spends.without else ""
    return Section(
        "spending",
        f"Half of the purchase days bring more than {told.money.short(float(f'{middle:.2g}'))}",
        "Purchase days by what was bought on them before returns, % of all",
        chart=Chart(
            "spending",
            f"Spend on a purchase day: half of them bring {told.money.short(float(f'{middle:.2g}'))} or more.",
            {"wide": draw(492), "narrow": draw(350), "paper": draw(640)},
            _table(told, edges, counts),
        ),
        note=(
            Fig(f"n = {count(sum(spends.counts))} purchase days", "occasion"),
            f", {told.record}.{without} {told.sources}.{told.currency_note}",
        ),
        half=True,
    )


def at_share(spends: SpendHistogram, share: float) -> float:
    """The amount that `share` of the purchase days do not exceed, between the edges of its class on the log scale."""
    wanted, passed = share * sum(spends.counts), 0.0
    for low, high, n in zip(spends.edges, spends.edges[1:], spends.counts, strict=False):
        if n and passed + n >= wanted:
            return float(low * (high / low) ** ((wanted - passed) / n))
        passed += n
    return spends.edges[-1]


def _trimmed(spends: SpendHistogram) -> tuple[list[float], list[int]]:
    """Without the empty or all but empty classes at either end."""
    least = max(1, round(sum(spends.counts) / 5000))
    held = [i for i, n in enumerate(spends.counts) if n >= least]
    first, last = held[0], held[-1] + 1
    return list(spends.edges[first : last + 1]), list(spends.counts[first:last])


def _ticks(edges: list[float]) -> list[tuple[float, float]]:
    """Round amounts within the picture, with their places in classes: powers of ten, or also 3s where those are few."""
    ratio = math.log(edges[1] / edges[0])
    steps = (1, 3) if edges[-1] / edges[0] < 1000 else (1,)
    powers = range(math.floor(math.log10(edges[0])), math.ceil(math.log10(edges[-1])) + 1)
    amounts = [m * 10.0**power for power in powers for m in steps]
    return [(math.log(a / edges[0]) / ratio, a) for a in amounts if edges[0] * 0.99 <= a <= edges[-1] * 1.01]


def _list(low: float, high: float) -> str:
    """The list of the customers who spend so much on a purchase day on average: of single days no amount is kept."""
    return f"spend_from={low:.5g}&spend_to={high:.5g}"


def _table(told: Telling, edges: list[float], counts: list[int]) -> Table:
    """Class by class, without those that no purchase day fell into."""
    rows, leads, passed, total = [], [], 0, sum(counts)
    for (low, high), n in zip(pairwise(edges), counts, strict=True):
        passed += n
        if n:
            amounts = f"{_amount(low)} to {_amount(high)}"
            rows.append((amounts, count(n), percent(n / total), percent(passed / total)))
            leads.append(_list(low, high))
    return Table(
        "Spend on a purchase day, and who spends so much on average",
        (
            Column("Spend", told.money.unit),
            Column("Purchase days", "", "figures"),
            Column("Share", "of those shown", "figures"),
            Column("So far", "of those shown", "figures"),
        ),
        tuple(rows),
        leads=tuple(leads),
    )


def _amount(edge: float) -> str:
    return count(edge) if edge >= WHOLE else f"{edge:.2g}"


WHOLE = 10
"""From here on amounts are told without pence."""
