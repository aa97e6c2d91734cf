"""The shapes that the cells of a text column come in: "31/12/99" and "05/01/24" share the shape "99/99/99".

A column of a million cells has few shapes. Each is judged once, here, and not once a row; what was decided is then
carried out by the engine with its fast parsers.
"""

from dataclasses import dataclass

import duckdb

MOST_SHAPES = 2_000
LONGEST_CELL = 100


@dataclass(frozen=True)
class Shape:
    """`text` has every digit written as 9; `example` is one of the cells; `rows` is how many have this shape."""

    text: str
    example: str
    rows: int
    starts_with_zero: bool


@dataclass(frozen=True)
class Shapes:
    """The shapes of one column, commonest first. `complete` is False where only the commonest were kept."""

    every: tuple[Shape, ...]
    complete: bool


def shape_sql(cell: str) -> str:
    return f"translate({cell}, '0123456789', '9999999999')"


def zero_sql(cell: str) -> str:
    """SQL: is the first digit of the cell a zero?"""
    return f"starts_with(ltrim({cell}, '-+(€$£ '), '0')"


def shapes_of(connection: duckdb.DuckDBPyConnection, scan: str, cell: str) -> Shapes:
    """The shapes of the SQL expression `cell` over the whole of `scan`; empty cells (NULL) are left out.

    Cells of 100 letters and more are one shape of their own, the empty text.
    """
    found = connection.execute(
        f"SELECT CASE WHEN length(cell) < {LONGEST_CELL} THEN {shape_sql('cell')} ELSE '' END AS shape, "
        f"{zero_sql('cell')} AS zero, min(left(cell, {LONGEST_CELL})), count(*) AS n "
        f"FROM (SELECT {cell} AS cell FROM {scan} AS source) WHERE cell IS NOT NULL "
        f"GROUP BY ALL ORDER BY n DESC, shape, zero LIMIT {MOST_SHAPES + 1}"
    ).fetchall()
    every = tuple(Shape(shape, example, rows, zero) for shape, zero, example, rows in found[:MOST_SHAPES])
    return Shapes(every, len(found) <= MOST_SHAPES)
