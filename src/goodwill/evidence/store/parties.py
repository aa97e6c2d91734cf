"""At which level an analysis runs: each key in the orders stands for a party, such as the group it belongs to."""

import duckdb
import pyarrow as pa

from goodwill.evidence.asking import ask
from goodwill.evidence.counted import counted
from goodwill.terms import EvidenceError, UsageError

_PARTIES = "parties"


def lay_parties(connection: duckdb.DuckDBPyConnection, parties: pa.Table) -> None:
    """Make the table of (key, party) that `at_level` reads.

    Raises:
        UsageError: when a column is missing, holds anything but whole numbers, or a key stands there twice.
    """
    whole = {name for name in parties.column_names if pa.types.is_integer(parties.schema.field(name).type)}
    if not {"key", "party"} <= whole or any(parties[name].null_count for name in ("key", "party")):
        raise UsageError("The table of parties needs whole numbers in its columns key and party, in every row.")
    connection.register("given_parties", parties.select(["key", "party"]))
    connection.execute(
        f"CREATE TABLE {_PARTIES} AS SELECT CAST(key AS BIGINT) AS key, CAST(party AS BIGINT) AS party "
        "FROM given_parties"
    )
    connection.unregister("given_parties")
    twice, example = ask(
        connection, f"SELECT count(*), min(key) FROM (SELECT key FROM {_PARTIES} GROUP BY key HAVING count(*) > 1)"
    )
    if twice:
        raise UsageError(f"{twice:,} keys stand in the table of parties more than once (first: {example}).")


def at_level(connection: duckdb.DuckDBPyConnection, relation: str) -> str:
    """SQL of the rows with parties for customers.

    Raises:
        EvidenceError: when a key has no party.
    """
    missing, example = ask(
        connection,
        f"SELECT count(DISTINCT customer), min(customer) FROM {relation} AS rows ANTI JOIN {_PARTIES} AS parties "
        "ON parties.key = rows.customer",
    )
    if missing:
        raise EvidenceError(
            f"{counted(missing, 'customer in the orders has', 'customers in the orders have')} no party "
            f"(first: key {example}). Give each key its party."
        )
    return (
        f"(SELECT rows.* REPLACE (parties.party AS customer) FROM {relation} AS rows "
        f"JOIN {_PARTIES} AS parties ON parties.key = rows.customer)"
    )
