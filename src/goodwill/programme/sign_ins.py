"""Who signed in and out, from where, and who tried to: lines of the history, as everything that is done here."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet

from goodwill.records.models import Change, User

SIGN_IN = "sign-in"
IN, OUT, REFUSED, ENDED = "signed in", "signed out", "sign-in refused", "session ended"
LONGEST = 200


def note_sign_in(
    *, action: str, person: User | None, by: User | None, address: str, device: str, why: str = "", tried: str = ""
) -> None:
    """A line about a sign-in of the person.

    person: None for a try with an address that has no account; then `tried` is that address, and kept only where it is
    one: people type passwords into the wrong field. by: None where nobody knows who it was. device: as it calls itself.
    """
    after = {"address": address, "device": device[:LONGEST], "why": why, "tried": _address(tried)}
    # Not through `remember`: that a person comes and goes changes nothing that lists or segments ask for.
    Change.objects.create(
        by=by,
        what=SIGN_IN,
        row="" if person is None else str(person.pk),
        action=action,
        after={name: value for name, value in after.items() if value},
    )


def account_lines(person: User) -> QuerySet[Change]:
    """What happened with the person's account and sign-ins, newest first."""
    return Change.objects.filter(what__in=(SIGN_IN, "user"), row=str(person.pk)).select_related("by")


def _address(tried: str) -> str:
    try:
        validate_email(tried)
    except ValidationError:
        return ""
    return tried[:LONGEST]
