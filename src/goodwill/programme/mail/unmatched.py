"""The mails of which nobody knows whose they are: put on a timeline by a person, or ignored."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from goodwill.programme import contact_points, policy
from goodwill.programme.history import remember
from goodwill.programme.mail.matching import parties_at
from goodwill.programme.mail.reading import Read, read
from goodwill.programme.mail.receiving import place
from goodwill.records.models import ContactPoint, Mail, Party, User
from goodwill.terms import UsageError

MOST_AGAIN = 500
"""So many others are looked at when an address becomes known."""


def unmatched(user: User) -> QuerySet[Mail]:
    """Those that the user may put on a timeline, the newest first."""
    found = policy.mails(user).filter(state=Mail.State.UNMATCHED)
    return found.defer("raw").select_related("by").order_by("-received", "-id")


@transaction.atomic
def link(*, by: User, mail: Mail, party: Party, address: str = "") -> int:
    """Put it on the party's timeline; how many mails went on timelines by that.

    address: of the mail, to be kept as the party's own; other mails of the user's queue that it explains then follow.

    Raises:
        PermissionDenied: where the mail is not the user's to place, or the party not its own to change.
        UsageError: where somebody was quicker, or the address is none of the mail's.
    """
    policy.demand_edit(by, party)
    held = _held(by, mail)
    if address and address not in held.outside:
        raise UsageError(f"{address} does not stand in this mail.")
    place(held, _read(held), [party])
    remember(by=by, action=f"{policy.PRIVATE}mail linked", row=held, party=party)
    if not address:
        return 1
    if not party.contact_points.filter(kind=ContactPoint.Kind.EMAIL, value=address).exists():
        contact_points.add_contact_point(by=by, party=party, kind=ContactPoint.Kind.EMAIL.value, value=address)
    return 1 + _again(by, address)


@transaction.atomic
def ignore(*, by: User, mail: Mail) -> None:
    """It leaves the queue; `bring_back` takes that back."""
    held = _held(by, mail)
    Mail.objects.filter(id=held.id).update(state=Mail.State.IGNORED)
    remember(by=by, action="ignored mail", row=held)


@transaction.atomic
def bring_back(*, by: User, mail: Mail) -> None:
    """Undo `ignore`."""
    held = _held(by, mail, state=Mail.State.IGNORED)
    Mail.objects.filter(id=held.id).update(state=Mail.State.UNMATCHED)
    remember(by=by, action="brought mail back", row=held)


def _held(by: User, mail: Mail, state: str = Mail.State.UNMATCHED) -> Mail:
    policy.demand(by, "edit")
    if not policy.mails(by).filter(id=mail.id).exists():
        if Mail.objects.filter(id=mail.id, state=Mail.State.MATCHED).exists() and policy.reach(by, "edit") == "all":
            raise UsageError("Somebody put this mail on a timeline meanwhile.")
        raise PermissionDenied("This mail is for whoever sent it, or the head of the programme, to deal with.")
    found = Mail.objects.select_for_update(of=("self",)).filter(id=mail.id, state=state).select_related("by").first()
    if found is None:
        raise UsageError("Somebody dealt with this mail meanwhile. Load the page again.")
    return found


def _again(by: User, address: str) -> int:
    """The other mails of the queue that the address explains now."""
    placed = 0
    for mail in unmatched(by)[:MOST_AGAIN]:
        asked = mail.outside if mail.by else [mail.sender]
        if address not in asked:
            continue
        held = Mail.objects.select_for_update(of=("self",)).select_related("by").get(id=mail.id)
        if held.state == Mail.State.UNMATCHED and (parties := parties_at(asked)):
            place(held, _read(held), parties)
            placed += 1
    return placed


def _read(mail: Mail) -> Read:
    """With its files, as long as it is kept as it came; of one that was too large there is only the head."""
    if mail.raw is not None:
        return read(bytes(mail.raw))
    return Read(
        mail.message_id, mail.sender, mail.sender_name, tuple(mail.recipients), mail.sent, mail.subject, mail.text
    )
