"""Each malformed input through `goodwill check`, against what was written down before the reader existed."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from . import (
    cases_amounts,
    cases_compressed,
    cases_currency,
    cases_customers,
    cases_dates,
    cases_dialects,
    cases_encoding,
    cases_excel,
    cases_folders,
    cases_json,
    cases_not_a_table,
    cases_options,
    cases_overlaps,
    cases_parquet,
    cases_shape,
    cases_sqlite,
)
from .case import Case
from .command import Ended, run

THEMES = (
    cases_encoding,
    cases_shape,
    cases_dialects,
    cases_customers,
    cases_not_a_table,
    cases_overlaps,
    cases_folders,
    cases_currency,
    cases_options,
)
MORE_THEMES = (cases_dates, cases_amounts, cases_compressed, cases_parquet, cases_json, cases_excel, cases_sqlite)
"""Each theme takes about five seconds; these run with the slow tests, so that the quick ones stay quick."""


def _cases(themes: Iterable[ModuleType]) -> list[Case]:
    return [case for theme in themes for case in theme.CASES]


def test_there_are_two_hundred_different_faults():
    cases = _cases((*THEMES, *MORE_THEMES))
    doubled = [name for name, count in Counter(map(str, cases)).items() if count > 1]
    assert not doubled
    assert len(cases) >= 200


@pytest.mark.parametrize("case", _cases(THEMES), ids=str)
def test_a_fault_ends_as_written_down(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    _assert_ends_as_written_down(case, tmp_path, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("case", _cases(MORE_THEMES), ids=str)
def test_a_fault_of_cells_or_formats_ends_as_written_down(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    _assert_ends_as_written_down(case, tmp_path, monkeypatch)


def _assert_ends_as_written_down(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "files").mkdir()
    monkeypatch.chdir(tmp_path / "files")  # some names bite only as relative ones
    ended = run(case.command, case.lay_out(tmp_path / "files"), tmp_path / "out")

    assert ended.code == case.ends, ended.said
    if case.says is not None:
        assert re.search(case.says, ended.said), ended.said
    if case.ends:
        assert ended.evidence is None
        assert re.search(r"[.!?)]$", ended.error.strip()), ended.error
        return
    assert ended.evidence is not None
    _assert_counts(case, ended.evidence)
    _assert_set_aside(case, ended)


def _assert_counts(case: Case, evidence: dict[str, Any]) -> None:
    assert evidence["rows"] == evidence["accepted"] + evidence["set_aside"]
    assert evidence["set_aside_reasons"] == dict(case.aside), evidence["findings"]
    assert (evidence["rows"], evidence["set_aside"]) == (case.rows, case.set_aside)
    expected = {
        "returns": case.returns,
        "orders": case.orders,
        "customers": case.customers,
        "outside_window": case.outside,
        "first": case.first,
        "last": case.last,
        "currency": case.currency,
    }
    found = {key: evidence[key] for key, value in expected.items() if value is not None}
    assert found == {key: value for key, value in expected.items() if value is not None}
    if case.net is not None:
        assert evidence["net_revenue"] == pytest.approx(case.net, abs=0.001)


def _assert_set_aside(case: Case, ended: Ended) -> None:
    with (ended.out / "set-aside.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert Counter(row["reason"] for row in rows) == Counter(case.aside)
    if case.lines is not None:
        assert [int(row["line"]) for row in rows] == list(case.lines)
    for row in rows:
        assert row["file"]
        assert int(row["line"]) >= 1
        assert row["sentence"].endswith(".")
        json.loads(row["row"])
        assert not any(cell[:1] in set("=+-@\t\r") for cell in row.values()), "a spreadsheet would run this"
