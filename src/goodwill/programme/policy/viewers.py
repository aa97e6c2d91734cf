"""Who of several people may see a party: asked from the party's end, as often for many people as for few."""

from collections.abc import Iterable

from django.utils import timezone

from goodwill.programme.policy.reaching import may, reach
from goodwill.programme.policy.sight import answering
from goodwill.records.models import Absence, Party, Team, User


def viewers(people: Iterable[User], party: Party) -> list[User]:
    """Those who may see the party, in the order given; who sees nothing but what is shared with it is none of them."""
    people = list(people)
    within = {person.id: reach(person, "see") for person in people}
    if not {"own", "team"} & set(within.values()):
        return [person for person in people if within[person.id] == "all"]
    managers = set(answering(party).exclude(manager=None).values_list("manager", flat=True))
    today = timezone.localdate()
    away = Absence.objects.filter(person__in=managers, starts__lte=today, ends__gte=today)
    covers = set(away.values_list("cover", flat=True))
    leads, mates = set[int](), set[int]()
    for team in Team.objects.prefetch_related("members"):
        members = {member.id for member in team.members.all()}
        if managers & members and team.lead_id is not None:
            leads.add(team.lead_id)
        if managers & (members | {team.lead_id}):
            mates |= members
    own = managers | leads

    def sees(person: User) -> bool:
        if within[person.id] == "all":
            return True
        if within[person.id] == "no":
            return False
        if person.id in own or (person.id in covers and may(person, "edit")):
            return True
        return within[person.id] == "team" and person.id in mates

    return [person for person in people if sees(person)]
