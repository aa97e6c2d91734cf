"""Managers, what accounts need of them, assignments and job descriptions."""

from typing import Any

from django.utils import timezone

from goodwill.records.models import (
    AssignmentPlan,
    CareNeed,
    HandOverPlan,
    JobDescription,
    ManagerProfile,
    Party,
    PlannedPair,
    PlanOverride,
    TrainingNeed,
    User,
)
from tests.things.there import More, Otherwise, There


def hang(there: There) -> dict[str, list[Any]]:
    held, owner, cover, mark = there.held, there.owner, there.cover, there.mark
    skills = [{"name": f"{mark}skill", "level": 3, "evidence": f"{mark}shown", "required": True}]
    ManagerProfile.objects.create(person=owner, skills=skills, accounts=9)
    CareNeed.objects.create(relationship=held, skills=skills)
    learn = TrainingNeed.objects.create(person=owner, what=f"{mark}law", made_by=owner)
    loads = [[owner.pk, 1, 4, 9, None]]
    plan = AssignmentPlan.objects.create(
        made_by=owner, state="ready", solved=timezone.now(), total=0.5, bound=0.5, loads=loads, conflicts=[f"{mark}no"]
    )
    pair = {"plan": plan, "relationship": held, "manager": cover}
    PlannedPair.objects.create(**pair, today=owner, score=0.5, because=f"{mark}because", change=f"{mark}change")
    by_hand = PlanOverride.objects.create(**pair, kind="forced", reason=f"{mark}reason", by=owner)
    thing = {"kind": "task", "what": f"{mark}call", "day": "2040-01-01"}
    step = {"what": f"{mark}step", "by": "2040-01-01", "done": None}
    given = HandOverPlan.objects.create(
        relationship=held, taker=owner, assignment=plan, open_things=[thing], steps=[step]
    )
    lines = [{"what": f"{mark}keep", "measure": "kept", "weight": 100}]
    words = {"texts": {"purpose": f"{mark}purpose"}, "objectives": lines, "criteria": lines}
    accounts = [[held.party_id, held.party.name]]
    job = JobDescription.objects.create(
        person=owner, version=1, state="offered", accounts=accounts, made_by=owner, **words
    )
    of_plan = ("assignment", "assignment-weigh", "assignment-run", "assignment-effect")
    of_manager = ("managers-one", "managers-edit", "managers-training", "managers-job", "managers-job-write")
    return {
        **{key: [held.party_id] for key in ("care-needed", "care-needed-edit")},
        **{key: [owner.pk] for key in of_manager},
        **{key: [plan.pk] for key in of_plan},
        "assignment-override": [plan.pk, held.pk],
        "assignment-withdraw": [plan.pk, by_hand.pk],
        "managers-training-end": [learn.pk],
        **{key: [given.pk] for key in ("managers-hand-over", "managers-hand-over-step")},
        **{key: [job.pk] for key in [f"managers-job-{to}" for to in ("offer", "agree", "pdf")]},
    }


def add(more: More) -> None:
    name, manager, ada = more.name, more.manager, more.ada
    held, own = more.other.relationships.get(), more.party.relationships.get()
    skill = {"name": "pricing", "level": 3, "evidence": "", "required": False}
    ManagerProfile.objects.create(person=manager, skills=[skill])
    for person in (ada, manager):
        TrainingNeed.objects.create(person=person, what=name, made_by=ada)
    CareNeed.objects.create(relationship=held, skills=[skill | {"level": 5}], language="Dutch", person=manager)
    plan = AssignmentPlan.objects.earliest("id")
    loads = [[person.pk, 1, 4.0, 9, 20.0] for person in User.objects.filter(profile__isnull=False)]
    AssignmentPlan.objects.update(loads=loads, conflicts=[name] * more.number)
    AssignmentPlan.objects.create(made_by=ada, state="ready", solved=timezone.now())
    pair = {"plan": plan, "relationship": held, "manager": manager}
    PlannedPair.objects.create(**pair, today=ada, because=name, score=1.0)
    PlanOverride.objects.create(**pair, kind="forbidden", reason=name, by=ada)
    HandOverPlan.objects.create(relationship=own, taker=ada, assignment=plan)
    for person, version in ((ada, more.number + 2), (manager, 1)):
        JobDescription.objects.create(
            person=person, version=version, reports_to=manager, made_by=manager, state="offered"
        )


def arguments(party: Party, _other: Party, jonas: User) -> dict[str, Any]:
    held = party.relationships.get()
    plan = AssignmentPlan.objects.create(made_by=jonas, state="ready")
    by_hand = {"plan": plan, "relationship": held, "manager": jonas, "kind": "forced"}
    made = PlanOverride.objects.create(reason="Because", by=jonas, **by_hand)
    steps = [{"what": "Meet", "by": "2040-01-01", "done": None}]
    return {
        "relationships": [held],
        "plan": plan,
        "made": made,
        "given": HandOverPlan.objects.create(relationship=held, taker=jonas, steps=steps),
        "weights": {},
        "need": TrainingNeed.objects.create(person=jonas, what="Law", made_by=jonas),
        "description": JobDescription.objects.create(person=jonas, version=1, made_by=jonas, state="offered"),
        "texts": {},
        "objectives": [],
        "criteria": [],
        "review": None,
        "number": 0,
        "person": jonas,
        "manager": jonas,
        "kind": "forced",
        "values": {},
        "due": None,
        "state": "done",
    }


OTHERWISE: Otherwise = {"hand_over_plans.tick": lambda known: {"plan": known["given"]}}
