"""Key accounts: the relationships chosen for the programme, and let go again."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.records.models import KeyAccount, Party, Relationship, User
from goodwill.terms import UsageError


def key_accounts(user: User) -> QuerySet[KeyAccount]:
    """Those of today whose party the user may see."""
    chosen = KeyAccount.objects.filter(until__isnull=True).select_related(
        "relationship__party", "relationship__manager"
    )
    return policy.about(user, chosen, at="relationship__party")


def key_account_of(party: Party) -> KeyAccount | None:
    """The choice that holds today, if the party is a key account."""
    held = KeyAccount.objects.filter(relationship__party=party, until__isnull=True)
    return held.select_related("relationship__manager").first()


@transaction.atomic
def choose(*, by: User, relationship: Relationship, ground: str, reason: str, since: date | None = None) -> KeyAccount:
    """Make the relationship a key account.

    Raises:
        PermissionDenied: where the user does not steer the programme, or may not see the party.
        UsageError: where it is one already.
        ValidationError: without a reason.
    """
    policy.demand(by, "steer")
    policy.demand_sight(by, relationship.party)
    # Locked, so that of two who choose it at once the second is told.
    held = Relationship.objects.select_for_update(of=("self",)).get(id=relationship.id)
    if KeyAccount.objects.filter(relationship=held, until__isnull=True).exists():
        raise UsageError(f"{relationship.party.name} is a key account already.")
    made = KeyAccount.objects.create(
        relationship=held, ground=ground, reason=_said(reason), since=since or timezone.localdate(), chosen_by=by
    )
    after = {"ground": ground, "reason": made.reason, "since": made.since.isoformat()}
    remember(by=by, action="chosen", row=made, party=relationship.party, after=after)
    return made


@transaction.atomic
def let_go(*, by: User, account: KeyAccount, reason: str) -> None:
    """From today the relationship is no key account; that it was one, and why, is kept.

    Raises:
        PermissionDenied: where the user does not steer the programme, or may not see the party.
        UsageError: where it was let go meanwhile.
        ValidationError: without a reason.
    """
    policy.demand(by, "steer")
    policy.demand_sight(by, account.relationship.party)
    reason, today = _said(reason), timezone.localdate()
    until = max(today, account.since)
    if not KeyAccount.objects.filter(id=account.id, until__isnull=True).update(until=until, why_let_go=reason):
        raise UsageError("It was let go already.")
    after = {"until": until.isoformat(), "reason": reason}
    remember(by=by, action="let go", row=account, party=account.relationship.party, after=after)


def _said(reason: str) -> str:
    reason = reason.strip()[:500]
    if not reason:
        raise ValidationError("Say in a few words why: whoever looks at this next year will want to know.")
    return reason
