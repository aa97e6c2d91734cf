"""The vocabulary every room shares: periods, estimates, histories, findings, errors."""

from goodwill.terms.errors import EvidenceError, GoodwillError, UsageError
from goodwill.terms.estimate import Estimate
from goodwill.terms.finding import Finding
from goodwill.terms.histories import Histories
from goodwill.terms.period import DAYS, Period, Unit

__all__ = ["DAYS", "Estimate", "EvidenceError", "Finding", "GoodwillError", "Histories", "Period", "Unit", "UsageError"]
