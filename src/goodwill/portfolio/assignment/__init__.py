"""Who should look after which account: the assignment of managers, solved, explained, and costed change by change."""

from goodwill.portfolio.assignment.assign import assign
from goodwill.portfolio.assignment.assignment import Assignment, Load, Pair
from goodwill.portfolio.assignment.changes import ByHand, Change, Elsewhere, by_hand, changes, elsewhere, second_best
from goodwill.portfolio.assignment.conflicts import Conflict
from goodwill.portfolio.assignment.desk import Account, Manager, Need, Override, Weights

__all__ = [
    "Account",
    "Assignment",
    "ByHand",
    "Change",
    "Conflict",
    "Elsewhere",
    "Load",
    "Manager",
    "Need",
    "Override",
    "Pair",
    "Weights",
    "assign",
    "by_hand",
    "changes",
    "elsewhere",
    "second_best",
]
