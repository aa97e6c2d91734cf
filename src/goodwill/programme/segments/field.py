"""`segment:name` in the filter language."""

from django.db.models import Q

from goodwill.records.models import Membership, Segment

SEGMENT = "segment"


def in_segment(lookup: str, value: object) -> Q:
    """Parties that are members today, by key: a party in two such segments is found once."""
    # Looked up now: with the segment's number at hand the database reads its members from one index.
    segments = list(Segment.objects.filter(**{lookup: value}).values_list("id", flat=True))
    return Q(id__in=Membership.objects.filter(segment__in=segments, until__isnull=True).values("party"))
