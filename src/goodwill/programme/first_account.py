"""The first account of a workspace: made by whoever holds the one-time token that the server prints."""

import hashlib
import secrets

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from goodwill.programme.history import remember
from goodwill.records.models import User, Workspace
from goodwill.records.user import Role


def wanted() -> bool:
    """Has nobody an account yet?"""
    return not User.objects.exists()


def issue_token() -> str:
    """A new one-time token; only its hash is kept, and an earlier one no longer opens anything."""
    token = secrets.token_urlsafe(24)
    Workspace.the()
    Workspace.objects.filter(id=1).update(first_account_token=_hash(token))
    return token


def opens(token: str) -> bool:
    kept = Workspace.the().first_account_token
    return bool(kept) and wanted() and secrets.compare_digest(kept, _hash(token))


@transaction.atomic
def make_first_account(*, token: str, email: str, name: str, password: str) -> User:
    """The administrator. The token is spent.

    Raises:
        PermissionError: for a token that was spent or never issued.
        ValidationError: for a password too weak.
    """
    workspace = Workspace.objects.select_for_update().get_or_create(id=1)[0]
    if not opens(token):
        raise PermissionError("This link was used already, or is an old one. Start the server again for a new one.")
    user = User(email=email.lower(), name=name, role=Role.ADMINISTRATOR)
    validate_password(password, user)
    user.set_password(password)
    user.save()
    workspace.first_account_token = ""
    workspace.save(update_fields=["first_account_token"])
    remember(by=user, action="first account", row=user, after={"email": user.email})
    return user


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
