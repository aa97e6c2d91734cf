"""The week by mail: to whoever has asked for it, each Monday, once."""

import logging
import smtplib
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.focal_point.week import monday, week_of
from goodwill.programme.jobs.queue import Say, put_once
from goodwill.programme.mail.reading import OURS
from goodwill.records.models import Job, User, Workspace
from goodwill.terms import GoodwillError

KIND = "weekly digest"
_log = logging.getLogger(__name__)


def sends() -> bool:
    """Whether the workspace has a mail server to send with."""
    return bool(settings.SENDS_MAIL)


def ask_for(*, by: User, wanted: bool) -> None:
    """The person wants its week by mail, from the next Monday on, or does not any more."""
    policy.demand(by, "see")
    User.objects.filter(id=by.id).update(weekly_digest=wanted, digest_sent=monday(timezone.localdate()))


def waiting(today: date) -> QuerySet[User]:
    """Who has asked for it and did not get that of this Monday."""
    late = Q(digest_sent__isnull=True) | Q(digest_sent__lt=monday(today))
    return User.objects.filter(late, weekly_digest=True, is_active=True).order_by("id")


def put_in_line() -> None:
    """Where somebody waits and there is a mail server; asked again and again, it is sent once."""
    if sends() and waiting(timezone.localdate()).exists():
        put_once(KIND)


def send_digests(job: Job, say: Say) -> None:  # noqa: ARG001 - every kind of job is given both
    """Each as one mail; who could not be reached is tried again with the next look."""
    today, failed = timezone.localdate(), 0
    for person in waiting(today):
        # Marked first: should it fall in between, one is missed, and nobody gets two.
        marked = waiting(today).filter(id=person.id).update(digest_sent=monday(today))
        if not marked or not policy.may(person, "see"):
            continue
        say(f"Sending the week to {person}")
        try:
            letter(person, today).send()
        except (OSError, smtplib.SMTPException):
            _log.exception("The week could not be sent to person %s", person.id)
            User.objects.filter(id=person.id).update(digest_sent=person.digest_sent)
            failed += 1
    if failed:
        raise GoodwillError(f"The mail server did not take {failed} of the mails. They are tried again.")


def letter(person: User, today: date) -> EmailMessage:
    """The week before this one, as text: without a word of what is private, which no mail carries out."""
    week = week_of(person, monday(today) - timedelta(days=1))
    context = {"week": week, "person": person, "workspace": Workspace.the(), "origin": settings.ORIGIN}
    context["hidden"] = policy.hidden(person)
    return EmailMessage(
        subject=f"Your week from {week.first.day} {week.first:%B}",
        body=render_to_string("goodwill/focal_point/week.txt", context),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated", OURS: "week"},
    )
