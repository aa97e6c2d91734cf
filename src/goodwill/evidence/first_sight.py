"""The columns of a file whose orders cannot be read yet, so that a person can say which is what."""

from collections.abc import Mapping
from typing import Any

import duckdb

from goodwill.evidence.column_map import ROLES, ColumnMap
from goodwill.evidence.order_book import unreadable
from goodwill.evidence.recognising import at_first_sight
from goodwill.evidence.sources import open_sources
from goodwill.evidence.working_database import open_working_database


def columns_at_first_sight(given: Any, *, columns: Mapping[str, str]) -> tuple[ColumnMap, ...]:
    """Each column with its first values, and what it would be taken for, as far as that can be told.

    Args:
        given: as `read_orders` takes it.
        columns: role -> column, as far as a person has said; a column that is not there counts as not said.

    Raises:
        EvidenceError: where there is no table to be seen.
    """
    database = open_working_database()
    try:
        connection = database.connection.con
        said = {role: columns[role] for role in ROLES if role in columns}
        sources = open_sources(given, connection, database.scratch)
        return tuple(column for source in sources for column in at_first_sight(connection, source, said).columns)
    except duckdb.Error as error:
        raise unreadable(error) from error
    finally:
        database.close()
