"""The catalogue of what the company can do for its customers, and how well."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.records.models import Capability, Need, User
from goodwill.terms import UsageError

HIGHEST = 10.0


@dataclass(frozen=True)
class Asked:
    """A capability and the needs it stands for: how many there are, and how many ask for more than we can do."""

    capability: Capability
    needs: int
    short: int

    @property
    def share(self) -> float:
        return self.capability.level / HIGHEST


def capabilities() -> QuerySet[Capability]:
    """Those that a need can name."""
    return Capability.objects.filter(retired__isnull=True)


def catalogue(user: User, *, retired: bool = False) -> Sequence[Asked]:
    """The capabilities in use, or those retired, with the needs of parties that the user may see."""
    policy.demand(user, "steer")
    rows = Capability.objects.filter(retired__isnull=not retired)
    seen = policy.about(user, Need.objects.filter(capability__in=rows)).order_by().values("capability")
    short = Count("id", filter=Q(level__gt=F("capability__level")))
    found = {one["capability"]: one for one in seen.annotate(needs=Count("id"), short=short)}
    none = {"needs": 0, "short": 0}
    return [Asked(row, (one := found.get(row.pk, none))["needs"], one["short"]) for row in rows]


@transaction.atomic
def add_capability(*, by: User, name: str, level: float, words: str = "") -> Capability:
    """One more that needs can name.

    Raises:
        UsageError: where there is one of that name, or the level is not from 0 to 10.
    """
    policy.demand(by, "steer")
    name, level = _named(name), _levelled(level)
    made = Capability.objects.create(name=name, words=words.strip()[:300], level=level)
    remember(by=by, action="added capability", row=made, after={"name": name, "level": level})
    return made


@transaction.atomic
def edit_capability(
    *, by: User, capability: Capability, version: int, name: str, level: float, words: str = ""
) -> None:
    """Another name, words or level: how well every need that names it is met follows.

    Raises:
        UsageError: as `add_capability`.
        EditedMeanwhileError: where it has another version now.
    """
    policy.demand(by, "steer")
    values = {"name": _named(name, capability), "words": words.strip()[:300], "level": _levelled(level)}
    before, after = change(capability, version, values)
    if after:
        remember(by=by, action="changed capability", row=capability, before=before, after=after)


@transaction.atomic
def retire_capability(*, by: User, capability: Capability) -> None:
    """No need can name it from now on; those that do keep it."""
    policy.demand(by, "steer")
    if Capability.objects.filter(pk=capability.pk, retired__isnull=True).update(retired=timezone.now()):
        remember(by=by, action="retired capability", row=capability, before={"name": capability.name})


@transaction.atomic
def bring_back_capability(*, by: User, capability: Capability) -> None:
    """Undo `retire_capability`.

    Raises:
        UsageError: where another has taken the name meanwhile.
    """
    policy.demand(by, "steer")
    _named(capability.name, capability)
    if Capability.objects.filter(pk=capability.pk, retired__isnull=False).update(retired=None):
        remember(by=by, action="capability back", row=capability, after={"name": capability.name})


def _named(name: str, but: Capability | None = None) -> str:
    name = " ".join(name.split())[:80]
    if not name:
        raise UsageError("Give the capability a name.")
    others = capabilities().exclude(pk=0 if but is None else but.pk)
    if others.filter(name__iexact=name).exists():
        raise UsageError(f"There is a capability {name} already. Change that one, or choose another name.")
    return name


def _levelled(level: float) -> float:
    if not 0 <= level <= HIGHEST:
        raise UsageError(f"The level of a capability runs from 0 to 10, not to {level:g}.")
    return float(level)
