"""What goes with a book besides relationships and tasks: parts of plans, places in customer teams, hand-over plans."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from goodwill.programme.history import remember
from goodwill.programme.managing import hand_over_plans
from goodwill.records.models import (
    AccountMember,
    HandOver,
    HandOverPlan,
    Plan,
    PlanAction,
    PlanObjective,
    Relationship,
    User,
)

About = Collection[int] | None
"""Parties whose things go; None: all of them."""


def objectives(person: User, about: About = None) -> QuerySet[PlanObjective]:
    """That the person answers for, in plans that go on."""
    found = _objectives().filter(owner=person).select_related("plan__relationship__party").order_by("id")
    return found if about is None else found.filter(plan__relationship__party__in=about)


def actions(person: User, about: About = None) -> QuerySet[PlanAction]:
    """That the person is to do, and has not done."""
    found = _actions().filter(owner=person).select_related("plan__relationship__party").order_by("id")
    return found if about is None else found.filter(plan__relationship__party__in=about)


def places(person: User, about: About = None) -> QuerySet[AccountMember]:
    """In customer teams, today or to come."""
    found = _places().filter(person=person).select_related("party", "person").order_by("id")
    return found if about is None else found.filter(party__in=about)


def counted() -> tuple[Counter[int], Counter[int]]:
    """Of everybody: how many parts of plans that go on it answers for, and how many places in customer teams it has."""
    parts = Counter(dict(_objectives().order_by().values_list("owner").annotate(Count("id"))))
    parts.update(dict(_actions().order_by().values_list("owner").annotate(Count("id"))))
    return parts, Counter(dict(_places().order_by().values_list("person").annotate(Count("id"))))


def hand_on(by: User, made: HandOver, about: About) -> None:
    """All of that goes from the giver to the taker, and the hand-over keeps which rows."""
    made.objectives = _give(by, list(objectives(made.giver, about)), made.giver, made.taker)
    made.actions = _give(by, list(actions(made.giver, about)), made.giver, made.taker)
    made.places = [_place(by, row, made.taker) for row in places(made.giver, about)]
    made.save(update_fields=["objectives", "actions", "places"])


def plan_key_accounts(made: HandOver, held: QuerySet[Relationship]) -> None:
    """Each key account of the book gets a plan for how it changes hands."""
    for row in hand_over_plans.key_accounts_among(held):
        hand_over_plans.make(row, made.giver, made.taker, hand_over=made)


def hand_back(by: User, made: HandOver) -> None:
    """What the taker still has of it; what was done or given on since stays."""
    mine = {"id__in": made.objectives}, {"id__in": made.actions}
    _give(by, list(objectives(made.taker).filter(**mine[0])), made.taker, made.giver)
    _give(by, list(actions(made.taker).filter(**mine[1])), made.taker, made.giver)
    for told in made.places:
        _place_back(by, told, made.giver, made.taker)
    hand_over_plans.drop_unbegun(HandOverPlan.objects.filter(hand_over=made, assignment__isnull=True))


def _objectives() -> QuerySet[PlanObjective]:
    return PlanObjective.objects.exclude(plan__state=Plan.State.REVIEWED)


def _actions() -> QuerySet[PlanAction]:
    return PlanAction.objects.filter(task__done__isnull=True).exclude(plan__state=Plan.State.REVIEWED)


def _places() -> QuerySet[AccountMember]:
    return AccountMember.objects.filter(Q(until__isnull=True) | Q(until__gt=timezone.localdate()))


def _give(by: User, rows: Sequence[PlanObjective] | Sequence[PlanAction], giver: User, taker: User) -> list[int]:
    ids = [row.pk for row in rows]
    if rows:
        type(rows[0])._default_manager.filter(id__in=ids).update(owner=taker, version=F("version") + 1)  # noqa: SLF001 - Django's public meta
    for row in rows:
        after = {"owner": taker.pk, "kind": "part of a plan", "title": str(row)}
        party = row.plan.relationship.party
        remember(by=by, action="handed over", row=row, party=party, before={"owner": giver.pk}, after=after)
    return ids


def _place(by: User, row: AccountMember, taker: User) -> list[Any]:
    """The giver leaves and the taker comes: id of who left, its day of leaving before, id of who came or None."""
    today = timezone.localdate()
    over = None if row.until is None else row.until.isoformat()
    AccountMember.objects.filter(id=row.pk).update(until=max(today, row.since))
    came = None
    if not AccountMember.objects.filter(party=row.party_id, person=taker, role=row.role, until__isnull=True).exists():
        came = AccountMember.objects.create(
            party_id=row.party_id, person=taker, role=row.role, does=row.does, since=max(today, row.since),
            until=row.until,
        )  # fmt: skip
        remember(by=by, action="team joined", row=came, party=row.party, after=_told(came))
    remember(by=by, action="team left", row=row, party=row.party, after=_told(row))
    return [row.pk, over, None if came is None else came.pk]


def _place_back(by: User, told: Sequence[Any], giver: User, taker: User) -> None:
    left, over, came = told
    row = AccountMember.objects.filter(id=left, person=giver).select_related("party", "person").first()
    if row is None or places(giver, [row.party_id]).filter(role=row.role).exists():
        return
    if came is not None and not places(taker).filter(id=came).delete()[0]:
        return
    AccountMember.objects.filter(id=row.pk).update(until=over)
    remember(by=by, action="team joined", row=row, party=row.party, after=_told(row))


def _told(member: AccountMember) -> dict[str, str]:
    return {"name": str(member.person), "title": member.get_role_display().lower()}
