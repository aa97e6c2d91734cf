"""Decisions of a party: named, changed and ended; and all of its group that a user may see."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.records.models import Decision, Party, User
from goodwill.terms import UsageError

WINDOW = 90
LONGEST_WINDOW = 1_000


def decisions(user: User) -> QuerySet[Decision]:
    """Those of the parties that the user may see."""
    return policy.about(user, Decision.objects.select_related("party"))


def decisions_at(user: User, parties: Sequence[Party]) -> list[Decision]:
    """Those still taken at these parties, from the supplier on to the end user."""
    stages = ["", *Decision.Stage.values]
    found = decisions(user).filter(party__in=parties, until__isnull=True)
    return sorted(found, key=lambda one: (stages.index(one.stage), one.about.casefold(), one.pk))


@transaction.atomic
def name_decision(
    *, by: User, party: Party, about: str, stage: str = "", window: int = WINDOW, since: date | None = None
) -> Decision:
    """A decision that is taken at an organisation, whose unit can now be mapped.

    window: days within which a contact counts for its coverage.

    Raises:
        PermissionDenied: unless the party is the user's to change.
        UsageError: for a person, without words, for a day to come, or where it is named already.
    """
    policy.demand_edit(by, party)
    if party.kind == Party.Kind.PERSON:
        raise UsageError(f"{party.name} is a person. Name the decision at the organisation where it is taken.")
    # Locked, so that of two who name one at once the second is told.
    Party.objects.select_for_update(of=("self",)).get(id=party.pk)
    values = _checked(party, about, stage, window)
    made = Decision.objects.create(party=party, since=day_up_to_now(since), **values)
    remember(by=by, action="named decision", row=made, party=party, after={"about": made.about, "stage": stage})
    return made


@transaction.atomic
def change_decision(*, by: User, decision: Decision, version: int, about: str, stage: str, window: int) -> None:
    """Other words, another stage or window; `version` is the one that the person saw.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
        UsageError: as in `name_decision`.
    """
    policy.demand_edit(by, decision.party)
    values = _checked(decision.party, about, stage, window, other_than=decision)
    before, after = change(decision, version, values)
    remember(by=by, action="changed", row=decision, party=decision.party, before=before, after=after)


@transaction.atomic
def end_decision(*, by: User, decision: Decision) -> None:
    """It is not taken any more; how its unit was stays to be looked at.

    Raises:
        UsageError: where it has ended already.
    """
    policy.demand_edit(by, decision.party)
    today = timezone.localdate()
    if not Decision.objects.filter(id=decision.id, until__isnull=True).update(until=max(today, decision.since)):
        raise UsageError(f"{decision.about} has ended already.")
    remember(by=by, action="ended decision", row=decision, party=decision.party, before={"about": decision.about})


def day_up_to_now(since: date | None) -> date:
    """The day given, else today.

    Raises:
        UsageError: for a day to come: a map shows what was and what is.
    """
    today = timezone.localdate()
    if since is not None and since > today:
        raise UsageError("That day is still to come. Choose today or an earlier one.")
    return since or today


def demand_going_on(decision: Decision) -> None:
    """Locks the decision, so that of two who change its unit at once the second sees the first; it must go on."""
    held = Decision.objects.select_for_update(of=("self",)).get(id=decision.id)
    if held.until is not None:
        raise UsageError(f"{held.about} has ended. Name the decision anew to map it again.")


def _checked(
    party: Party, about: str, stage: str, window: int, other_than: Decision | None = None
) -> dict[str, str | int]:
    about = " ".join(about.split())[:120]
    if not about:
        raise UsageError("Say in a few words what is decided, such as: which gifts it stocks.")
    if stage and stage not in Decision.Stage.values:
        raise UsageError(f'"{stage}" is no stage. Choose one of {", ".join(Decision.Stage.values)}, or none.')
    if not 1 <= window <= LONGEST_WINDOW:
        raise UsageError(f"A contact counts for 1 to {LONGEST_WINDOW:,} days, not {window}.")
    same = Decision.objects.filter(party=party, about__iexact=about, stage=stage, until__isnull=True).first()
    if same is not None and same != other_than:
        raise UsageError(f"{same.about} is named at {party.name} already. Open it, or use other words.")
    return {"about": about, "stage": stage, "window": window}
