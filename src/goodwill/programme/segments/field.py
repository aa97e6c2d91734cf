"""`segment:name` in the filter language."""

from django.db.models import Q

from goodwill.records.models import Membership

SEGMENT = "segment"


def in_segment(lookup: str, value: object) -> Q:
    """Parties that are members today, by key: a party in two such segments is found once."""
    return Q(id__in=Membership.objects.filter(**{f"segment__{lookup}": value}, until__isnull=True).values("party"))
