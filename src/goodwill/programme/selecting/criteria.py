"""The company's own criteria: what makes a customer attractive, and what customers look at when they compare us."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from goodwill.portfolio.selection import Criterion
from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.records.models import SelectionCriterion, SelectionRound, User
from goodwill.terms import UsageError

Side = SelectionCriterion.Side
MOST = 12
"""Of a side: nobody weighs more reasons than that."""


@dataclass(frozen=True)
class Known:
    """A criterion as a round has it, whether it is open or was closed; share: of the weight of its side, 0 to 1."""

    id: int
    side: str
    name: str
    weight: float
    at_0: str
    at_5: str
    at_10: str
    size: bool
    share: float = 0.0

    @property
    def anchors(self) -> str:
        """What scores mean, in one line."""
        said = ((0, self.at_0), (5, self.at_5), (10, self.at_10))
        return " · ".join(f"{score}: {words}" for score, words in said if words)

    @property
    def counted(self) -> Criterion:
        """As the matrix counts it, with weights that add up to 1."""
        said = ((0, self.at_0), (5, self.at_5), (10, self.at_10))
        return Criterion(self.name, self.share, {score: words for score, words in said if words}, size=self.size)


_FIELDS = ("side", "name", "weight", "at_0", "at_5", "at_10", "size")
_SERVED = ("Lets it down", "Serves it well", "Nobody does better")
_USUAL: tuple[tuple[str, str, float, str, str, str, bool], ...] = (
    (Side.OURS, "Growth of its demand", 30, "Shrinks", "Stays level", "Doubles within three years", False),
    (Side.OURS, "Margin after cost of serving", 25, "Costs more than it brings", "As the average", "Twice it", False),
    (Side.OURS, "Present size", 20, "Below the average account", "Among the first fifty", "Among the first five", True),
    (Side.OURS, "Need for what we do best", 15, "Buys what anybody has", "Some of it", "Cannot do without", False),
    (
        Side.OURS,
        "Name that others follow",
        10,
        "Nobody looks at it",
        "Known nearby",
        "Its trade follows it",
        False,
    ),
    (Side.CUSTOMERS, "Goods that fit its needs", 30, *_SERVED, False),
    (Side.CUSTOMERS, "Delivery it can rely on", 30, *_SERVED, False),
    (Side.CUSTOMERS, "Price and terms", 20, *_SERVED, False),
    (Side.CUSTOMERS, "People and advice", 20, *_SERVED, False),
)


def company(side: str = "") -> list[Known]:
    """Those in use now, each with its share of its side."""
    rows = SelectionCriterion.objects.filter(retired__isnull=True)
    return _with_shares([_known(row) for row in (rows.filter(side=side) if side else rows)])


def of_round(held: SelectionRound) -> list[Known]:
    """The company's while the round is open; those that it was closed with afterwards."""
    return company() if held.is_open else _with_shares([Known(**one) for one in held.criteria])


def frozen() -> list[dict[str, Any]]:
    """The company's, as a round that closes keeps them."""
    return [asdict(one) for one in company()]


@transaction.atomic
def adopt_usual(*, by: User) -> None:
    """Begin with the usual criteria, which the company then makes its own.

    Raises:
        UsageError: where there are criteria already.
    """
    policy.demand(by, "steer")
    if SelectionCriterion.objects.filter(retired__isnull=True).exists():
        raise UsageError("There are criteria already. Change those, or add to them.")
    begin_with_usual()
    remember(by=by, action="adopted criteria", what="selectioncriterion")


def begin_with_usual() -> None:
    SelectionCriterion.objects.bulk_create(
        SelectionCriterion(**dict(zip(_FIELDS, one, strict=True)), place=place) for place, one in enumerate(_USUAL)
    )


@transaction.atomic
def add(*, by: User, values: dict[str, Any]) -> SelectionCriterion:
    """One more criterion, the last of its side. values: side, name, weight, at_0, at_5, at_10, size.

    Raises:
        UsageError: without a name or weight, for a name that is taken, or beyond MOST.
    """
    policy.demand(by, "steer")
    wanted = _checked(values)
    held = SelectionCriterion.objects.filter(side=wanted["side"], retired__isnull=True)
    if held.count() >= MOST:
        raise UsageError(f"There are {MOST} criteria on this side, which is as many as anybody weighs.")
    last = SelectionCriterion.objects.aggregate(last=Max("place"))["last"] or 0
    made = SelectionCriterion.objects.create(**wanted, place=last + 1)
    remember(by=by, action="added criterion", row=made, after=wanted)
    return made


@transaction.atomic
def edit(*, by: User, criterion: SelectionCriterion, version: int, values: dict[str, Any]) -> None:
    """Other words or another weight; `version` is the one that the person saw. The side stays.

    Raises:
        EditedMeanwhileError: where somebody else has changed it since; nothing is changed.
        UsageError: as in `add`.
    """
    policy.demand(by, "steer")
    wanted = _checked(values | {"side": criterion.side}, but=criterion)
    before, after = change(criterion, version, wanted)
    if after:
        remember(by=by, action="changed criterion", row=criterion, before=before, after=after)


@transaction.atomic
def retire(*, by: User, criterion: SelectionCriterion) -> None:
    """It is not asked any more; its scores and the rounds that were closed with it stay.

    Raises:
        UsageError: where it is the last of its side.
    """
    policy.demand(by, "steer")
    used = SelectionCriterion.objects.filter(side=criterion.side, retired__isnull=True)
    if not used.exclude(pk=criterion.pk).exists():
        raise UsageError("It is the only one of its side. Add another before it goes.")
    if used.filter(pk=criterion.pk).update(retired=timezone.now()):
        remember(by=by, action="retired criterion", row=criterion, before={"name": criterion.name})


def _checked(values: dict[str, Any], but: SelectionCriterion | None = None) -> dict[str, Any]:
    wanted = {name: values.get(name, "") for name in _FIELDS}
    wanted["name"] = " ".join(str(wanted["name"]).split())[:80]
    wanted["size"] = bool(wanted["size"]) and wanted["side"] == Side.OURS
    for name in ("at_0", "at_5", "at_10"):
        wanted[name] = " ".join(str(wanted[name]).split())[:200]
    if not wanted["name"]:
        raise UsageError("Give the criterion a name.")
    weight = float(wanted["weight"] or 0)
    if not 0 < weight <= 1000:  # noqa: PLR2004 - as much as anybody writes
        raise UsageError(f"The weight of “{wanted['name']}” is {weight:g}; give more than 0, up to 1,000.")
    wanted["weight"] = weight
    taken = SelectionCriterion.objects.filter(side=wanted["side"], retired__isnull=True)
    folded = {row.name.casefold() for row in taken if but is None or row.pk != but.pk}
    if wanted["name"].casefold() in folded:
        raise UsageError(f"There is a criterion {wanted['name']} already. Choose another name.")
    return wanted


def _known(row: SelectionCriterion) -> Known:
    return Known(row.pk, *(getattr(row, name) for name in _FIELDS))


def _with_shares(rows: list[Known]) -> list[Known]:
    totals: dict[str, float] = {}
    for one in rows:
        totals[one.side] = totals.get(one.side, 0.0) + one.weight
    return [Known(**asdict(one) | {"share": one.weight / totals[one.side]}) for one in rows]
