"""Every plan that a person may see, what is due of it, and which key accounts have none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet, prefetch_related_objects

from goodwill.programme import policy
from goodwill.programme.key_accounts import key_accounts
from goodwill.programme.planning.evidence import gather
from goodwill.programme.planning.results import REACHED, results
from goodwill.programme.planning.seen import plans
from goodwill.records.models import KeyAccount, Plan, User

PAGE = 50
MOST_MISSING = 100


@dataclass(frozen=True)
class Planned:
    """done of actions: as their tasks say. next_review: the first that was not held. reached of objectives: by now."""

    plan: Plan
    actions: int
    done: int
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


def waiting(user: User) -> dict[str, int]:
    """How many plans are in each state."""
    return dict(plans(user).order_by().values_list("state").annotate(Count("id")))


def without_agreed_plan(user: User, today: date) -> QuerySet[KeyAccount]:
    """Key accounts that the person may see and that no agreed or reviewed annual plan covers today or later."""
    holding = Plan.objects.filter(
        span=Plan.Span.ANNUAL, state__in=(Plan.State.AGREED, Plan.State.REVIEWED), ends__gte=today
    )
    return key_accounts(user).exclude(relationship__in=holding.values("relationship")).order_by("since", "id")


def overdue(user: User, today: date) -> int:
    """How many agreed plans wait for a review whose day has passed."""
    late = Q(state=Plan.State.AGREED, reviews__held__isnull=True, reviews__due__lt=today)
    return plans(user).filter(late).distinct().count()


def counted(user: User, some: Sequence[Plan]) -> list[Planned]:
    """In the same order; of objectives those that the user is told of."""
    over = Q(actions__task__done__isnull=False, actions__task__given_up=False)
    there = Plan.objects.filter(id__in=[plan.pk for plan in some]).order_by()
    actions = {
        row["id"]: (row["of"], row["over"])
        for row in there.values("id").annotate(of=Count("actions"), over=Count("actions", filter=over))
    }
    waits = Q(reviews__held__isnull=True) & ~Q(state=Plan.State.REVIEWED)
    reviews = {row["id"]: row["due"] for row in there.values("id").annotate(due=Min("reviews__due", filter=waits))}
    prefetch_related_objects(some, "objectives")
    gone = policy.hidden(user)
    evidence = gather({plan.relationship.party for plan in some if plan.objectives.all()})
    found = []
    for plan in some:
        there_is = evidence.get(plan.relationship.party_id)
        told = [one for one in results(plan, there_is) if one.tells not in gone] if there_is else []
        reached = sum(one.verdict == REACHED for one in told)
        found.append(Planned(plan, *actions[plan.pk], reviews[plan.pk], len(told), reached))
    return found
