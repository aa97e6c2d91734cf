"""What stands around a party on its page: its markets, who works there or where it works, how it is reached."""

from typing import Any

from django.utils import timezone

from goodwill.programme import markets, policy
from goodwill.records.models import Affiliation, Party, User


def around(user: User, party: Party) -> dict[str, Any]:
    relationships = list(party.relationships.select_related("manager").order_by("id"))
    today = timezone.localdate()
    ongoing = [one for one in relationships if one.ended is None or one.ended > today]
    there = {one.market for one in relationships}
    is_person = party.kind == Party.Kind.PERSON
    other = "organisation" if is_person else "person"
    found = list(Affiliation.objects.filter(**{"person" if is_person else "organisation": party}).select_related(other))
    seen = policy.among(user, (getattr(a, other).id for a in found))
    gone = policy.hidden(user)
    # Who is in another book is not named, nor that somebody of this one has to do with it.
    rows = [
        {"affiliation": one, "other": getattr(one, other)}
        for one in sorted(found, key=lambda one: getattr(one, other).name.lower())
        if getattr(one, other).id in seen
    ]
    now = [row for row in rows if not row["affiliation"].ended or row["affiliation"].ended > today]
    return {
        "relationships": relationships,
        "relationship": next(iter(ongoing or relationships), None),
        "may_add_market": any(one.code not in there for one in markets.shown()),
        "affiliations": now,
        "former": [row for row in rows if row not in now],
        "is_person": is_person,
        "points": [point for point in party.contact_points.all() if point.kind not in gone],
    }
