"""The rungs of the relationship ladder that orders alone can show."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

RUNGS = ("purchaser", "client", "quiet", "lapsed")
"""In the order of their codes. Supporter, advocate and partner need attitude, referrals and ties, which an order book
does not hold, so no customer is put on them."""


def rungs(
    occasions_in_window: NDArray[np.int64], expected_to_return: NDArray[np.float64], *, return_cut: float
) -> NDArray[np.int8]:
    """Codes into RUNGS: one occasion within W is a purchaser, two or more a client; silent for W, quiet or lapsed."""
    silent = np.where(expected_to_return >= return_cut, 2, 3)
    return np.where(occasions_in_window > 1, 1, np.where(occasions_in_window == 1, 0, silent)).astype(np.int8)


def words(codes: NDArray[np.int8], shelf: tuple[str, ...]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(shelf)).cast(pa.string())
