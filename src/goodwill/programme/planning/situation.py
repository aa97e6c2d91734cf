"""Where the relationship stands: worked out when somebody looks at a draft, frozen when it is submitted."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from goodwill.programme.planning.around import around, told_around
from goodwill.programme.planning.evidence import Evidence
from goodwill.programme.planning.measures.orders import NetRevenue, PurchaseDays
from goodwill.programme.planning.measures.standing import GroupReached, RungReached, StillActive, Worth
from goodwill.programme.planning.measures.work import ComplaintsOpen
from goodwill.records.models import Plan, User

Situation = dict[str, Any]
"""Plain values, as a column holds them; each under the name of the field that it tells, where there is one."""


def situation(plan: Plan, evidence: Evidence, gone: Collection[str] = (), reader: User | None = None) -> Situation:
    """As it was frozen, else as it is now; without what is hidden.

    reader: who looks, for what stands around the orders; without one it is left out of a draft.
    """
    found = plan.situation if plan.situation is not None else work_out(evidence, plan, reader)
    tells = {"value_range": "value"}
    told = {name: value for name, value in found.items() if tells.get(name, name) not in gone}
    return told | {"around": told_around(told["around"], gone)} if "around" in told else told


def work_out(evidence: Evidence, plan: Plan, reader: User | None) -> Situation:
    stood, on = evidence.now, evidence.as_of or evidence.today
    read = {
        one.tells: one.compute(evidence, date.min, evidence.today).kept()
        for one in (Worth(), StillActive(), GroupReached(), RungReached())
    }
    return {
        "on": evidence.today.isoformat(),
        "as_of": None if evidence.as_of is None else evidence.as_of.isoformat(),
        **read,
        "value_range": [] if stood is None or stood.value_low is None else [stood.value_low, stood.value_high],
        "return": None if stood is None else stood.p_return,
        "orders": _orders(evidence, on),
        "promises": {
            "open": sum(one.over is None for one in evidence.promises),
            "late": sum(one.over is None and one.first_due < evidence.today for one in evidence.promises),
        },
        **({} if reader is None else {"around": around(reader, plan.relationship.party)}),
        "complaints": int(ComplaintsOpen().compute(evidence, date.min, evidence.today).value or 0),
    }


def _orders(evidence: Evidence, on: date) -> dict[str, Any]:
    """Of the last twelve months, and of the twelve before."""
    middle = on - timedelta(days=365)
    years = {"last": (middle + timedelta(days=1), on), "before": (middle - timedelta(days=364), middle)}
    return {
        name: {
            "net": NetRevenue().compute(evidence, start, end).kept(),
            "days": PurchaseDays().compute(evidence, start, end).kept(),
        }
        for name, (start, end) in years.items()
    }
