"""What PostgreSQL has to be asked beyond Ibis."""

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.schema as sch

from goodwill.terms import UsageError

_NUMERIC = 1700
_TYPES: Mapping[int, dt.DataType] = {  # object identifiers of pg_type
    16: dt.boolean,
    20: dt.int64,
    21: dt.int16,
    23: dt.int32,
    25: dt.string,
    700: dt.float32,
    701: dt.float64,
    1042: dt.string,
    1043: dt.string,
    1082: dt.date,
    1114: dt.timestamp,
    1184: dt.Timestamp(timezone="UTC"),
}


def read_only(backend: Any) -> None:
    """Let nothing that is sent on this connection write."""
    with backend.con.cursor() as cursor, backend.con.transaction():
        cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")


def answer_schema(backend: Any, query: str) -> sch.Schema:
    """The columns and types a query answers with, without running it to its end.

    Ibis 12 would create a view for this, which needs the right to write.

    Raises:
        UsageError: when it is no query, or asks for what is not there.
    """
    import psycopg

    try:
        with backend.con.cursor() as cursor, backend.con.transaction():
            cursor.execute(f"SELECT * FROM (\n{query}\n) AS asked LIMIT 0")
            return ibis.schema({column.name: _type(column) for column in cursor.description})
    except (psycopg.ProgrammingError, psycopg.InternalError) as error:
        said = str(error).partition("\n")[0]
        raise UsageError(f"The postgresql database cannot answer the query: {said}. Mend the query.") from error


def _type(column: Any) -> dt.DataType:
    if column.type_code == _NUMERIC and column.precision is not None:
        return dt.Decimal(column.precision, column.scale)
    return _TYPES.get(column.type_code, dt.unknown)
