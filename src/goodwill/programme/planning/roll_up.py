"""The plans of a group of companies together: objectives of one measure, money and hours, added up."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from goodwill.programme import policy
from goodwill.programme.planning.evidence import gather
from goodwill.programme.planning.measures import SHELF, Measure
from goodwill.programme.planning.resources import Sum, sums
from goodwill.programme.planning.results import REACHED, Result, results
from goodwill.programme.planning.seen import plans
from goodwill.records.models import Descent, Party, Plan, PlanAction, PlanObjective, User

MOST_DAYS = 12
ADDS_UP = ("money", "number")
"""Units of which a sum means something; shares and words are counted as reached or not."""


@dataclass(frozen=True)
class Together:
    """Of the objectives of one measure: how many, how many reached; sums only over those whose result is known."""

    measure: Measure | None
    objectives: int
    reached: int
    known: int
    target: float | None
    now: float | None


@dataclass(frozen=True)
class Company:
    plan: Plan
    found: Sequence[Result]
    taken: Sequence[Sum]

    @property
    def reached(self) -> int:
        return sum(one.verdict == REACHED for one in self.found)


@dataclass(frozen=True)
class RollUp:
    """companies: one line a plan. without: companies of the group that have no plan for that day, as far as seen.

    apart: those whose orders hold those of another company here, which would count twice.
    """

    on: date
    companies: Sequence[Company]
    without: Sequence[Party]
    together: Sequence[Together]
    taken: Sequence[Sum]
    apart: Sequence[Company]


def roll_up(user: User, party: Party, on: date, gone: Collection[str] = ()) -> RollUp:
    """Annual plans of the party and of all that stands below it that the user may see, as of a day."""
    below = Descent.objects.filter(ancestor=party).values("descendant")
    found = plans(user).filter(span=Plan.Span.ANNUAL, starts__lte=on, ends__gte=on)
    ours = [*found.filter(relationship__party=party), *found.filter(relationship__party__in=below)]
    rows = _with_parts([plan.pk for plan in ours])
    evidence = gather([plan.relationship.party for plan in rows])
    told = [
        Company(
            plan,
            [one for one in results(plan, evidence[plan.relationship.party_id]) if one.tells not in gone],
            sums(plan),
        )
        for plan in rows
    ]
    planned = {one.plan.relationship.party_id for one in told}
    twice = {key for key in planned if evidence[key].others & planned}
    summed, apart = (
        [one for one in told if (one.plan.relationship.party_id in twice) is held] for held in (False, True)
    )
    return RollUp(on, told, _without(user, party, planned), _together(summed), _taken(told), apart)


def starts_of(user: User, party: Party) -> list[date]:
    """The days on which annual plans of the group begin, the latest first."""
    below = Descent.objects.filter(ancestor=party).values("descendant")
    found = plans(user).filter(Q(relationship__party=party) | Q(relationship__party__in=below))
    days = found.filter(span=Plan.Span.ANNUAL).order_by("-starts").values_list("starts", flat=True).distinct()
    return list(days[:MOST_DAYS])


def has_below(party: Party) -> bool:
    return Descent.objects.filter(ancestor=party).exists()


def _with_parts(ids: Sequence[int]) -> list[Plan]:
    objectives = Prefetch("objectives", PlanObjective.objects.select_related("owner"))
    actions = Prefetch("actions", PlanAction.objects.select_related("task"))
    found = Plan.objects.filter(id__in=ids).select_related("relationship__party", "relationship__manager")
    return list(found.prefetch_related(objectives, actions, "resources").order_by("relationship__party__name", "id"))


def _without(user: User, party: Party, planned: Collection[int]) -> list[Party]:
    below = policy.parties(user).filter(above__ancestor=party).exclude(id__in=planned)
    return list(below.filter(relationships__isnull=False).distinct().order_by("name")[:100])


def _together(companies: Sequence[Company]) -> list[Together]:
    by_measure: dict[str, list[Result]] = defaultdict(list)
    for company in companies:
        for one in company.found:
            by_measure[one.objective.measure].append(one)
    order = [*SHELF, ""]
    return [_sum(SHELF.get(code), by_measure[code]) for code in order if by_measure[code]]


def _sum(measure: Measure | None, found: Sequence[Result]) -> Together:
    known = [one for one in found if one.now is not None and one.now.value is not None]
    adds_up = measure is not None and measure.unit in ADDS_UP
    targets = [one.objective.target for one in found if one.objective.target is not None]
    return Together(
        measure,
        len(found),
        sum(one.verdict == REACHED for one in found),
        len(known),
        sum(targets) if adds_up and targets else None,
        sum(one.now.value for one in known if one.now and one.now.value is not None) if adds_up and known else None,
    )


def _taken(companies: Sequence[Company]) -> list[Sum]:
    by_kind: dict[str, list[Sum]] = defaultdict(list)
    for company in companies:
        for one in company.taken:
            by_kind[one.kind].append(one)
    return [
        Sum(
            kind,
            sum(one.planned for one in some),
            sum(one.used for one in some),
            sum(one.budget for one in some if one.budget is not None)
            if any(one.budget is not None for one in some)
            else None,
        )
        for kind, some in by_kind.items()
    ]
