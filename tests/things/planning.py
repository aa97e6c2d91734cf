"""Plans of a year within a long run."""

from datetime import date, timedelta
from typing import Any

from goodwill.programme.planning import starting, writing
from goodwill.programme.planning.shelf import PARTS
from goodwill.records.models import (
    Party,
    Plan,
    PlanAction,
    PlanObjective,
    PlanResource,
    PlanReview,
    PlanRisk,
    PlanStrategy,
    PlanText,
    Task,
    User,
)
from tests import plans
from tests.things.there import More, Otherwise, There

STARTS, DAY = date(2011, 1, 1), date(2030, 1, 1)


def hang(there: There) -> dict[str, list[Any]]:
    """A draft with a row in every table, within its long run."""
    owner, mark, day = there.owner, there.mark, date(2011, 9, 1)
    year = starting.start(by=owner, relationship=there.held, starts=STARTS)
    PlanText.objects.create(plan=year, section="ties", text=f"{mark}one contact")
    rows: dict[str, dict[str, object]] = {
        "objective": {"words": f"{mark}more", "measure": "revenue", "target": 9.0, "by": day, "owner": owner},
        "strategy": {"words": f"{mark}sooner"},
        "action": {"what": f"{mark}visit", "due": day, "owner": owner, "cost": 5.0, "hours": 2.0},
        "resource": {"kind": "money", "what": f"{mark}stand", "planned": 7.0},
        "risk": {"what": f"{mark}leaves", "likelihood": 1, "impact": 2, "answer": f"{mark}deputy"},
        "review": {"due": day},
    }
    parts = {kind: PARTS[kind].objects.create(plan=year, **values) for kind, values in rows.items()}
    of_plan = ("print", "share", "budget", "submit", "agree", "send-back", "reopen", "carry-over", "sign", "sign-back")
    return {
        **{key: [year.pk] for key in ("plan", *(f"plan-{name}" for name in of_plan))},
        **{key: [there.party.pk] for key in ("party-plan", "plan-start", "plan-group")},
        "plan-judge": [parts["objective"].pk],
        "plan-used": [parts["resource"].pk],
        "plan-review": [parts["review"].pk],
        "plan-text": [year.pk, "ties"],
        "plan-add": [year.pk, "risk"],
        "plan-part": ["objective", parts["objective"].pk],
        "plan-remove": ["objective", parts["objective"].pk],
    }


def add(more: More) -> None:
    """One more row in every table of the party's plan, and plans of another party."""
    ada, name, day = more.ada, more.name, date(2011, 1, 2)
    year = Plan.objects.get(relationship__party=more.party, starts=STARTS, span="annual")
    for held in (year, starting.start(by=ada, relationship=more.other.relationships.get(), starts=STARTS)):
        objectives = [
            PlanObjective.objects.create(plan=held, words=name, measure=measure, by=day, owner=ada)
            for measure in ("revenue", "worth", "promises")
        ]
        strategy = PlanStrategy.objects.create(plan=held, words=name, objective=objectives[0])
        task = Task.objects.create(party=more.other, title=name, due=day, owner=ada, made_by=ada)
        PlanAction.objects.create(plan=held, what="Call", strategy=strategy, owner=ada, due=day, task=task)
        PlanResource.objects.create(plan=held, kind="hours", what="Team", planned=1)
        PlanRisk.objects.create(plan=held, what="Leaves", likelihood=1, impact=1, answer="Deputy")
        PlanReview.objects.create(plan=held, due=day + timedelta(more.number), held=day, held_by=ada, task=task)
    Party.objects.filter(id=more.other.id).update(parent=more.party)


def arguments(_party: Party, other: Party, jonas: User) -> dict[str, Any]:
    plan = plans.begun(jonas, other)
    wanted = {"objective": plans.OBJECTIVE | {"owner": jonas, "by": plans.ENDS}} | plans.parts(jonas, plan)
    parts = {kind: writing.add(by=jonas, plan=plan, kind=kind, values=values) for kind, values in wanted.items()}
    return {
        "plan": plan,
        "plans": [plan],
        "part": parts["risk"],
        "objective": parts["objective"],
        "resource": parts["resource"],
        "review": parts["review"],
        "section": "ties",
        "judgement": "reached",
        "why": "Because",
        "signed_on": date(2011, 1, 3),
        "signed_for": "Ruth",
        "used": 1.0,
        "came": "Mine",
        "next": "",
        "closes": False,
        "kind": "risk",
        "values": {"what": "Mine"},
    }


OTHERWISE: Otherwise = {}
