"""Who does what a party's needs and entitlements ask for."""

from goodwill.programme import policy
from goodwill.records.models import Party, Relationship, User


def answerable(party: Party, by: User) -> User:
    """The manager of the party, its customer relationship first; where nobody can do it, who asks."""
    held = Relationship.objects.filter(party=party, ended__isnull=True, manager__isnull=False).select_related("manager")
    managers = [one.manager for one in sorted(held, key=lambda one: (one.market != "customer", one.pk))]
    able = (person for person in managers if person and policy.may(person, "edit") and policy.seen_by(person, party))
    return next(able, by)
