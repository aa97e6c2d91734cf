"""Segments that a person is not told of, because they ask for a field that is hidden from it."""

from goodwill.programme.filters.fields import FIELDS, fields_for, hidden_from, own_fields
from goodwill.programme.filters.grammar import parse
from goodwill.programme.filters.tree import terms
from goodwill.records.models import Segment, User
from goodwill.terms import UsageError


def untold_segments(user: User) -> frozenset[int]:
    """Ids of segments of which the user learns neither members nor numbers: who is in one says what it asks for."""
    if not hidden_from(user):
        return frozenset()
    told, known = fields_for(user), dict(FIELDS) | own_fields()
    found = set()
    for key, text in Segment.objects.values_list("id", "filter"):
        try:
            asked = {term.field for term in terms(parse(text, known))}
        except UsageError:
            # It asks for something that is no more: what that was, nobody can say.
            found.add(key)
            continue
        if not asked <= told.keys():
            found.add(key)
    return frozenset(found)
