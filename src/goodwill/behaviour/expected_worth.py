import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour.base import Base, sample_of
from goodwill.behaviour.outlook import Outlooks, Rows
from goodwill.behaviour.rows import chunks, in_parallel
from goodwill.behaviour.scoring_law import outlooks

Floats = NDArray[np.float64]
CHUNK = 1 << 16


def expected_worth(base: Base) -> Floats:
    """The means of `predict(...).value`, to the last digit, without their ranges: a fraction of the work.

    Raises:
        UsageError: for a base without spending.
    """
    ways, everyone = outlooks(base.behaviour, base.histories, base.question), base.everyone
    sample = sample_of(everyone)
    scored = float(_means(base, ways, sample) @ base.customers(sample))
    drawn = float(base.drawn_totals("value", everyone).mean())
    scale = drawn / scored if scored else 1.0
    worth = np.empty(base.histories.rows, dtype=np.float32)

    def fill(rows: slice) -> Floats:
        worth[rows] = _means(base, ways, rows) * scale
        return np.empty(0)

    in_parallel(fill, list(chunks(base.histories.rows, CHUNK)))
    return worth.astype(np.float64)


def _means(base: Base, ways: Outlooks, rows: Rows | slice) -> Floats:
    outlook = ways.of(rows)
    moments = outlook.ahead if outlook.value is None else outlook.value
    return base.spending.ahead(base.histories.take(rows)).expected(moments) * base.factor("value", rows)
