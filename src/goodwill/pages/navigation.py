"""The sidebar: favourites, the pages that the role may see, the evidence."""

from django.http import HttpRequest
from django.urls import reverse

from goodwill.programme import handing_over, policy
from goodwill.programme.own_fields import may_define
from goodwill.programme.views import views_of
from goodwill.records.models import User, Workspace
from goodwill.terms.markets import markets_of

Group = dict[str, object]
Page = tuple[str, str, str, policy.Action]
PAGES: tuple[Page, ...] = (
    ("today", "Today", "house", "see"),
    ("calendar", "Calendar", "calendar", "see"),
    ("relationships", "Relationships", "users-round", "see"),
    ("portfolio", "Portfolio", "chart-line", "portfolio"),
)
# Those that have a tab of their own on a telephone; the others are under More.
TABS = ("today", "relationships", "portfolio")
RELATIONSHIPS: tuple[Page, ...] = (("segments", "Segments", "target", "see"),)
EVIDENCE: tuple[Page, ...] = (("imports", "Imports", "file-up", "import"),)
SETTINGS: tuple[Page, ...] = (
    ("accounts", "Accounts", "settings", "settings"),
    ("workspace-settings", "Markets and analysis", "sliders-horizontal", "settings"),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    user = request.user
    if not isinstance(user, User):
        return {}
    at = request.resolver_match.view_name if request.resolver_match else ""
    favourites = [
        {
            "url": f"{reverse('relationships')}?view={view.pk}",
            "icon": "star",
            "label": view.name,
            "current": at == "relationships" and request.GET.get("view") == str(view.pk),
        }
        for view in views_of(user).filter(favourite_of=user)[:8]
    ]
    workspace = Workspace.the()
    groups: list[Group] = [
        {"label": "Favourites", "pages": favourites},
        {"label": "", "pages": _links(PAGES, user, at)},
        {"label": "Relationships", "pages": _links(RELATIONSHIPS, user, at) + _hand_over(user, at)},
        {"label": "Markets", "pages": _markets(request, workspace, user)},
        {"label": "Evidence", "pages": _links(EVIDENCE, user, at)},
        {"label": "Settings", "pages": _own_fields(user, at) + _links(SETTINGS, user, at)},
    ]
    return {
        "workspace": workspace,
        "nav": [group for group in groups if group["pages"]],
        "user_role": user.get_role_display(),
        "search_url": reverse("search"),
        "account_url": reverse("account"),
    }


def _own_fields(user: User, at: str) -> list[dict[str, object]]:
    if not may_define(user):
        return []
    url = reverse("own-fields")
    current = at in ("own-fields", "own-field")
    return [{"url": url, "name": "own-fields", "icon": "list", "label": "Own fields", "current": current}]


def _hand_over(user: User, at: str) -> list[dict[str, object]]:
    if not handing_over.may(user):
        return []
    current = at in ("hand-overs", "hand-over")
    return [
        {
            "url": reverse("hand-overs"),
            "name": "hand-overs",
            "icon": "handshake",
            "label": "Hand-over",
            "current": current,
        }
    ]


def _markets(request: HttpRequest, workspace: Workspace, user: User) -> list[dict[str, object]]:
    """A page for each market of the workspace's list."""
    if not policy.may(user, "see"):
        return []
    at = request.resolver_match
    code = at.kwargs.get("code") if at and at.view_name == "market" else None
    if at and at.view_name == "relationships" and request.GET.get("filter") == "market:customer":
        code = "customer"
    return [
        {
            "url": reverse("market", args=[market.code]),
            "name": f"market-{market.code}",
            "icon": market.icon,
            "label": market.plural,
            "current": market.code == code,
        }
        for market in markets_of(workspace.markets)
    ]


def _links(pages: tuple[Page, ...], user: User, at: str) -> list[dict[str, object]]:
    return [
        {
            "url": reverse(name),
            "name": name,
            "icon": icon,
            "label": label,
            "current": at == name or at.startswith(f"{name}-"),
            "tab": name in TABS,
        }
        for name, label, icon, action in pages
        if policy.may(user, action)
    ]
