"""Needs, capabilities and entitlements."""

from datetime import date, timedelta
from typing import Any

from goodwill.programme.needing.entitlements import Terms
from goodwill.programme.needing.needs import Told
from goodwill.records.models import Capability, Entitlement, Need, Party, Task, User
from tests.things.there import More, Otherwise, There

DAY = date(2030, 1, 1)


def hang(there: There) -> dict[str, list[Any]]:
    mark = there.mark
    capability = Capability.objects.create(name="Delivery", level=6)
    need = Need.objects.create(
        party=there.party, what=f"{mark}fast", capability=capability, level=8, added_by=there.owner, judged=0.5,
        judged_on="2011-09-01", judged_by=there.owner, judged_because=f"{mark}late", product=f"{mark}box",
        complement="open",
    )  # fmt: skip
    entitlement = Entitlement.objects.create(
        party=there.party, kind="line", words=f"{mark}line", starts="2011-01-01", cost=1200, added_by=there.owner
    )
    return {
        **{key: [there.party.pk] for key in ("party-needs", "need-add", "party-entitlements", "entitle")},
        **{key: [need.pk] for key in ("need", "need-judge", "need-judge-back", "need-next", "need-drop")},
        **{key: [entitlement.pk] for key in ("entitlement", "entitlement-drop")},
        **{key: [capability.pk] for key in ("capability", "capability-retire", "capability-back")},
    }


def add(more: More) -> None:
    can = Capability.objects.create(name=more.name, level=5)
    task = Task.objects.create(party=more.party, title=more.name, due=DAY, owner=more.manager, made_by=more.ada)
    judged = {"judged": 0.5, "judged_on": DAY, "judged_by": more.manager, "judged_because": more.name}
    Need.objects.create(
        party=more.party, what=more.name, capability=can, level=8, task=task, added_by=more.ada, **judged
    )
    for one in (more.party, more.other):
        cost = {"cost": 100 + more.number} if more.number % 2 else {"rate": 0.1, "paid_back": True}
        given = {"party": one, "kind": "line", "words": more.name, "starts": "2011-01-01", "added_by": more.ada}
        Entitlement.objects.create(**given, **cost)
        soon = date.today() + timedelta(10)  # noqa: DTZ011
        Entitlement.objects.create(ends=soon, task=task, **given, **cost)


def arguments(party: Party, _other: Party, jonas: User) -> dict[str, Any]:
    judged = {"judged": 0.5, "judged_on": DAY, "judged_by": jonas}
    return {
        "capability": Capability.objects.create(name="Delivery"),
        "need": Need.objects.create(party=party, what="Fast", added_by=jonas, **judged),
        "entitlement": Entitlement.objects.create(
            party=party, kind="line", words="Own line", starts=DAY, added_by=jonas
        ),
        "terms": Terms("line", "Own line", DAY),
        "told": Told("Fast"),
        "met": 0.5,
        "because": "Late",
        "level": 5,
    }


OTHERWISE: Otherwise = {}
