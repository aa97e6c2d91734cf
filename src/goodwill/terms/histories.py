from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from goodwill.terms.errors import UsageError
from goodwill.terms.period import DAYS, Unit


@dataclass(frozen=True, eq=False)
class Histories:
    """What each customer did between its first occasion and the as-of day; ages are in `unit`.

    repeat_purchases (x): occasions after the first. last_purchase_age (t_x): age at the last occasion, 0 where
    x = 0. observed_for (T): age on the as-of day. mean_spend: mean amount of the repeat occasions, NaN where none
    is known. weights: how many customers share the row; 1 each unless given. All arrays have shape (rows,).
    """

    repeat_purchases: NDArray[np.int64]
    last_purchase_age: NDArray[np.float64]
    observed_for: NDArray[np.float64]
    unit: Unit = "week"
    mean_spend: NDArray[np.float64] | None = None
    weights: NDArray[np.float64] | None = field(default=None)

    def __post_init__(self) -> None:
        x, t, T = self.repeat_purchases, self.last_purchase_age, self.observed_for
        if not (x.shape == t.shape == T.shape and x.ndim == 1):
            raise UsageError("The arrays of a set of histories must have one and the same length.")
        for wrong, what in (
            (x < 0, "a negative number of repeat purchases"),
            (~np.isfinite(t) | ~np.isfinite(T), "an age that is no number"),
            (t < 0, "a last purchase before the first"),
            (t > T, "a last purchase after the observation date"),
            ((x == 0) & (t > 0), "a later last purchase, yet no repeat purchase"),
        ):
            if wrong.any():
                raise UsageError(
                    f"{int(wrong.sum()):,} of {len(x):,} histories have {what} "
                    f"(first: row {int(np.flatnonzero(wrong)[0])}). Mend or drop those rows."
                )

    @property
    def rows(self) -> int:
        return len(self.repeat_purchases)

    @property
    def customers(self) -> int:
        return self.rows if self.weights is None else round(float(self.weights.sum()))

    @property
    def days_per_unit(self) -> float:
        return DAYS[self.unit]

    def take(self, rows: NDArray[np.intp] | NDArray[np.bool_] | slice) -> "Histories":
        return Histories(
            self.repeat_purchases[rows],
            self.last_purchase_age[rows],
            self.observed_for[rows],
            self.unit,
            None if self.mean_spend is None else self.mean_spend[rows],
            None if self.weights is None else self.weights[rows],
        )
