"""Whom an order counts for: the party on it, the one that is billed, or the top of the group."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.jobs.queue import put_once
from goodwill.records.models import AnalysisRun, Descent, Identifier, Party, User, Workspace
from goodwill.records.workspace import Level
from goodwill.terms import UsageError

MEANINGS = {
    Level.ORDER: "Every party is judged by its own orders. A subsidiary and its parent are two customers.",
    Level.BILL_TO: "A party's orders count for the one that pays its bills, where one is set on its page.",
    Level.TOP: (
        "All orders of a group count for its top parent. The value of the group is then worked out from all its "
        "purchases together; it is not the sum of its members' values. People who order stay on their own."
    ),
}


@transaction.atomic
def bill_to(*, by: User, party: Party, payer: Party | None) -> None:
    """Who pays the party's bills; None: it does.

    Raises:
        UsageError: where the payer's own bills go to a third: it would not be clear for whom an order counts.
    """
    policy.demand_edit(by, party)
    # One at a time: two that are right each for themselves can make a chain together.
    Workspace.objects.select_for_update().get_or_create(id=1)
    held = Party.objects.select_related("bill_to").get(id=party.id)
    if payer == held.bill_to:
        return
    if payer is not None:
        policy.demand_edit(by, payer)
        payer.refresh_from_db(fields=["bill_to"])
        if payer.id == held.id:
            raise UsageError(f"{party.name} pays its own bills unless another party is chosen.")
        if payer.bill_to_id is not None:
            raise UsageError(f"The bills of {payer.name} go to another party. Choose that one.")
        if held.billed_for.exists():
            raise UsageError(f"{party.name} pays the bills of others. Let these be billed elsewhere first.")
    before = held.bill_to
    Party.objects.filter(id=held.id).update(bill_to=payer)
    party.bill_to = payer
    remember(
        by=by,
        action="billed",
        row=held,
        party=held,
        before={"bill_to": None if before is None else before.name},
        after={"bill_to": None if payer is None else payer.name},
    )
    if Workspace.the().level == Level.BILL_TO:
        put_once("analyse")


def deciding(level: str) -> Iterator[tuple[int, int]]:
    """Of every key in the orders: the party that its orders count for."""
    pairs = Identifier.objects.values_list("id", "party_id")
    instead = _instead(level)
    return ((key, instead.get(party, party)) for key, party in pairs.iterator())


def judged_ids(parties: Iterable[int], level: str) -> dict[int, int]:
    """Of each of these parties: the one that its orders count for."""
    asked = set(parties)
    instead = _instead(level, asked)
    return {party: instead.get(party, party) for party in asked}


def covered_by(party: Party, level: str) -> list[int]:
    """The party, and the others whose orders count among its own."""
    others: list[int] = []
    if level == Level.BILL_TO:
        others = list(Party.objects.filter(bill_to=party).values_list("id", flat=True))
    elif level == Level.TOP:
        others = list(Descent.objects.filter(ancestor=party).values_list("descendant", flat=True))
    return [party.pk, *others]


def judged_as(party: Party, run: AnalysisRun | None) -> Party | None:
    """The other party whose standing covers this one's orders in a run; None where it is judged by itself."""
    level = Level.ORDER if run is None else run.level
    if level == Level.BILL_TO:
        return party.bill_to
    if level == Level.TOP and party.parent_id is not None:
        top = Descent.objects.filter(descendant=party).order_by("-distance").select_related("ancestor").first()
        return None if top is None else top.ancestor
    return None


def _instead(level: str, parties: set[int] | None = None) -> dict[int, int]:
    """Party -> the other one that its orders count for; of these parties, or of all."""
    if level == Level.BILL_TO:
        billed = Party.objects.filter(bill_to__isnull=False)
        billed = billed if parties is None else billed.filter(id__in=parties)
        return {party: payer for party, payer in billed.values_list("id", "bill_to") if payer is not None}
    if level == Level.TOP:
        above = Descent.objects.order_by("distance")
        above = above if parties is None else above.filter(descendant__in=parties)
        # In order of distance, so that the farthest stays.
        return dict(above.values_list("descendant", "ancestor"))
    return {}
