"""A thousand key accounts, each with a plan, ties, a decision-making unit and a customer team."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.site.jobs import done_in_a_process

if TYPE_CHECKING:
    from goodwill.records.models import Relationship, User

ACCOUNTS = 1_000


def write_a_programme() -> None:
    """The most valuable customers become key accounts, once; every tenth has no manager."""
    from goodwill.programme.selecting import rounds
    from goodwill.records.models import AccountMember, KeyAccount, Relationship, User, Workspace

    if KeyAccount.objects.exists():
        return
    ada, cleo = User.objects.get(role="administrator"), User.objects.get(role="manager")
    run = Workspace.the().current
    assert run is not None
    assert run.as_of is not None
    valued = run.standings.filter(value__isnull=False)
    best = list(valued.order_by("-value").values_list("party", flat=True)[:ACCOUNTS])
    held = list(Relationship.objects.filter(party__in=best).order_by("id"))
    today = date.today()  # noqa: DTZ011 - any day near today
    Relationship.objects.filter(id__in=[one.pk for n, one in enumerate(held) if n % 10]).update(manager=cleo)
    KeyAccount.objects.bulk_create(
        KeyAccount(relationship=one, ground="value", reason="Among the largest", since=today, chosen_by=ada)
        for one in held
    )
    # So that orders count in the plan, and it holds today.
    _plan(held, cleo, run.as_of - timedelta(90), today)
    _bind(held, today)
    _decide(held, today)
    AccountMember.objects.bulk_create(
        AccountMember(party_id=one.party_id, person=ada, role="technical", since=today) for one in held
    )
    rounds.open_round(by=ada, name="This year")
    # It has lists of past month ends scored.
    done_in_a_process()


def _plan(held: "list[Relationship]", owner: "User", starts: date, today: date) -> None:
    """An agreed plan for each, with objectives, and actions that are tasks."""
    from goodwill.records.models import Plan, PlanAction, PlanObjective, PlanReview, Task

    ends = today + timedelta(274)
    Plan.objects.bulk_create(
        Plan(relationship=one, span="annual", starts=starts, ends=ends, state="agreed", made_by=owner) for one in held
    )
    made = list(Plan.objects.select_related("relationship").order_by("id"))
    for measure, target in (("revenue", 1000.0), ("worth", 500.0)):
        PlanObjective.objects.bulk_create(
            PlanObjective(plan=plan, words="More", owner=owner, measure=measure, target=target, by=ends)
            for plan in made
        )
    due = today + timedelta(30)
    Task.objects.bulk_create(
        Task(party_id=plan.relationship.party_id, title="Visit the buyer", due=due, owner=owner, made_by=owner)
        for plan in made
    )
    tasks = dict(Task.objects.filter(title="Visit the buyer").values_list("party", "id"))
    PlanAction.objects.bulk_create(
        PlanAction(plan=plan, what="Visit the buyer", owner=owner, due=due, task_id=tasks[plan.relationship.party_id])
        for plan in made
    )
    PlanReview.objects.bulk_create(PlanReview(plan=plan, due=due) for plan in made)


def _bind(held: "list[Relationship]", today: date) -> None:
    from goodwill.programme.tying import kinds
    from goodwill.records.models import Tie

    for kind in list(kinds.catalogue())[:5]:
        Tie.objects.bulk_create(
            Tie(party_id=one.party_id, kind=kind, state="active", evidence="Used", evidence_on=today) for one in held
        )


def _decide(held: "list[Relationship]", today: date) -> None:
    """A decision with three seats at each, one of them unknown."""
    from goodwill.records.models import Decision, Party, Seat

    Decision.objects.bulk_create(
        Decision(party_id=one.party_id, about="Listing of suppliers", since=today) for one in held
    )
    people = [Party(name=f"Person {number}", kind="person") for number in range(2 * len(held))]
    Party.objects.bulk_create(people)
    there = list(Party.objects.filter(name__startswith="Person ").order_by("id"))
    for number, roles in enumerate((["decider"], ["buyer", "user"], ["gatekeeper"])):
        Seat.objects.bulk_create(
            Seat(
                decision=decision,
                position=f"Position {number}",
                roles=roles,
                person=None if number > 1 else there[2 * place + number],
                since=today,
            )
            for place, decision in enumerate(Decision.objects.order_by("id"))
        )
