"""Which plans a person may see, and whom it may name in them."""

from django.db.models import QuerySet

from goodwill.programme import policy
from goodwill.records.models import Party, Plan, Relationship, User


def plans(user: User) -> QuerySet[Plan]:
    """Those of the relationships that the user may see."""
    found = Plan.objects.select_related("relationship__party", "relationship__manager")
    return policy.about(user, found, at="relationship__party")


def plans_of(user: User, party: Party) -> QuerySet[Plan]:
    return plans(user).filter(relationship__party=party)


def planned_relationship(party: Party) -> Relationship | None:
    """The relationship that plans are about: as a customer, where it is one, else the first."""
    running = list(party.relationships.filter(ended__isnull=True).order_by("id"))
    return next((one for one in running if one.market == "customer"), running[0] if running else None)


def owners(party: Party) -> list[User]:
    """Who can have an objective or an action: may work with relationships, and sees this one."""
    people = User.objects.filter(is_active=True).order_by("name", "id")
    return policy.viewers((person for person in people if policy.may(person, "edit")), party)
