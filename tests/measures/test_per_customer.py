import ibis
import numpy as np
import pyarrow as pa

from goodwill.measures.per_customer import per_customer, rows_of


def test_values_stand_beside_their_customers_and_absent_ones_have_0(connection):
    table = pa.table({"customer": [30, 10, 99, 5], "orders": [3, 1, 9, 5], "cost": [0.3, None, 0.9, 0.5]})
    kept = connection.create_table("some", ibis.memtable(table), temp=True)
    found = per_customer(kept, np.array([10, 20, 30]))
    assert found["orders"].tolist() == [1, 0, 3]
    assert np.array_equal(found["cost"], [np.nan, 0, 0.3], equal_nan=True)


def test_nobody_asked_for_is_nobody_found():
    rows, known = rows_of(np.array([], np.int64), np.array([1, 2]))
    assert (rows.tolist(), known.tolist()) == ([0, 0], [False, False])
