"""What allauth is told of signing in here: that nobody signs up, our words, and how the picture of a key is drawn."""

import re
from collections.abc import Iterable
from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from goodwill.pages import remembering
from goodwill.programme import accounts
from goodwill.records.models import User

CODE = "One-time code"
CODE_HELP = "Six digits from the app, or a recovery code."


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody makes an account for itself: an administrator does, and the first one has a one-time link."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Ask an administrator.",
        "email_password_mismatch": "The e-mail address or the password is wrong.",
        "enter_current_password": "This is not your password.",
        "incorrect_password": "This is not your password.",
        "incorrect_code": "This code is wrong or too old.",
        "too_many_login_attempts": "Too many wrong tries. Wait five minutes, then try again.",
        "rate_limited": "Too many tries. Wait five minutes, then try again.",
    }

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        tried = str(credentials.get("email", ""))
        person = User.objects.filter(email__iexact=tried).first()
        remembering.refused(request, person=person, why="wrong password", tried="" if person else tried)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        remembering.refused(request, person=user, why="closed account")
        answer: HttpResponse = super().respond_user_inactive(request, user)
        return answer

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("account")


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        for session in sessions:
            accounts.end_session(by=session.user, session=session)


class CodesAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": "This code is wrong or too old."}

    def build_totp_svg(self, url: str) -> str:
        """The picture as part of a page: no XML declaration, and a name for who can not see it."""
        svg = super().build_totp_svg(url)
        return re.sub(
            r"^.*?<svg ", '<svg class="qr" role="img" aria-label="Picture for the app" ', svg, flags=re.DOTALL
        )


def _plain(form: forms.Form, words: dict[str, str]) -> None:
    """Labels of our own, and no words inside the fields."""
    for name, field in form.fields.items():
        field.label = words.get(name, field.label)
        field.widget.attrs.pop("placeholder", None)


class SignInForm(account_forms.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _plain(self, {"login": "E-mail address", "remember": "Stay signed in on this device"})


class ChangePasswordForm(account_forms.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _plain(
            self, {"oldpassword": "Present password", "password1": "New password", "password2": "New password again"}
        )


class PasswordAgainForm(account_forms.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _plain(self, {})


class CodeForm(code_forms.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _plain(self, {"code": CODE})
        self.fields["code"].help_text = CODE_HELP


class CodeAgainForm(code_forms.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _plain(self, {"code": CODE})
        self.fields["code"].help_text = CODE_HELP


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _plain(self, {"code": CODE})
