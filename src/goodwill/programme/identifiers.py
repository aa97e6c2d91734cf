"""What the sources call a party: each source's word stands for one party only."""

from django.db import transaction

from goodwill.programme import policy
from goodwill.programme.evidence import store
from goodwill.programme.history import remember
from goodwill.records.models import Identifier, OrderImport, Party, User
from goodwill.terms import UsageError


@transaction.atomic
def add_identifier(*, by: User, party: Party, source: str, value: str) -> Identifier:
    """The party is also called this, by that source.

    Raises:
        UsageError: where it stands for a party already; says which, if the user may see it.
    """
    policy.demand_edit(by, party)
    policy.demand_told(by, "identifier")
    source, value = " ".join(source.split()), value.strip()
    if not source or not value:
        raise UsageError("An identifier needs a source, such as billing, and what the source calls the party.")
    known = Identifier.objects.filter(source=source, value=value).select_related("party").first()
    if known is not None:
        seen = policy.parties(by).filter(id=known.party_id).exists()
        whose = known.party.name if seen else "a party of another book"
        raise UsageError(f"{value} of {source} belongs to {whose} already. It can stand for one party only.")
    made = Identifier.objects.create(source=source, value=value, party=party, added_by=by)
    remember(by=by, action="added", row=made, party=party, after={"source": source, "value": value})
    return made


@transaction.atomic
def remove_identifier(*, by: User, identifier: Identifier) -> None:
    """The source calls the party this no more.

    Raises:
        UsageError: where orders hang on it: they would belong to nobody.
    """
    policy.demand_edit(by, identifier.party)
    policy.demand_told(by, "identifier")
    # An import that runs may be about to give it its first order.
    if OrderImport.objects.filter(state=OrderImport.State.RUNNING).exists():
        raise UsageError("Orders are being imported or taken out. Try again when that has finished.")
    with_orders = store().keys()
    if identifier.id in with_orders:
        raise UsageError(f"Orders came in under {identifier.value}, so it stays. Undo their import first.")
    said = {"source": identifier.source, "value": identifier.value}
    remember(by=by, action="removed", row=identifier, party=identifier.party, before=said)
    Identifier.objects.filter(id=identifier.id).delete()
