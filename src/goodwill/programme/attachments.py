"""Files kept with a party: taken in by what they are, given only to who may see it, deleted with a way back."""

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile  # noqa: TC002 - told to readers of the signature
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.file_kinds import kind_of
from goodwill.programme.file_names import harmless
from goodwill.programme.history import remember
from goodwill.programme.uploads import kept_upload
from goodwill.records.models import Attachment, Contact, Party, User
from goodwill.terms import UsageError

LIMIT = 25 * 1024**2
"""Bytes of one file."""
MOST_SHOWN = 50


def attachments(user: User, party: Party) -> QuerySet[Attachment]:
    """The party's files, the newest first."""
    there = policy.attachments(user, party=party).filter(party=party, deleted__isnull=True)
    return there.select_related("by", "contact")[:MOST_SHOWN]


@transaction.atomic
def attach(*, by: User, party: Party, file: "UploadedFile[bytes]") -> Attachment:
    """Keep a file with a party, under a name of our own.

    Raises:
        PermissionDenied: where the user may not edit the party.
        UsageError: for a file that is empty, too large, of a kind that is not kept, or not what its name says.
    """
    policy.demand_edit(by, party)
    made = keep_file(party=party, file=file, writer=by)
    remember(by=by, action="added file", row=made, party=party, after={"name": made.name, "bytes": made.size})
    return made


@transaction.atomic
def keep_file(
    *, party: Party, file: "UploadedFile[bytes]", writer: User | None = None, contact: Contact | None = None
) -> Attachment:
    """For actions that have asked the policy. contact: with which it came. Raises UsageError as `attach` does."""
    name = harmless(file.name or "")
    if not file.size:
        raise UsageError(f"{name} is empty. Choose the file again.")
    if file.size > LIMIT:
        raise UsageError(f"{name} is larger than {LIMIT // 1024**2} MB. Make it smaller, or keep it in parts.")
    kind = kind_of(name, file.file)  # type: ignore[arg-type]
    stored = uuid4().hex
    about = {"party": party, "by": writer, "contact": contact}
    with kept_upload(file, _folder() / stored) as sha256, transaction.atomic():
        return Attachment.objects.create(
            name=name, stored=stored, kind=kind.code, size=file.size, sha256=sha256, **about
        )


def path_of(attachment: Attachment) -> Path:
    return _folder() / attachment.stored


@transaction.atomic
def delete(*, by: User, attachment: Attachment) -> None:
    """The file is shown to nobody any more; its history stays, and `restore` brings it back."""
    _demand(by, attachment)
    if Attachment.objects.filter(id=attachment.id, deleted__isnull=True).update(deleted=timezone.now()):
        name = {"name": _said(attachment)}
        remember(by=by, action="deleted file", row=attachment, party=attachment.party, before=name, after=name)


@transaction.atomic
def restore(*, by: User, attachment: Attachment) -> None:
    """Undo `delete`."""
    _demand(by, attachment)
    if Attachment.objects.filter(id=attachment.id, deleted__isnull=False).update(deleted=None):
        name = {"name": _said(attachment)}
        remember(by=by, action="restored file", row=attachment, party=attachment.party, before=name, after=name)


def _said(attachment: Attachment) -> str:
    """In the history, which more people read: nothing of what is private."""
    private = attachment.contact is not None and attachment.contact.private
    return "that came with a private mail" if private else attachment.name


def _demand(by: User, attachment: Attachment) -> None:
    if not policy.attachments(by, "edit").filter(id=attachment.id).exists():
        raise PermissionDenied("This file belongs to a relationship of another manager.")


def _folder() -> Path:
    folder = Path(settings.FOLDER) / "attachments"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
