"""Who may give relationships to whom, and whose whole book."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from goodwill.programme.policy.reaching import demand, may, reach
from goodwill.programme.policy.sight import managers
from goodwill.records.models import User
from goodwill.records.user import Role


def takers(by: User) -> list[User]:
    """To whom the user may give relationships: active people who may change them, within its teams where it is so."""
    people = User.objects.filter(is_active=True).order_by("name")
    if reach(by, "assign") == "team":
        people = people.filter(id__in=managers(by, "team"))
    return [person for person in people if may(by, "assign") and may(person, "edit")]


def demand_taker(by: User, manager: User | None) -> None:
    """Raises PermissionDenied where the user gives relationships within its teams only, and this is somebody else."""
    within = reach(by, "assign") == "team"
    if manager is not None and within and manager.id not in managers(by, "team"):
        raise PermissionDenied(f"{manager} is in none of your teams. Ask the head of the programme.")


def giver() -> User | None:
    """Who gives any relationship to a manager: the head of the programme, else somebody else who may."""
    people = User.objects.filter(is_active=True).order_by("id")
    able = [person for person in people if reach(person, "assign") == "all"]
    return min(able, key=lambda person: person.role != Role.HEAD, default=None)


def books(user: User) -> QuerySet[User]:
    """The people whose whole book the user may hand over to somebody else."""
    allowed = reach(user, "assign")
    if allowed == "no":
        return User.objects.none()
    return User.objects.all() if allowed == "all" else User.objects.filter(id__in=managers(user, allowed))


def demand_book(by: User, person: User) -> None:
    """Raises PermissionDenied where the person's book is not the user's to hand over."""
    demand(by, "assign")
    if not books(by).filter(id=person.id).exists():
        raise PermissionDenied(f"{person} is in none of your teams. Ask the head of the programme.")
