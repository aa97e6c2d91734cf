"""Who should look after which account: the assignment of managers, solved, explained, and costed change by change."""

from goodwill.portfolio.assignment.assign import assign
from goodwill.portfolio.assignment.changes import Change, Elsewhere, changes, elsewhere, second_best
from goodwill.portfolio.assignment.conflicts import Conflict
from goodwill.portfolio.assignment.desk import Account, Manager, Need, Override, Weights
from goodwill.portfolio.assignment.plan import Load, Pair, Plan

__all__ = [
    "Account",
    "Change",
    "Conflict",
    "Elsewhere",
    "Load",
    "Manager",
    "Need",
    "Override",
    "Pair",
    "Plan",
    "Weights",
    "assign",
    "changes",
    "elsewhere",
    "second_best",
]
