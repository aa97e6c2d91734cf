"""What allauth does for a person is written into the history, as our own actions are."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_out
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from goodwill.programme import accounts, sign_ins
from goodwill.records.models import User


def listen() -> None:
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    authentication_failed.connect(_wrong_code)
    password_changed.connect(_password)
    authenticator_added.connect(_codes_on)
    authenticator_removed.connect(_codes_off)


def whence(request: HttpRequest) -> dict[str, str]:
    """The address that a request came from, and the device as it calls itself."""
    try:
        address = get_adapter(request).get_client_ip(request)
    except PermissionDenied:  # none is known
        address = ""
    return {"address": address, "device": request.headers.get("User-Agent", "")}


def refused(request: HttpRequest, *, person: User | None, why: str, tried: str = "") -> None:
    """Somebody tried to sign in as the person, or with an address that nobody has."""
    sign_ins.note_sign_in(action=sign_ins.REFUSED, person=person, by=None, why=why, tried=tried, **whence(request))


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    sign_ins.note_sign_in(action=sign_ins.IN, person=user, by=user, **whence(request))


def _signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        sign_ins.note_sign_in(action=sign_ins.OUT, person=user, by=user, **whence(request))


def _wrong_code(request: HttpRequest, user: User, **_: Any) -> None:
    refused(request, person=user, why="wrong code")


def _password(request: HttpRequest, user: User, **_: Any) -> None:
    accounts.note_own(by=user, action="changed password", **whence(request))


def _codes_on(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        accounts.note_own(by=user, action="codes on", **whence(request))


def _codes_off(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        accounts.note_own(by=user, action="codes off", **whence(request))
