from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from goodwill.evidence.sources.staging import ProblemRow, TextStage, text_array


def test_rows_and_problem_rows_come_back(scratch: Path, connection: duckdb.DuckDBPyConnection):
    with TextStage(scratch) as stage:
        stage.add([["a", "b"], ["1", None]], [2, 4], [ProblemRow(3, "ragged_row", "x,y")])
        columns, scan = stage.scan(["name", "n"])
    assert columns == {"name": "text", "n": "text"}
    assert stage.rows == 3
    assert connection.execute(f"FROM {scan} ORDER BY _line").fetchall() == [
        ("a", "1", 2, None, None),
        (None, None, 3, "ragged_row", "x,y"),
        ("b", None, 4, None, None),
    ]


def test_columns_may_be_added_later(scratch: Path, connection: duckdb.DuckDBPyConnection):
    with TextStage(scratch) as stage:
        stage.add([["a"]], [1])
        stage.add([["b"], ["2"]], [2])
        _, scan = stage.scan(["name", "n"])
    assert connection.execute(f'SELECT "name", n FROM {scan} ORDER BY _line').fetchall() == [("a", None), ("b", "2")]


@pytest.mark.parametrize("cells", [["a", "", "bc"], ["é", "日本", ""], ["a", None], [], ["x\x00y"]])
def test_cells_become_text_as_they_are(cells: list[str | None]):
    array = text_array(cells)
    array.validate(full=True)
    assert (array.type, array.to_pylist()) == (pa.string(), cells)


def test_half_a_surrogate_pair_becomes_the_letter_that_nobody_knows():
    assert text_array(["a\ud800b", None, "é"]).to_pylist() == ["a\ufffdb", None, "é"]
