"""What allauth does for a person is written into the history, as our own actions are."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed

from goodwill.programme import accounts
from goodwill.records.models import User


def listen() -> None:
    password_changed.connect(_password)
    authenticator_added.connect(_codes_on)
    authenticator_removed.connect(_codes_off)


def _password(user: User, **_: Any) -> None:
    accounts.note_own(by=user, action="changed password")


def _codes_on(user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        accounts.note_own(by=user, action="codes on")


def _codes_off(user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        accounts.note_own(by=user, action="codes off")
