from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from goodwill.records.models import User, Workspace

# What a person without one-time codes needs to set them up, or to leave.
FREE = {"mfa_activate_totp", "account_reauthenticate", "mfa_reauthenticate", "account_logout"}


class CodesForAll:
    """Where the workspace asks everybody for one-time codes, who has none sets them up before any other page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: tuple[Any, ...], _options: dict[str, Any]
    ) -> HttpResponseBase | None:
        open_to_all = not getattr(view, "login_required", True)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if open_to_all or name in FREE or not isinstance(request.user, User):
            return None
        if not Workspace.the().codes_for_all:
            return None
        if Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists():
            return None
        return redirect("mfa_activate_totp")
