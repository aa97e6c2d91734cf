"""Purchase occasions with the one before: what gaps, flows, cohorts and survival are counted from."""

import ibis
import ibis.expr.types as ir

KEPT = "customer_days_"
SPACED = "_occasions"


def occasions(days: ir.Table) -> ir.Table:
    """One row per occasion: customer, day, `previous` (day of the one before; NULL for the first), `first`.

    Ordering 40,000,000 rows costs seconds: beside customer days that were materialised in DuckDB the result is kept
    too, and every later call takes it from there. Elsewhere it is an expression.
    """
    name = _kept_name(days)
    if name is None:
        return spaced(days)
    connection, twin = days.get_backend(), name + SPACED
    connection.con.execute(f'CREATE TABLE IF NOT EXISTS "{twin}" AS {ibis.to_sql(spaced(days))}')
    return connection.table(twin)


def spaced(days: ir.Table) -> ir.Table:
    """The same as an expression."""
    bought = days.filter(days.purchases > 0)
    in_order = ibis.window(group_by=bought.customer, order_by=bought.day)
    return bought.select(
        "customer", "day", previous=bought.day.lag().over(in_order), first=bought.day.first().over(in_order)
    )


def _kept_name(days: ir.Table) -> str | None:
    """The table's name, if it is one that `materialise` made."""
    operation = days.op()
    if not isinstance(operation, ibis.expr.operations.DatabaseTable) or not operation.name.startswith(KEPT):
        return None
    return str(operation.name)
