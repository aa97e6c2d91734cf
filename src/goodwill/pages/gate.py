"""The gate before every page: which right it needs at least. A page without a line here opens to nobody.

What a page then shows, and of whom, policy decides again, row by row.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from goodwill.pages.folders import FOLDERS
from goodwill.pages.open_to import ANYBODY, Needs, open_to
from goodwill.programme import policy
from goodwill.records.models import User

NEEDS: Mapping[str, Needs] = {
    **dict.fromkeys(
        (
            *("today", "account", "account-name", "account-address", "session-end"),
            *("account_login", "account_logout", "account_reauthenticate", "account_change_password"),
            *("mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
            *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
            "usersessions_list",
        ),
        ANYBODY,
    ),
    "file": ("see", "shared"),
    **open_to("shared", "shared shared-record"),
    **open_to("see", "task mention-seen relationships save-view view-update view-edit view-star view-delete"),
    **open_to("see", "view-restore board record suggest market follow mentionable segments segment search"),
    **open_to("see", "palette calendar calendar-feed-make calendar-feed-end absences news-seen news-all-seen"),
    **open_to("see", "key-accounts standings"),
    **open_to("edit", "calendar-add task-move absence-end task-done task-reopen task-later task-give"),
    **open_to("edit", "task-give-up change-later answer file-delete file-restore bulk-prepare bulk bulk-undo"),
    **open_to("edit", "move move-back edit add-note add-task add-person add-tag remove-tag own-values"),
    **open_to("edit", "new-party party-end group subsidiary affiliation-add affiliation contact-point-add"),
    **open_to("edit", "contact-point contact-point-remove identifier-add identifier-remove relationship-begin"),
    **open_to("edit", "relationship add-file ask-access contact-private contact-change"),
    **open_to("share", "share unshare"),
    **open_to("export", "export export-made export-take"),
    **open_to("steer", "key-account-choose key-account-let-go"),
    **open_to("segment", "segment-keep segment-drop"),
    **open_to("analyse", "analyse-again"),
    **open_to("history", "history history-export"),
    **open_to("import", "imports import import-columns import-confirm import-undo import-set-aside"),
    **open_to("fields", "own-fields own-field-add own-field own-field-move own-field-retire own-field-back"),
    **open_to("teams", "teams team-add team team-drop"),
    **open_to("settings", "workspace-settings search-rebuild"),
    **open_to("accounts", "accounts accounts-add accounts-codes person person-role person-link person-deactivate"),
    **open_to("accounts", "person-reactivate"),
    **open_to("assign", "hand-overs hand-over hand-over-back"),
    **open_to("rights", "rights"),
    **{name: needs for folder in FOLDERS for name, needs in folder.NEEDS.items()},
}
"""Name of an address -> the actions of which one is needed."""


class Gate:
    """Asks for the right that a page needs before it runs, and has policy ask the database once a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with policy.asked_once():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: tuple[Any, ...], _options: dict[str, Any]
    ) -> None:
        if not getattr(view, "login_required", True) or not isinstance(request.user, User):
            return
        name = request.resolver_match.view_name if request.resolver_match else ""
        needs = NEEDS.get(name)
        if needs is not None and (needs == ANYBODY or any(policy.may(request.user, need) for need in needs)):
            return
        if needs is None or not policy.may(request.user, "see"):
            # Whoever sees nothing of the workspace is not told either which pages it has.
            raise Http404
        role = request.user.get_role_display()
        raise PermissionDenied(f"Your role ({role}) may not do this. Ask an administrator.")
