"""The gate before every page: which right it needs at least. A page without a line here opens to nobody.

What a page then shows, and of whom, policy decides again, row by row.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from goodwill.pages.climbing import urls as climbing
from goodwill.pages.deciding import urls as deciding
from goodwill.pages.exchanging import urls as exchanging
from goodwill.pages.focal_point import urls as focal_point
from goodwill.pages.managing import urls as managing
from goodwill.pages.needing import urls as needing
from goodwill.pages.open_to import ANYBODY, Needs, open_to
from goodwill.pages.planning import urls as planning
from goodwill.pages.portfolio import urls as portfolio
from goodwill.pages.selection import urls as selection
from goodwill.pages.tying import urls as tying
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
    **open_to("see", "key-accounts"),
    **open_to("edit", "calendar-add task-move absence-end task-done task-reopen task-later task-give"),
    **open_to("edit", "task-give-up change-later answer file-delete file-restore bulk-prepare bulk bulk-undo"),
    **open_to("edit", "move move-back edit add-note add-task add-person add-tag remove-tag own-values"),
    **open_to("edit", "new-party party-end group subsidiary affiliation-add affiliation contact-point-add"),
    **open_to("edit", "contact-point contact-point-remove identifier-add identifier-remove relationship-begin"),
    **open_to("edit", "relationship add-file ask-access contact-private"),
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
    **climbing.NEEDS,
    **deciding.NEEDS,
    **exchanging.NEEDS,
    **focal_point.NEEDS,
    **managing.NEEDS,
    **needing.NEEDS,
    **planning.NEEDS,
    **portfolio.NEEDS,
    **selection.NEEDS,
    **tying.NEEDS,
    **_all("shared", "shared shared-record"),
    **_all("see", "task mention-seen relationships save-view view-update view-edit view-star view-delete view-restore"),
    **_all("see", "board record suggest market follow mentionable segments segment search palette"),
    **_all("see", "calendar calendar-feed-make calendar-feed-end absences"),
    **_all("edit", "calendar-add task-move absence-end"),
    **_all(
        "edit", "task-done task-reopen task-later task-give task-give-up change-later answer file-delete file-restore"
    ),
    **_all("edit", "bulk-prepare bulk bulk-undo move move-back edit add-note add-task add-person add-tag remove-tag"),
    **_all("edit", "own-values new-party party-end group subsidiary affiliation-add affiliation contact-point-add"),
    **_all(
        "edit", "contact-point contact-point-remove identifier-add identifier-remove relationship-begin relationship"
    ),
    **_all("edit", "add-file ask-access contact-private"),
    **_all("edit", "unmatched-mail mail-link mail-ignore mail-back customer-team-add speaking-of"),
    **_all("edit", "team-member-leave team-member-back"),
    **_all("see", "customer-team news-seen news-all-seen week week-by-mail"),
    **_all("steer", "speaking topic-add topic-retire"),
    **_all("settings", "mail-settings mail-renew"),
    **_all("share", "share unshare"),
    **_all("export", "export export-made export-take"),
    **_all("see", "key-accounts"),
    **_all("see", "decisions decision"),
    **_all("edit", "decision-add decision-edit decision-end decision-task seat-add seat seat-end"),
    **_all("edit", "seat-link-add seat-link seat-link-end"),
    **_all("steer", "key-account-choose key-account-let-go"),
    **_all("see", "party-needs party-entitlements"),
    **_all("edit", "need-add need need-judge need-judge-back need-next need-drop entitle entitlement entitlement-drop"),
    **_all("programme", "entitlements"),
    **_all("see", "exchange exchange-about exchange-sheet party-exchange"),
    **_all("edit", "party-exchange-ask"),
    **_all("steer", "exchange-ask exchange-target exchange-wording party-exchange-target"),
    **_all("steer", "capabilities capability-add capability capability-retire capability-back"),
    **_all("programme", "selection selection-criteria selection-round selection-candidate"),
    **_all("steer", "selection-open selection-edit selection-add selection-draw selection-score-lists selection-close"),
    **_all("steer", "selection-usual selection-criterion-add selection-criterion selection-criterion-retire"),
    **_all("steer", "selection-scores selection-quality selection-decide"),
    **_all("programme", "managers managers-coverage managers-plans managers-plan"),
    **_all("see", "care-needed managers-one managers-hand-over managers-job managers-job-agree managers-job-pdf"),
    **_all("edit", "care-needed-edit managers-hand-over-step"),
    **_all("steer", "managers-edit managers-training managers-training-end managers-job-template managers-job-write"),
    **_all("steer", "managers-job-offer managers-plan-draft managers-plan-weigh managers-plan-run"),
    **_all("steer", "managers-plan-override managers-plan-withdraw managers-plan-effect"),
    **_all("see", "ties ladder clubs club"),
    **_all("edit", "tie-add tie tie-remove club-join club-member"),
    **_all("edit", "ladder-attitude ladder-referral ladder-attitude-back ladder-referral-back"),
    **_all("programme", "programme-ties programme-ties-kinds programme-ladder"),
    **_all("steer", "programme-ties-kind-add programme-ties-kind programme-ties-kind-retire programme-ties-kind-back"),
    **_all("steer", "programme-ties-scale club-add club-edit"),
    **_all("see", "plans plan plan-print party-plan plan-group"),
    **_all("edit", "plan-start plan-text plan-share plan-budget plan-add plan-part plan-remove plan-submit"),
    **_all("edit", "plan-carry-over plan-judge plan-used plan-review plan-sign plan-sign-back"),
    **_all("steer", "plan-agree plan-send-back plan-reopen"),
    **_all("segment", "segment-keep segment-drop"),
    **_all("portfolio", "portfolio portfolio-groups portfolio-movement portfolio-retention portfolio-value"),
    **_all("portfolio", "portfolio-evidence portfolio-record portfolio-history portfolio-list portfolio-list-export"),
    **_all("portfolio", "report report-style"),
    **_all("analyse", "portfolio-order analyse-again"),
    **_all("history", "history history-export"),
    **_all("import", "imports import import-columns import-confirm import-undo import-set-aside"),
    **_all("fields", "own-fields own-field-add own-field own-field-move own-field-retire own-field-back"),
    **_all("teams", "teams team-add team team-drop"),
    **_all("settings", "workspace-settings search-rebuild"),
    **_all("accounts", "accounts accounts-add accounts-codes person person-role person-link person-deactivate"),
    **_all("accounts", "person-reactivate"),
    **_all("assign", "hand-overs hand-over hand-over-back"),
    **_all("rights", "rights"),
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
