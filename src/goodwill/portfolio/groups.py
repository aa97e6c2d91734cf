"""The four relationship groups of Reinartz and Kumar (2002), on potential and expected return."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from goodwill.portfolio.analysis import Cuts, Group, GroupMap, GroupName, LoyaltyBand, MapCell, MapPoint
from goodwill.terms import Finding

GROUPS: tuple[GroupName, ...] = ("stranger", "butterfly", "barnacle", "true friend")
"""In the order of their codes: 2 x expected to return + 1 x high potential."""

TOLD: tuple[GroupName, ...] = ("true friend", "butterfly", "barnacle", "stranger")
"""In the order of telling, most valued first."""

CROWD, NEAR = 0.25, 0.005
"""A cut of return has a crowd where a quarter of the customers lie within half a point of it."""

PLURALS: dict[GroupName, str] = {
    "stranger": "strangers",
    "butterfly": "butterflies",
    "barnacle": "barnacles",
    "true friend": "true friends",
}

TREATMENTS: dict[GroupName, str] = {
    "stranger": "No investment in the relationship; make profit on every transaction.",
    "butterfly": "Satisfy each transaction, harvest while it is active, stop investing early.",
    "barnacle": "Measure wallet size and share: a small share calls for cross-selling, "
    "a small wallet for cost control.",
    "true friend": "Communicate consistently, not too often; build loyalty in attitude and act; delight and defend.",
}
"""After Reinartz and Kumar (2002), Harvard Business Review 80(7), 86-94, paraphrased."""

PotentialIs = Literal["margin", "assumed margin", "revenue", "occasions"]


@dataclass(frozen=True, eq=False)
class Grouping:
    """Each customer's code into GROUPS, shape (customers,), and the cuts that made it."""

    codes: NDArray[np.int8]
    cuts: Cuts


def group_customers(
    potential: NDArray[np.float64],
    expected_to_return: NDArray[np.float64],
    *,
    potential_is: PotentialIs,
    potential_cut: float | None = None,
    return_cut: float | None = None,
) -> Grouping:
    """Cut both axes, at their medians unless a cut is given; at or above the cut is high."""
    high = float(np.median(potential)) if potential_cut is None else potential_cut
    loyal = float(np.median(expected_to_return)) if return_cut is None else return_cut
    codes = (potential >= high).astype(np.int8) + 2 * (expected_to_return >= loyal).astype(np.int8)
    chosen: Literal["medians", "set"] = "medians" if potential_cut is None and return_cut is None else "set"
    return Grouping(codes, Cuts(high, loyal, potential_is, chosen))


def empty_groups(groups: tuple[Group, ...]) -> list[Finding]:
    return [
        Finding(
            "empty-group",
            "note",
            f"No customer is a {group.name} at these cuts. Either axis can be cut elsewhere.",
        )
        for group in groups
        if group.customers == 0
    ]


def crowded_cut(expected_to_return: NDArray[np.float64], cuts: Cuts) -> list[Finding]:
    """A finding where many customers lie so close to the return cut that its two sides hardly differ."""
    if not len(expected_to_return):
        return []
    crowd = int((np.abs(expected_to_return - cuts.expected_to_return) <= NEAR).sum())
    if crowd < CROWD * len(expected_to_return):
        return []
    return [
        Finding(
            "crowded-cut",
            "note",
            f"{crowd:,} of {len(expected_to_return):,} customers lie within half a point of the return cut, "
            f"{100 * cuts.expected_to_return:.1f}%: on which side of it they fall says little, so barnacles and true "
            "friends near it hardly differ from strangers and butterflies. A cut set elsewhere would part them.",
        )
    ]


def map_groups(
    ids: list[str],
    named_rows: NDArray[np.intp],
    potential: NDArray[np.float64],
    expected_to_return: NDArray[np.float64],
    *,
    columns: int = 100,
    rows: int = 40,
) -> GroupMap:
    """Customers counted in cells of equal width, over return (0 to 1) and log10 of potential."""
    positive = potential > 0
    logs = np.log10(potential[positive]) if positive.any() else np.zeros(0)
    low, high = (float(np.floor(logs.min())), float(np.ceil(logs.max()))) if len(logs) else (0.0, 1.0)
    step_x, step_y = 1.0 / columns, max(high - low, 1.0) / rows
    x = np.minimum((expected_to_return[positive] / step_x).astype(np.int64), columns - 1)
    y = np.minimum(((logs - low) / step_y).astype(np.int64), rows - 1)
    cells, counts = np.unique(x * rows + y, return_counts=True)
    return GroupMap(
        step_x,
        step_y,
        tuple(
            MapCell(float(cell // rows) * step_x, low + float(cell % rows) * step_y, int(n))
            for cell, n in zip(cells, counts, strict=True)
        ),
        tuple(
            MapPoint(name, float(expected_to_return[row]), float(potential[row]))
            for name, row in zip(ids, named_rows, strict=True)
            if potential[row] > 0
        ),
        int((~positive).sum()),
    )


BANDS = 5


def bands_of(called: NDArray[np.float64], bands: int = BANDS) -> NDArray[np.int8]:
    """Of each customer the band it falls into, 1 for the least likely; bands are of equal size."""
    found = np.zeros(len(called), np.int8)
    for number, rows in enumerate(np.array_split(np.argsort(called, kind="stable"), bands), start=1):
        found[rows] = number
    return found


def backtest_loyalty(
    called: NDArray[np.float64], returned: NDArray[np.bool_], bands: int = BANDS
) -> tuple[LoyaltyBand, ...]:
    """Customers in bands of equal size by the chance called at a past origin, beside the share that did return."""
    if not len(called):
        return ()
    order = np.argsort(called, kind="stable")
    return tuple(
        LoyaltyBand(
            float(called[rows[0]]),
            float(called[rows[-1]]),
            len(rows),
            float(called[rows].mean()),
            float(returned[rows].mean()),
        )
        for rows in np.array_split(order, bands)
        if len(rows)
    )
