"""A relationship is shared with a partner: from a day to a day, and only what was chosen of it."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.records.models import Party, Share, User
from goodwill.records.user import Role
from goodwill.terms import UsageError

ASPECTS: Mapping[str, str] = {
    "people": "People, and how they are reached",
    "notes": "Notes and contacts",
    "orders": "Orders",
    "files": "Files",
}
"""What can be shown besides name and place: column of a share -> as people read it."""


def partners() -> QuerySet[User]:
    """With whom something can be shared."""
    return User.objects.filter(role=Role.PARTNER, is_active=True).order_by("name")


def shares_of(user: User, party: Party) -> list[Share]:
    """With whom the party is shared; nobody is told of it who may not see the party."""
    return list(policy.about_one(user, Share.objects.all(), party).select_related("partner"))


@transaction.atomic
def share(
    *,
    by: User,
    party: Party,
    partner: User,
    starts: date | None = None,
    ends: date | None = None,
    aspects: Mapping[str, bool] | None = None,
) -> Share:
    """The partner sees the party from the first day to the last, both inclusive, and of it what is chosen.

    Shared already, it is shared so from now on. aspects: of ASPECTS; what is missing is not shown.

    Raises:
        PermissionDenied: where the party is not the user's to share.
        UsageError: for somebody who is no partner, or days the wrong way round.
    """
    policy.demand_on(by, party, "share")
    if partner.role != Role.PARTNER or not partner.is_active:
        raise UsageError(f"{partner} is no partner. People of the company see relationships by their rights.")
    starts = starts or timezone.localdate()
    if ends is not None and ends < starts:
        raise UsageError("The last day comes before the first. Choose a later one.")
    shown = {name: bool((aspects or {}).get(name)) for name in ASPECTS}
    if shown["people"] and not _tells_people(by):
        raise PermissionDenied("What is hidden from your own role is not yours to show. Ask an administrator.")
    if shown["orders"] and "orders" in policy.hidden(by):
        raise PermissionDenied("What is hidden from your own role is not yours to show. Ask an administrator.")
    known = Share.objects.filter(party=party, partner=partner).first()
    values = {"starts": starts, "ends": ends, **shown}
    made = Share.objects.update_or_create(
        party=party, partner=partner, defaults=values, create_defaults=values | {"made_by": by}
    )[0]
    before = {} if known is None else _told(known)
    remember(by=by, action="shared", row=made, party=party, before=before, after=_told(made))
    return made


@transaction.atomic
def end(*, by: User, share: Share) -> None:
    """The partner sees the party no more, from this moment."""
    policy.demand_on(by, share.party, "share")
    before = _told(share)
    if Share.objects.filter(id=share.pk).delete()[0]:
        remember(by=by, action="unshared", what="share", party=share.party, before=before)


def _tells_people(user: User) -> bool:
    return not policy.hidden(user).intersection(("email", "telephone", "address", "web"))


def _told(share: Share) -> dict[str, object]:
    return {
        "partner": str(share.partner),
        "from": share.starts.isoformat(),
        "until": None if share.ends is None else share.ends.isoformat(),
        "with": [label for name, label in ASPECTS.items() if getattr(share, name)],
    }
