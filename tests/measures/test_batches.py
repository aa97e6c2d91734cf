import ibis
import numpy as np
import pyarrow as pa

from goodwill.measures.batches import batches


def test_all_rows_come_in_the_types_that_the_table_has(connection):
    table = connection.create_table("many", ibis.memtable(pa.table({"number": np.arange(1_500_000)})), temp=True)
    grouped = table.group_by(last=table.number % 10).aggregate(total=table.number.sum())
    found = list(batches(grouped))
    assert {batch.schema for batch in found} == {grouped.schema().to_pyarrow()}
    assert sum(sum(batch["total"].to_pylist()) for batch in found) == 1_500_000 * 1_499_999 // 2
    assert sum(batch.num_rows for batch in batches(table)) == 1_500_000
