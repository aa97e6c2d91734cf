"""Who decides at a party: decisions, the seats of each with their roles, who influences whom, as of any day."""

from goodwill.programme.deciding.coverage import Summary, coverage_of

__all__ = ["Summary", "coverage_of"]
