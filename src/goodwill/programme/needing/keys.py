"""Which orders count for a party, at the level that the workspace analyses at."""

from collections.abc import Iterable

from goodwill.records.models import Descent, Identifier, Party
from goodwill.records.workspace import Level


def judged_ids(parties: Iterable[int], level: str) -> dict[int, int]:
    """Of each of these parties: the one whose orders its own count among."""
    asked = set(parties)
    instead: dict[int, int] = {}
    if level == Level.BILL_TO:
        billed = Party.objects.filter(id__in=asked, bill_to__isnull=False).values_list("id", "bill_to")
        instead = {party: payer for party, payer in billed if payer is not None}
    elif level == Level.TOP:
        above = Descent.objects.filter(descendant__in=asked).order_by("distance")
        instead = dict(above.values_list("descendant", "ancestor"))
    return {party: instead.get(party, party) for party in asked}


def covered_by(party: Party, level: str) -> list[int]:
    """The party, and the others whose orders and entitlements count among its own."""
    others: list[int] = []
    if level == Level.BILL_TO:
        others = list(Party.objects.filter(bill_to=party).values_list("id", flat=True))
    elif level == Level.TOP:
        others = list(Descent.objects.filter(ancestor=party).values_list("descendant", flat=True))
    return [party.pk, *others]


def keys_of(parties: Iterable[int]) -> list[int]:
    """What these parties are called in the orders."""
    return list(Identifier.objects.filter(party__in=list(parties)).order_by("id").values_list("id", flat=True))
