"""The address to which people copy their mails: its first part is a secret, and whatever else comes is turned away."""

import re
import secrets

from django.db import transaction

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.records.models import User, Workspace
from goodwill.terms import UsageError

_HOST = re.compile(r"(?=.{1,200}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")


def box() -> str:
    """Such as box-k3f9@mail.example.com; empty until an administrator has named the host."""
    workspace = Workspace.the()
    return f"box-{workspace.mail_token}@{workspace.mail_host}" if workspace.mail_host and workspace.mail_token else ""


def is_box(address: str) -> bool:
    """Compared in a time that tells nothing of how far a guess was right."""
    known = box()
    return bool(known) and secrets.compare_digest(address.strip().lower().encode(), known.encode())


@transaction.atomic
def set_host(*, by: User, host: str) -> str:
    """The host behind the @; empty turns every mail away. The address.

    Raises:
        UsageError: for what is no name of a host.
    """
    policy.demand(by, "settings")
    host = host.strip().lower().removeprefix("@")
    if host and not _HOST.fullmatch(host):
        raise UsageError(f'"{host}" is no name of a host. Write one such as mail.example.com.')
    workspace = Workspace.the()
    before = workspace.mail_host
    token = workspace.mail_token or _token()
    Workspace.objects.filter(id=workspace.pk).update(mail_host=host, mail_token=token)
    if before != host:
        remember(by=by, action="changed", row=workspace, before={"mail host": before}, after={"mail host": host})
    return box()


@transaction.atomic
def renew(*, by: User) -> str:
    """Another secret part: mails to the address before are turned away from now on."""
    policy.demand(by, "settings")
    workspace = Workspace.the()
    Workspace.objects.filter(id=workspace.pk).update(mail_token=_token())
    # The address is a secret: that it changed is told, and not what it is.
    remember(by=by, action="changed", row=workspace, before={"mail address": "one"}, after={"mail address": "another"})
    return box()


def _token() -> str:
    """Letters and digits that nobody mistakes for one another; sixty bits."""
    return "".join(secrets.choice("23456789abcdefghjkmnpqrstuvwxyz") for _ in range(12))
