"""The sidebar: favourites, the pages that the role may see, the evidence."""

from django.http import HttpRequest
from django.urls import reverse

from goodwill.programme import policy
from goodwill.programme.views import views_of
from goodwill.records.models import User, Workspace
from goodwill.terms.markets import markets_of

Group = dict[str, object]
Page = tuple[str, str, str, policy.Action]
PAGES: tuple[Page, ...] = (
    ("today", "Today", "house", "see"),
    ("calendar", "Calendar", "calendar", "see"),
    ("week", "Your week", "clock", "see"),
    ("relationships", "Relationships", "users-round", "see"),
    ("portfolio", "Portfolio", "chart-line", "portfolio"),
)
TABS = ("today", "relationships", "portfolio", "calendar")
"""On a telephone the first three of these that the role may see have a tab of their own; the others are under More."""
RELATIONSHIPS: tuple[Page, ...] = (
    ("segments", "Segments", "target", "see"),
    ("hand-overs", "Hand-over", "handshake", "assign"),
    ("unmatched-mail", "Unmatched mail", "mail", "edit"),
)
PROGRAMME: tuple[Page, ...] = (
    ("key-accounts", "Key accounts", "star", "see"),
    ("selection", "Selection", "target", "programme"),
    ("managers", "Managers", "user-round", "programme"),
    ("plans", "Plans", "file-text", "see"),
)
SECTIONS: tuple[tuple[Page, ...], ...] = (
    (
        ("key-accounts", "Accounts", "star", "see"),
        ("programme-ladder", "Ladder", "trending-up", "programme"),
        ("programme-ties", "Ties", "link", "programme"),
        ("clubs", "Customer organisations", "users-round", "see"),
        ("entitlements", "Entitlements", "gift", "programme"),
        ("capabilities", "Capabilities", "wrench", "steer"),
        ("exchange", "Type of exchange", "arrow-right", "see"),
    ),
    (
        ("managers", "Managers", "user-round", "programme"),
        ("managers-coverage", "Load and coverage", "scale", "programme"),
        ("assignments", "Assignments", "handshake", "programme"),
    ),
)
"""Pages that share a line of the sidebar, that of the first; each of them shows the others as tabs."""
EVIDENCE: tuple[Page, ...] = (("imports", "Imports", "file-up", "import"),)
SETTINGS: tuple[Page, ...] = (
    ("own-fields", "Own fields", "list", "fields"),
    ("teams", "Teams", "users-round", "teams"),
    ("history", "History", "history", "history"),
    ("accounts", "Accounts", "settings", "accounts"),
    ("rights", "Rights", "lock", "rights"),
    ("speaking", "Who may speak", "message-square", "steer"),
    ("mail-settings", "Address for mail", "mail", "settings"),
    ("workspace-settings", "Markets and analysis", "sliders-horizontal", "settings"),
)
# Pages that belong to one of the sidebar under another name.
PART_OF = {
    "own-field": "own-fields",
    "person": "accounts",
    "team": "teams",
    "hand-over": "hand-overs",
    "capability": "capabilities",
    "plan": "plans",
    **dict.fromkeys(("assignment", "assignment-weigh", "assignment-override"), "assignments"),
    "programme-ladder-beyond": "programme-ladder",
    "mail-link": "unmatched-mail",
    **dict.fromkeys(("club", "club-add", "club-edit", "club-join", "club-member"), "clubs"),
}


def navigation(request: HttpRequest) -> dict[str, object]:
    user = request.user
    if not isinstance(user, User):
        return {}
    at = request.resolver_match.view_name if request.resolver_match else ""
    if not policy.may(user, "see"):
        return _narrow(user, at)
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
        {"label": "Relationships", "pages": _links(RELATIONSHIPS, user, at)},
        {"label": "Programme", "pages": _links(PROGRAMME, user, at)},
        {"label": "Markets", "pages": _markets(request, workspace)},
        {"label": "Evidence", "pages": _links(EVIDENCE, user, at)},
        {"label": "Settings", "pages": _links(SETTINGS, user, at)},
    ]
    return {
        "section_tabs": _section(user, at),
        "workspace": workspace,
        "nav": [group for group in groups if group["pages"]],
        "hidden": policy.hidden(user),
        "user_role": user.get_role_display(),
        "search_url": reverse("search"),
        "account_url": reverse("account"),
    }


def _narrow(user: User, at: str) -> dict[str, object]:
    """For who sees nothing but what is shared with it: no search, no palette, no other page."""
    page = {
        "url": reverse("shared"),
        "name": "shared",
        "icon": "handshake",
        "label": "Shared with you",
        "current": at.startswith("shared"),
        "tab": True,
    }
    return {
        "workspace": Workspace.the(),
        "nav": [{"label": "", "pages": [page]}],
        "narrow": True,
        "hidden": policy.hidden(user),
        "user_role": user.get_role_display(),
        "account_url": reverse("account"),
    }


def _markets(request: HttpRequest, workspace: Workspace) -> list[dict[str, object]]:
    """A page for each market of the workspace's list."""
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


def _tabs(user: User) -> list[str]:
    allowed = [name for name, _label, _icon, action in PAGES if policy.may(user, action)]
    return [name for name in TABS if name in allowed][:3]


def section_pages(user: User, at: str = "") -> list[dict[str, object]]:
    """The pages that have no line of their own in the sidebar."""
    return [link for pages in SECTIONS for link in _links(pages[1:], user, at)]


def _section(user: User, at: str) -> list[dict[str, object]]:
    """The tabs of the section that the page opens: on its own pages, not on those below."""
    pages = next((pages for pages in SECTIONS if at in [name for name, *_ in pages]), ())
    links = [link | {"current": link["name"] == at} for link in _links(pages, user, at)]
    return links if len(links) > 1 else []


def _line(at: str) -> str:
    """The page of the sidebar to which a page belongs."""
    name = PART_OF.get(at, at)
    return next((pages[0][0] for pages in SECTIONS if name in [one for one, *_ in pages]), name)


def _links(pages: tuple[Page, ...], user: User, at: str) -> list[dict[str, object]]:
    tabs = _tabs(user)
    return [
        {
            "url": reverse(name),
            "name": name,
            "icon": icon,
            "label": label,
            "current": _line(at) == name or at.startswith(f"{name}-"),
            "tab": name in tabs,
        }
        for name, label, icon, action in pages
        if policy.may(user, action)
    ]
