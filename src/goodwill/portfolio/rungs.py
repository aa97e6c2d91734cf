"""The rungs of the relationship ladder that orders alone can show."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goodwill.network.ladder import BY_ORDERS, by_orders

RUNGS = BY_ORDERS
"""In the order of their codes. Supporter, advocate and partner need attitude, referrals and ties, which an order book
does not hold, so no customer is put on them."""


def rungs(
    occasions_in_window: NDArray[np.int64], expected_to_return: NDArray[np.float64], *, return_cut: float
) -> NDArray[np.int8]:
    """Codes into RUNGS, by the rule of the whole ladder."""
    return by_orders(occasions_in_window, expected_to_return, return_cut)


def words(codes: NDArray[np.int8], shelf: tuple[str, ...]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(shelf)).cast(pa.string())
