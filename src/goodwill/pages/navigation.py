"""The sidebar: favourites, the pages that the role may see, the evidence."""

from django.http import HttpRequest
from django.urls import reverse

from goodwill.programme import policy
from goodwill.records.models import SavedView, User, Workspace

Group = dict[str, object]
Page = tuple[str, str, str, policy.Action]
PAGES: tuple[Page, ...] = (
    ("today", "Today", "house", "see"),
    ("relationships", "Relationships", "users-round", "see"),
    ("portfolio", "Portfolio", "chart-line", "portfolio"),
)
EVIDENCE: tuple[Page, ...] = (("imports", "Imports", "file-up", "import"),)
SETTINGS: tuple[Page, ...] = (("accounts", "Accounts", "settings", "settings"),)


def navigation(request: HttpRequest) -> dict[str, object]:
    user = request.user
    if not isinstance(user, User):
        return {}
    at = request.resolver_match.view_name if request.resolver_match else ""
    favourites = [
        {"url": f"{reverse('relationships')}?{view.query}", "icon": "star", "label": view.name}
        for view in SavedView.objects.filter(owner=user, favourite=True)[:8]
    ]
    groups: list[Group] = [
        {"label": "Favourites", "pages": favourites},
        {"label": "", "pages": _links(PAGES, user, at)},
        {"label": "Evidence", "pages": _links(EVIDENCE, user, at)},
        {"label": "Settings", "pages": _links(SETTINGS, user, at)},
    ]
    return {
        "workspace": Workspace.the(),
        "nav": [group for group in groups if group["pages"]],
        "user_role": user.get_role_display(),
        "search_url": reverse("search"),
        "account_url": reverse("account"),
    }


def _links(pages: tuple[Page, ...], user: User, at: str) -> list[dict[str, object]]:
    return [
        {
            "url": reverse(name),
            "name": name,
            "icon": icon,
            "label": label,
            "current": at == name or at.startswith(f"{name}-"),
            "tab": pages is PAGES,
        }
        for name, label, icon, action in pages
        if policy.may(user, action)
    ]
