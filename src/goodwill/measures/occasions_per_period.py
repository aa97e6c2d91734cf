import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.measures.batches import fetch
from goodwill.measures.occasions import occasions


def repeat_occasions(
    days: ir.Table, *, ends: NDArray[np.int64], step: int, known_until: int | None = None
) -> NDArray[np.int64]:
    """Occasions after each customer's first, in periods of `step` days that end on the days `ends`, both sides in.

    ends: day numbers (since 1970-01-01), `step` apart. known_until: only customers whose first occasion is on or
    before that day. Shape (periods,).
    """
    found = occasions(days)
    repeats = found.filter(found.previous.notnull(), found.day <= int(ends[-1]))
    if known_until is not None:
        repeats = repeats.filter(repeats["first"] <= known_until)
    by_day = fetch(repeats.group_by("day").aggregate(occasions=repeats.count()))
    period = len(ends) - 1 - (int(ends[-1]) - by_day["day"].to_numpy().astype(np.int64)) // step
    inside = period >= 0
    counts = np.zeros(len(ends), np.int64)
    np.add.at(counts, period[inside], by_day["occasions"].to_numpy()[inside])
    return counts
