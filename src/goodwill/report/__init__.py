"""What an analysis looks like: the report as a page and on paper, its figures as JSON, its customers as files.

`goodwill.report(analysis, "report.html")` works although that is also the name of this package:
a module can be called.
"""

import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from goodwill.terms import UsageError

if TYPE_CHECKING:
    from goodwill.evidence.order_book import OrderBook
    from goodwill.portfolio.analysis import Analysis

__all__ = ["report", "write_outputs", "write_report"]


def write_report(analysis: "Analysis", path: Path | str) -> Path:
    """Write the relationship report and return where it is: a page for `.html`, paper for `.pdf`.

    Raises:
        UsageError: for another ending; or for `.pdf` where the renderer is not installed, with the way to get it.
    """
    from goodwill.report.document import compose
    from goodwill.report.html import page
    from goodwill.report.pdf import paper

    path = Path(path)
    kind = path.suffix.lower()
    if kind not in (".html", ".htm", ".pdf"):
        raise UsageError(f'A report is written as .html or .pdf, not as "{path.name}".')
    document = compose(analysis)
    written = paper(document) if kind == ".pdf" else page(document).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written)
    return path


report = write_report


def write_outputs(analysis: "Analysis", book: "OrderBook", folder: Path, *, pdf: bool = False) -> list[Path]:
    """Write all that `goodwill analyse` leaves behind into `folder`, the report first, and say what was written.

    report.html (and report.pdf), results.json, customers.parquet (and .csv below 1,000,000 customers), set-aside.csv.
    """
    from goodwill.report.customers import write_customers

    folder.mkdir(parents=True, exist_ok=True)
    written = [write_report(analysis, folder / "report.html")]
    if pdf:
        written.append(write_report(analysis, folder / "report.pdf"))
    results = folder / "results.json"
    results.write_text(analysis.to_json(), encoding="utf-8")
    written += [results, *write_customers(analysis, folder)]
    set_aside = folder / "set-aside.csv"
    book.write_set_aside(set_aside)
    return [*written, set_aside]


class _CallableModule(ModuleType):
    def __call__(self, analysis: "Analysis", path: Path | str) -> Path:
        return write_report(analysis, path)


sys.modules[__name__].__class__ = _CallableModule
