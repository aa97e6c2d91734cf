"""How much we want to deal by each type of exchange."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from goodwill.measures.practice_questions import version as questions
from goodwill.programme import policy
from goodwill.programme.exchanging.about import About
from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError, change
from goodwill.records.models import PracticeTarget, User
from goodwill.terms import UsageError


def target_of(about: About) -> PracticeTarget | None:
    return about.of(PracticeTarget.objects.all()).first()


@transaction.atomic
def set_target(*, by: User, about: About, version: int, shares: Mapping[str, float], reason: str) -> PracticeTarget:
    """The target profile, 0 (never) to 1 (always) for each type; version: of the one seen, 0 where there was none.

    Raises:
        PermissionDenied: where the user does not steer the programme.
        UsageError: where a type is missing, or its share is none.
        EditedMeanwhileError: where somebody else has set it meanwhile.
    """
    policy.demand(by, "steer")
    about.demand_sight(by)
    types = questions().types
    if set(shares) != set(types) or any(not 0 <= share <= 1 for share in shares.values()):
        raise UsageError(f"Give a target from 0 to 1 for each of {', '.join(types)}.")
    told = {"shares": {kind: float(shares[kind]) for kind in types}, "reason": reason.strip()[:300]}
    target = target_of(about)
    if target is None:
        try:
            with transaction.atomic():
                target = PracticeTarget.objects.create(market=about.market, party=about.party, **told)
        except IntegrityError:
            raise EditedMeanwhileError(target_of(about)) from None
        remember(by=by, action="set target", row=target, party=about.party, after=told)
        return target
    if version != target.version:
        raise EditedMeanwhileError(target)
    before, after = change(target, version, told)
    if after:
        remember(by=by, action="set target", row=target, party=about.party, before=before, after=after)
    return PracticeTarget.objects.get(pk=target.pk)
