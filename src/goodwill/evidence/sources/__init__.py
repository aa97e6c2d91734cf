"""Every way a table of rows comes in."""

from goodwill.evidence.sources.given import open_sources
from goodwill.evidence.sources.source import PROBLEMS, NoTableError, Source

__all__ = ["PROBLEMS", "NoTableError", "Source", "open_sources"]
