"""Candidates of a round: those that the user may see, and those that people add."""

from django.db import transaction
from django.db.models import QuerySet

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.key_accounts import said
from goodwill.programme.selecting import carrying
from goodwill.programme.selecting.drawing import MOST, tell
from goodwill.programme.selecting.rounds import still_open
from goodwill.records.models import CandidateGround, Party, Relationship, SelectionCandidate, SelectionRound, User
from goodwill.terms import UsageError

Ground = CandidateGround.Ground


def candidates(user: User, held: SelectionRound | None = None) -> QuerySet[SelectionCandidate]:
    """Of one round or of all, as far as the user may see whom they are about."""
    found = SelectionCandidate.objects.select_related("relationship__party", "relationship__manager", "round")
    rows = policy.about(user, found, at="relationship__party")
    return rows if held is None else rows.filter(round=held)


def untold(user: User) -> frozenset[str]:
    """Grounds of which the user is not told what the analysis or a tag says; what a person wrote is told to all."""
    if not policy.tells_reasons(user):
        return frozenset(Ground.values)
    return frozenset({Ground.PIONEER.value}) if "tag" in policy.hidden(user) else frozenset()


def looked_at_now(user: User, party: Party) -> SelectionCandidate | None:
    """The party as a candidate of the open round, for who may see rounds."""
    if not policy.may(user, "programme"):
        return None
    found = candidates(user).filter(relationship__party=party, round__is_open=True)
    return found.select_related(None).select_related("round").first()


@transaction.atomic
def add(
    *, by: User, selection_round: SelectionRound, relationship: Relationship, ground: str, reason: str
) -> SelectionCandidate:
    """Put a customer on the list by hand, or give one that is on it a further ground.

    Raises:
        PermissionDenied: where the user does not steer the programme, or may not see the party.
        UsageError: where the round is closed or full, or the customer has this ground already.
        ValidationError: without a reason.
    """
    policy.demand(by, "steer")
    policy.demand_sight(by, relationship.party)
    held = still_open(selection_round)
    if relationship.market != "customer":
        raise UsageError(f"{relationship.party.name} is no customer; key accounts are.")
    reason = said(reason)
    candidate, made = SelectionCandidate.objects.get_or_create(
        round=held, relationship=relationship, defaults={"added_by": by}
    )
    if made and held.candidates.count() > MOST:
        raise UsageError(f"The round has {MOST} candidates, which is as many as anybody looks at one by one.")
    if candidate.grounds.filter(ground=ground).exists():
        raise UsageError(f"{relationship.party.name} is on the list on this ground already.")
    told = CandidateGround.objects.create(candidate=candidate, ground=ground, reason=reason, by=by)
    if made:
        tell(held, [candidate])
        carrying.carry(candidate)
    after = {"round": held.name, "ground": ground, "reason": reason}
    remember(by=by, action="put on the list", row=told, party=relationship.party, after=after)
    return candidate
