"""Tables that come with types of their own: Parquet, other databases, data frames."""

from collections.abc import Mapping, Sequence

import duckdb

from goodwill.evidence.sources.quoting import identifier
from goodwill.evidence.sources.source import ADDED, Kind

_INTEGERS = frozenset(
    "TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT".split()  # noqa: SIM905
)
_KINDS: Mapping[str, Kind] = {
    "VARCHAR": "text",
    "FLOAT": "float",
    "DOUBLE": "float",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
    "BOOLEAN": "bool",
}
_TO_MICROSECONDS = ("TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S")


def typed_scan(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    line: str,
    *,
    hidden: frozenset[str] = frozenset(),
    names: Sequence[str] | None = None,
) -> tuple[dict[str, Kind], str]:
    """Columns with their kinds, and the SELECT that yields them with `_line`, `_problem` and `_raw`.

    `relation` is SQL for a FROM clause, `line` the SQL of the row's number; columns in `hidden` are left out.
    `names` are given to the columns in order; else they keep their own.
    Whatever is no number, date, time stamp or truth value (lists, structures, enumerations, times of day) becomes
    text. Plain columns are passed through, so that unused columns are never read.
    """
    described = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    given = iter(names) if names is not None else None
    columns: dict[str, Kind] = {}
    selected: list[str] = []
    for name, kind_of_engine, *_ in described:
        if name in hidden:
            continue
        kind, cast = _kind(kind_of_engine)
        shown = _free(name, columns) if given is None else next(given)
        columns[shown] = kind
        sql = f"CAST({identifier(name)} AS {cast})" if cast else identifier(name)
        selected.append(f"{sql} AS {identifier(shown)}")
    selected += [f"{line} AS _line", "CAST(NULL AS VARCHAR) AS _problem", "CAST(NULL AS VARCHAR) AS _raw"]
    return columns, f"(SELECT {', '.join(selected)} FROM {relation})"


def _kind(engine: str) -> tuple[Kind, str | None]:
    if engine in _INTEGERS:
        return "int", None
    if engine.startswith("DECIMAL"):
        return "decimal", None
    if engine in _TO_MICROSECONDS:
        return "timestamp", "TIMESTAMP"
    if engine in _KINDS:
        return _KINDS[engine], None
    return "text", "VARCHAR"


def _free(name: str, taken: Mapping[str, Kind]) -> str:
    used = {other.casefold() for other in (*ADDED, *taken)}
    free, turn = name, 2
    while free.casefold() in used:
        free, turn = f"{name}_{turn}", turn + 1
    return free
