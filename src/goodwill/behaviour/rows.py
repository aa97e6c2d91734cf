"""Walking over many rows in chunks, always summed in one order."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Result = TypeVar("Result")

# A chunk and what is computed from it stay in the processor's cache.
CHUNK = 1 << 13


def chunks(rows: int, size: int = CHUNK) -> Iterator[slice]:
    return (slice(start, min(start + size, rows)) for start in range(0, rows, size))


def summed(part: Callable[[slice], Floats], rows: int) -> Floats:
    """The sum of `part(chunk)` over all chunks of `rows`; of an empty chunk where there are no rows.

    On one thread, after measuring: the steps over such a chunk are so short that two threads lose more by handing
    the interpreter's lock to and fro than they gain (a likelihood of a million rows: 35 ms on one, 40 to 55 on two).
    """
    return np.asarray(np.sum([part(piece) for piece in chunks(rows)] or [part(slice(0, 0))], axis=0))


def in_parallel(part: Callable[[slice], Result], pieces: Sequence[slice]) -> list[Result]:
    """`part` of each piece, on all cores, in the order of the pieces; for parts whose numpy steps take long."""
    if len(pieces) == 1:
        return [part(pieces[0])]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(part, pieces))


def hashed_sample(rows: int, wanted: int) -> NDArray[np.intp]:
    """About `wanted` of `rows` row numbers, ascending: those with a small hash, so that no order of the rows matters.

    The hash is splitmix64 (Steele, Lea & Flood 2014), the same on every machine.
    """
    if wanted >= rows:
        return np.arange(rows)
    mixed = np.arange(1, rows + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return np.flatnonzero(mixed < np.uint64(wanted / rows * 2**64))
