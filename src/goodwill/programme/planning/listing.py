"""Every plan that a person may see, what is due of it, and which key accounts have none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, prefetch_related_objects

from goodwill.programme import policy
from goodwill.programme.key_accounts import key_accounts
from goodwill.programme.planning.evidence import gather
from goodwill.programme.planning.results import REACHED, results
from goodwill.programme.planning.seen import plans
from goodwill.records.models import KeyAccount, Plan, PlanReview, User

PAGE = 20
"""Plans at a time: of each what came is read from the evidence."""
MOST_MISSING = 100


@dataclass(frozen=True)
class Acted:
    """done of actions: as their tasks say."""

    plan: Plan
    actions: int
    done: int


@dataclass(frozen=True)
class Planned(Acted):
    """next_review: the first that was not held. reached of objectives: by now."""

    next_review: date | None
    objectives: int
    reached: int

    def is_overdue(self, today: date) -> bool:
        return self.plan.state == Plan.State.AGREED and self.next_review is not None and self.next_review < today


@dataclass(frozen=True)
class Listed:
    rows: Sequence[Planned]
    next: str


def listed(user: User, *, state: str = "", after: str = "") -> Listed:
    """A page of them, those that begin latest first; after: as `next` gives it."""
    found = plans(user)
    if state in Plan.State.values:
        found = found.filter(state=state)
    starts, _, last = after.partition(".")
    try:
        if after:
            day = date.fromisoformat(starts)
            found = found.filter(Q(starts__lt=day) | Q(starts=day, id__lt=int(last)))
    except ValueError:
        found = found.none()
    some = list(found.order_by("-starts", "-id")[: PAGE + 1])
    rows = counted(user, some[:PAGE])
    return Listed(rows, f"{some[PAGE - 1].starts}.{some[PAGE - 1].pk}" if len(some) > PAGE else "")


def waiting(user: User, today: date) -> tuple[dict[str, int], int]:
    """How many plans are in each state, and how many agreed ones wait for a review whose day has passed."""
    late = Exists(PlanReview.objects.filter(plan=OuterRef("id"), held__isnull=True, due__lt=today))
    rows = plans(user).order_by().values_list("state").annotate(of=Count("id"), late=Count("id", filter=late))
    counts = {state: (of, overdue) for state, of, overdue in rows}
    return {state: of for state, (of, _) in counts.items()}, counts.get(Plan.State.AGREED, (0, 0))[1]


def planned_relationships(today: date) -> QuerySet[Plan, int]:
    """Keys of the relationships that an agreed or reviewed annual plan covers today or later."""
    agreed = Plan.objects.filter(span=Plan.Span.ANNUAL, state__in=(Plan.State.AGREED, Plan.State.REVIEWED))
    return agreed.filter(ends__gte=today).order_by().values_list("relationship", flat=True)


def without_agreed_plan(user: User, today: date) -> QuerySet[KeyAccount]:
    """Key accounts that the person may see and that no agreed or reviewed annual plan covers today or later."""
    return key_accounts(user).exclude(relationship__in=planned_relationships(today)).order_by("since", "id")


def acted(some: Sequence[Plan]) -> list[Acted]:
    """In the same order."""
    over = Q(actions__task__done__isnull=False, actions__task__given_up=False)
    rows = _of(some).values("id").annotate(of=Count("actions"), over=Count("actions", filter=over))
    found = {row["id"]: (row["of"], row["over"]) for row in rows}
    return [Acted(plan, *found[plan.pk]) for plan in some]


def counted(user: User, some: Sequence[Plan]) -> list[Planned]:
    """In the same order; of objectives those that the user is told of."""
    waits = Q(reviews__held__isnull=True) & ~Q(state=Plan.State.REVIEWED)
    rows = _of(some).values("id").annotate(due=Min("reviews__due", filter=waits))
    reviews = {row["id"]: row["due"] for row in rows}
    prefetch_related_objects(some, "objectives")
    gone, evidence = policy.hidden(user), gather({plan.relationship.party for plan in some})
    found = []
    for one in acted(some):
        there = results(one.plan, evidence[one.plan.relationship.party_id])
        told = [result for result in there if result.tells not in gone]
        reached = sum(result.verdict == REACHED for result in told)
        found.append(Planned(one.plan, one.actions, one.done, reviews[one.plan.pk], len(told), reached))
    return found


def _of(some: Sequence[Plan]) -> QuerySet[Plan]:
    return Plan.objects.filter(id__in=[plan.pk for plan in some]).order_by()
