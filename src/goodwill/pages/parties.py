"""The party that a page is about."""

from django.http import Http404

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.records.models import Party


def party_of(request: SignedIn, pk: int) -> Party:
    """The party, if the user may see it; that another manager has it is not told, no more than that nobody has."""
    party = seen(request, pk)
    if party is None:
        raise Http404
    return party


def seen(request: SignedIn, pk: int) -> Party | None:
    """The party, or None where the user may not see it or there is none."""
    party = Party.objects.select_related("parent", "bill_to").filter(pk=pk).first()
    return party if party is not None and policy.seen_by(request.user, party) else None
