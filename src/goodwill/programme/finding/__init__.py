"""Full-text search: what a person may see, found by the beginnings of words, accents and capitals aside."""

from goodwill.programme.finding.search import Found, Group, Results, find, searched

__all__ = ["Found", "Group", "Results", "find", "searched"]
