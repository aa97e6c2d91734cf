"""Decisions about candidates: chosen, declined or postponed, each with its reason, the old ones kept."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from goodwill.programme import key_accounts, policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.programme.selecting.rounds import still_open
from goodwill.records.models import KeyAccount, SelectionCandidate, SelectionDecision, SelectionRound, User
from goodwill.terms import UsageError

Outcome = SelectionDecision.Outcome


def latest(held: SelectionRound) -> dict[int, SelectionDecision]:
    """Candidate -> the decision that holds."""
    found: dict[int, SelectionDecision] = {}
    for one in SelectionDecision.objects.filter(candidate__round=held).order_by("id"):
        found[one.candidate_id] = one
    return found


def choices_of(user: User, accounts: Iterable[KeyAccount]) -> dict[int, SelectionDecision]:
    """Key account -> the latest decision by which it was chosen, with its round; none for who may not see rounds."""
    if not policy.may(user, "programme"):
        return {}
    rows = SelectionDecision.objects.filter(key_account__in=[one.pk for one in accounts]).order_by("id")
    return {one.key_account_id: one for one in rows.select_related("candidate__round") if one.key_account_id}


def counted(rounds: Sequence[SelectionRound]) -> dict[int, Counter[str]]:
    """Round -> outcome -> how many candidates it holds for today."""
    held: dict[int, tuple[int, str]] = {}
    rows = SelectionDecision.objects.filter(candidate__round__in=rounds).order_by("id")
    for candidate, of, outcome in rows.values_list("candidate", "candidate__round", "outcome"):
        held[candidate] = (of, outcome)
    found: dict[int, Counter[str]] = {one.pk: Counter() for one in rounds}
    for of, outcome in held.values():
        found[of][outcome] += 1
    return found


@transaction.atomic
def decide(
    *, by: User, candidate: SelectionCandidate, version: int, outcome: str, reason: str, ground: str = ""
) -> SelectionDecision:
    """One more decision about a candidate; `version` is that of the candidate the person saw.

    Chosen, it becomes a key account on this ground, or stays one; declined, it is let go where it is one.

    Raises:
        PermissionDenied: where the user does not steer the programme, or may not see the party.
        EditedMeanwhileError: where somebody else has changed it since; nothing is changed.
        UsageError: where the round is closed, no ground is given, or no place is left.
        ValidationError: without a reason.
    """
    policy.demand(by, "steer")
    party = candidate.relationship.party
    policy.demand_sight(by, party)
    held = still_open(candidate.round)
    reason = key_accounts.said(reason)
    change(candidate, version, {})
    account = KeyAccount.objects.filter(relationship=candidate.relationship, until__isnull=True).first()
    if outcome == Outcome.CHOOSE:
        if ground not in KeyAccount.Ground.values:
            raise UsageError("Say on which ground it is chosen.")
        _demand_place(held, candidate, ground)
        account = account or key_accounts.choose(
            by=by, relationship=candidate.relationship, ground=ground, reason=reason
        )
    elif outcome == Outcome.DECLINE and account is not None:
        key_accounts.let_go(by=by, account=account, reason=reason)
    chosen = outcome == Outcome.CHOOSE
    made = SelectionDecision.objects.create(
        candidate=candidate, outcome=outcome, ground=ground if chosen else "", reason=reason,
        on=timezone.localdate(), by=by, key_account=account if chosen else None,
    )  # fmt: skip
    after = {"outcome": outcome, "reason": reason, "round": held.name}
    remember(by=by, action="decided", row=made, party=party, after=after)
    return made


def _demand_place(held: SelectionRound, candidate: SelectionCandidate, ground: str) -> None:
    others = [d for of, d in latest(held).items() if of != candidate.pk and d.outcome == Outcome.CHOOSE]
    if len(others) >= held.places:
        raise UsageError(
            f"All {held.places} places are taken. Decline or postpone one that was chosen, or give the round more."
        )
    plain = sum(1 for one in others if one.ground != KeyAccount.Ground.STRATEGY)
    free = held.places - held.kept_for_strategy
    if ground != KeyAccount.Ground.STRATEGY and plain >= free:
        kept = "the last one is" if held.kept_for_strategy == 1 else f"the last {held.kept_for_strategy} are"
        raise UsageError(
            f"{plain} of {held.places} places are taken, and {kept} kept for strategic reasons. Choose it as "
            "strategic, decline another, or keep fewer places."
        )
