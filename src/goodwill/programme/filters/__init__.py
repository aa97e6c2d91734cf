"""The filter language of lists: `group:butterfly,barnacle (last_order<-90d or value>1000) -tag:"no calls"`.

Conditions side by side must all hold; `or` between two joins those two first; parentheses group; `-` leaves out. What
cannot be understood is a sentence that names the place, not an empty list.
"""

from goodwill.programme.filters.condition import condition
from goodwill.programme.filters.fields import FIELDS, Field, fields_for
from goodwill.programme.filters.grammar import parse
from goodwill.programme.filters.saying import said
from goodwill.programme.filters.tree import And, Node, Not, Or, Presence, Term, written

__all__ = [
    "FIELDS", "And", "Field", "Node", "Not", "Or", "Presence", "Term", "condition", "fields_for", "parse", "said",
    "written",
]  # fmt: skip
