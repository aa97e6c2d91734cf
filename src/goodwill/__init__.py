"""What a company's relationships are worth, and the will to keep them.

>>> import goodwill as gw
>>> book = gw.read_orders(gw.samples.path("cdnow/transactions.parquet"))
>>> base = gw.analyse(book, horizon="39 weeks")
>>> base.evidence.customers
23502
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodwill import behaviour, samples
    from goodwill.evidence.order_book import OrderBook, read_orders
    from goodwill.portfolio.analyse import analyse
    from goodwill.portfolio.analysis import Analysis
    from goodwill.portfolio.evaluation import evaluate
    from goodwill.report import report
    from goodwill.report.notebook import charts
    from goodwill.terms import Estimate, EvidenceError, Finding, GoodwillError, Histories, Period, UsageError

_HOMES = {
    "OrderBook": "goodwill.evidence.order_book",
    "read_orders": "goodwill.evidence.order_book",
    "analyse": "goodwill.portfolio.analyse",
    "Analysis": "goodwill.portfolio.analysis",
    "evaluate": "goodwill.portfolio.evaluation",
    "report": "goodwill.report",
    "charts": "goodwill.report.notebook",
    "Estimate": "goodwill.terms",
    "EvidenceError": "goodwill.terms",
    "Finding": "goodwill.terms",
    "GoodwillError": "goodwill.terms",
    "Histories": "goodwill.terms",
    "Period": "goodwill.terms",
    "UsageError": "goodwill.terms",
}

__all__ = [
    "Analysis",
    "Estimate",
    "EvidenceError",
    "Finding",
    "GoodwillError",
    "Histories",
    "OrderBook",
    "Period",
    "UsageError",
    "analyse",
    "behaviour",
    "charts",
    "evaluate",
    "read_orders",
    "report",
    "samples",
]


def __getattr__(name: str) -> Any:
    # Rooms are opened when first asked for: the command line's help should not wait for the engine.
    if name in ("behaviour", "samples"):
        return importlib.import_module(f"goodwill.{name}")
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'goodwill' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
