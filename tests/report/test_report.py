from pathlib import Path
from types import SimpleNamespace

import pytest

import goodwill as gw
import goodwill.report as package
from goodwill.portfolio.analysis import Analysis
from goodwill.report import write_outputs, write_report
from goodwill.terms import UsageError


def book() -> SimpleNamespace:
    return SimpleNamespace(write_set_aside=lambda path: path.write_text("file,line,reason,sentence,row\n"))


def test_the_ending_of_the_path_chooses_page_or_paper(analysis: Analysis, tmp_path: Path):
    assert write_report(analysis, tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert write_report(analysis, tmp_path / "new" / "report.PDF").read_bytes().startswith(b"%PDF")


def test_it_is_called_by_the_name_of_its_package(analysis: Analysis, tmp_path: Path):
    assert gw.report(analysis, tmp_path / "a.html").exists()
    assert package(analysis, str(tmp_path / "b.html")).exists()


def test_another_ending_is_refused_before_any_work(analysis: Analysis, tmp_path: Path):
    with pytest.raises(UsageError, match=r'A report is written as \.html or \.pdf, not as "report\.docx"\.'):
        write_report(analysis, tmp_path / "report.docx")


def test_an_analysis_leaves_its_files_in_one_folder_the_report_first(analysis: Analysis, tmp_path: Path):
    written = write_outputs(analysis, book(), tmp_path / "out", pdf=True)  # type: ignore[arg-type]

    assert [path.name for path in written] == [
        "report.html",
        "report.pdf",
        "results.json",
        "customers.parquet",
        "customers.csv",
        "set-aside.csv",
    ]
    assert all(path.stat().st_size for path in written)
