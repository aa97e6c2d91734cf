"""A mail has come: kept once, put on the timelines of the parties that it is about, or into the queue."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from goodwill.programme import working
from goodwill.programme.attachments import keep_file
from goodwill.programme.mail.matching import match
from goodwill.programme.mail.reading import LIMIT, Read, read
from goodwill.records.models import Contact, Mail, Party
from goodwill.terms import UsageError

HEAD = 256 * 1024
"""So much of a mail that is too large is read: who sent it, to whom, and about what."""
MOST_ON_TIMELINE = 20_000
"""Signs of a mail's text that its contacts carry; the mail has it whole."""


def receive(raw: bytes) -> Mail:
    """Keep a mail; one that is there already is the one that is there. Committed when this returns.

    Rights follow from nothing that it says: what lands on a timeline is private until somebody shares it.
    """
    told, too_large = _told(raw)
    known = Mail.objects.filter(message_id=told.message_id).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _keep(told, None if too_large else raw)
    except IntegrityError:
        # The same mail came by another way at the same moment.
        again = Mail.objects.filter(message_id=told.message_id).first()
        if again is None:
            raise
        return again


def place(mail: Mail, told: Read, parties: Sequence[Party]) -> None:
    """A contact for each of the parties, private, with the files that are kept; what is not is listed on the mail."""
    refused = list(mail.refused)
    for party in parties:
        contact = Contact(party=party, kind=Contact.Kind.MAIL, private=True, mail=mail, by=mail.by)
        contact.text = f"{mail.subject}\n\n{mail.text}"[:MOST_ON_TIMELINE]
        contact.on = timezone.localdate(mail.sent)
        working.keep(contact)
        for file in told.files:
            try:
                upload = SimpleUploadedFile(file.name, file.content)
                keep_file(party=party, file=upload, writer=mail.by, contact=contact)
            except UsageError as error:
                refused.append(f"Not kept: {error}")
    mail.state, mail.refused, mail.raw = Mail.State.MATCHED, list(dict.fromkeys(refused)), None
    mail.save(update_fields=["state", "refused", "raw"])


def _told(raw: bytes) -> tuple[Read, bool]:
    """What it says; of one that is too large only its head, and that it was."""
    if len(raw) <= LIMIT:
        return read(raw), False
    head = raw[:HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    told = read(head + b"\n\n")
    sentence = f"It is larger than {LIMIT // 1024**2} MB: its text and files are not kept."
    return replace(told, files=(), refused=(*told.refused, sentence)), True


def _keep(told: Read, raw: bytes | None) -> Mail:
    matched = match(told)
    mail = Mail.objects.create(
        message_id=told.message_id,
        state=Mail.State.IGNORED if told.automatic else Mail.State.UNMATCHED,
        sender=told.sender,
        sender_name=told.sender_name,
        recipients=list(told.recipients),
        outside=list(matched.outside),
        by=matched.by,
        sent=told.sent,
        subject=told.subject,
        text=told.text,
        refused=[*told.refused, *([told.automatic] if told.automatic else [])],
        raw=None if told.automatic or matched.parties else raw,
    )
    if matched.parties and not told.automatic:
        place(mail, told, matched.parties)
    return mail
