import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodwill.portfolio.analysis import Analysis
from goodwill.portfolio.standings import SCHEMA, Standings
from goodwill.report.customers import harmless, write_customers


def named(*names: str) -> Standings:
    return Standings(len(names), {"orders": np.arange(len(names))}, {"customer_id": lambda rows: pa.array(names[rows])})


def test_parquet_and_csv_hold_a_row_for_every_customer(analysis: Analysis, tmp_path: Path):
    written = write_customers(analysis, tmp_path)

    assert [path.name for path in written] == ["customers.parquet", "customers.csv"]
    assert pq.read_table(written[0]).schema == SCHEMA
    assert pq.ParquetFile(written[0]).metadata.num_rows == analysis.standings.rows
    with written[1].open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    assert rows[0] == SCHEMA.names
    assert len(rows) == 1 + analysis.standings.rows


def test_parquet_is_packed_with_zstd(analysis: Analysis, tmp_path: Path):
    parquet, _ = write_customers(analysis, tmp_path)

    assert pq.ParquetFile(parquet).metadata.row_group(0).column(0).compression == "ZSTD"


def test_a_crowd_gets_no_csv_and_an_old_one_goes(analysis: Analysis, tmp_path: Path):
    class Crowd(Standings):
        def batches(self) -> Iterator[pa.RecordBatch]:
            yield self.batch(slice(0, 2))

    (tmp_path / "customers.csv").write_text("of an earlier run")
    many = replace(analysis, standings=Crowd(1_000_000, {"orders": np.zeros(2)}, {}))

    written = write_customers(many, tmp_path)

    assert [path.name for path in written] == ["customers.parquet"]
    assert not (tmp_path / "customers.csv").exists()


@pytest.mark.parametrize(
    "name",
    [
        "=1+1",
        "+49 170",
        "-2",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "\r=1",
        "\N{FULLWIDTH EQUALS SIGN}1",
        "\N{FULLWIDTH PLUS SIGN}1",
        "\N{FULLWIDTH HYPHEN-MINUS}1",
        "\N{FULLWIDTH COMMERCIAL AT}x",
        '=HYPERLINK("http://x","y")',
    ],
)
def test_what_a_spreadsheet_would_run_is_kept_from_running(name: str):
    batch = harmless(named(name).batch(slice(0, 1)))

    assert batch["customer_id"][0].as_py() == f"'{name}"


@pytest.mark.parametrize("name", ["17850", "Ann-Marie", "a=b", "", "Ω & Söhne", "'quoted"])
def test_what_it_would_not_run_is_left_alone(name: str):
    assert harmless(named(name).batch(slice(0, 1)))["customer_id"][0].as_py() == name


def test_numbers_and_nulls_pass_through(analysis: Analysis):
    batch = analysis.standings.batch(slice(0, 5))

    assert harmless(batch)["p_return"].equals(batch["p_return"])
    assert harmless(batch)["rung"].null_count == 5


def test_parquet_keeps_ids_as_they_are(analysis: Analysis, tmp_path: Path):
    odd = replace(analysis, standings=named("=1+1", "007"))

    parquet, text = write_customers(odd, tmp_path)

    assert pq.read_table(parquet)["customer_id"].to_pylist() == ["=1+1", "007"]
    assert "'=1+1" in text.read_text(encoding="utf-8")
