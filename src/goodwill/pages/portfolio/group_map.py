"""The map of potential and return as shapes of one SVG: cells rather than dots, so that a million customers fit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodwill.terms.money import short_amount

WIDTH, HEIGHT = 1000, 440
LEFT, RIGHT, TOP, BOTTOM = 74, 14, 30, 48
COLUMNS, ROWS = 96, 44
CLASSES = (1, 2, 4, 10, 25)
"""The least customers in a cell of each strength of colour."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True)
class GroupMap:
    """What the page draws.

    shades: one path for each class of CLASSES, empty where no cell has so many. low, high: log10 of potential at the
    lower and upper edge, for the brush. left_out: customers without potential.
    """

    shades: tuple[tuple[str, str], ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    cut_x: float
    cut_y: float
    low: float
    high: float
    customers: int
    left_out: int

    width, height = WIDTH, HEIGHT
    left, top = LEFT, TOP
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    plot_width, plot_height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM


def group_map(
    potential: Floats, to_return: Floats, *, cut_potential: float, cut_return: float, currency: str
) -> GroupMap | None:
    """None where nobody has a potential. currency: of potential, or empty where it is days with orders."""
    known = (potential > 0) & np.isfinite(to_return)
    if not known.any():
        return None
    logs = np.log10(potential[known])
    low, high = float(np.floor(logs.min() * 2) / 2), float(np.ceil(logs.max() * 2) / 2)
    high = max(high, low + 0.5)
    x = np.minimum((to_return[known] * COLUMNS).astype(np.int64), COLUMNS - 1)
    y = np.minimum(((logs - low) / (high - low) * ROWS).astype(np.int64), ROWS - 1)
    cells, counts = np.unique(x * ROWS + y, return_counts=True)
    wide, tall = (WIDTH - LEFT - RIGHT) / COLUMNS, (HEIGHT - TOP - BOTTOM) / ROWS
    edges = f"h{wide - 1.2:.1f}v{tall - 1.2:.1f}h-{wide - 1.2:.1f}z"
    level = np.searchsorted(CLASSES, counts, side="right")
    shades = []
    for code, least in enumerate(CLASSES, start=1):
        most = CLASSES[code] - 1 if code < len(CLASSES) else None
        name = f"{least} or more" if most is None else str(least) if most == least else f"{least}–{most}"
        corners = (
            f"M{LEFT + (cell // ROWS) * wide:.1f} {HEIGHT - BOTTOM - (cell % ROWS + 1) * tall:.1f}{edges}"
            for cell in cells[level == code].tolist()
        )
        shades.append((name, "".join(corners)))

    def height(log: float) -> float:
        return HEIGHT - BOTTOM - (log - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    return GroupMap(
        tuple(shades),
        tuple(Tick(LEFT + q / 4 * (WIDTH - LEFT - RIGHT), f"{25 * q}%") for q in range(5)),
        tuple(
            Tick(height(log), short_amount(10.0**log, currency or None))
            for log in range(int(np.ceil(low)), int(np.floor(high)) + 1)
        ),
        LEFT + cut_return * (WIDTH - LEFT - RIGHT),
        min(
            max(height(float(np.log10(cut_potential))) if cut_potential > 0 else HEIGHT - BOTTOM, TOP), HEIGHT - BOTTOM
        ),
        low,
        high,
        int(known.sum()),
        int((~known).sum()),
    )
