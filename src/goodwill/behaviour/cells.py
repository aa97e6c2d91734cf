from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodwill.terms import Histories

# A lookup table of this many places costs less than sorting the rows.
LOOKUP_PLACES = 1 << 26
ROUNDING = 1e-6


@dataclass(frozen=True, eq=False)
class Cells:
    """The distinct kinds of history in a base, and the kind of each row.

    What an active customer will do depends on its repeat purchases x and age T alone: 10,000,000 customers of two
    years share 36,000 pairs. x, T: shape (cells,), T in the unit of the histories. paid: x again, or 0 where no mean
    spend is known of them; such rows have cells of their own. of_row: shape (rows,).
    """

    x: NDArray[np.int64]
    T: NDArray[np.float64]
    paid: NDArray[np.int64]
    of_row: NDArray[np.int32]

    @classmethod
    def of(cls, histories: Histories) -> "Cells":
        ages, age = _ages(histories)
        pairs, of_row = _distinct(2 * (histories.repeat_purchases * len(ages) + age) + spend_known(histories))
        x = pairs // (2 * len(ages))
        return cls(x, ages[pairs // 2 % len(ages)], np.where(pairs % 2 == 1, x, 0), of_row)


def spend_known(histories: Histories) -> NDArray[np.bool_]:
    """Whether a row has repeat purchases with a known, positive mean spend."""
    if histories.mean_spend is None:
        return np.zeros(histories.rows, dtype=np.bool_)
    return np.asarray((histories.repeat_purchases > 0) & (histories.mean_spend > 0))


def _ages(histories: Histories) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Distinct ages and the one of each row; every whole day from 0 counts as one where all ages are whole days."""
    days = histories.observed_for * histories.days_per_unit
    whole = np.rint(days)
    if len(days) and np.abs(days - whole).max() < ROUNDING and whole.max() < LOOKUP_PLACES:
        every_day = np.arange(int(whole.max()) + 1) / histories.days_per_unit
        return every_day, whole.astype(np.int64)
    ages, age = np.unique(histories.observed_for, return_inverse=True)
    return ages, age


def _distinct(key: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    places = int(key.max(initial=0)) + 1
    if places > LOOKUP_PLACES or places > 1000 + 20 * len(key):
        distinct, of_row = np.unique(key, return_inverse=True)
        return distinct, of_row.astype(np.int32)
    present = np.zeros(places, dtype=np.bool_)
    present[key] = True
    distinct = np.flatnonzero(present).astype(np.int64)
    place_of = np.zeros(places, dtype=np.int32)
    place_of[distinct] = np.arange(len(distinct), dtype=np.int32)
    return distinct, place_of[key]
