"""Full-text search: what a person may see, found by the beginnings of words, accents and capitals aside."""

from goodwill.programme.finding.search import SEARCHED, Found, Group, Results, find

__all__ = ["SEARCHED", "Found", "Group", "Results", "find"]
