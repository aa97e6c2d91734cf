"""The palette: one box for records, pages and actions; only what the person may see and do."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goodwill.pages.navigation import navigation, section_pages
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.finding import find
from goodwill.programme.finding.words import Asked, asked
from goodwill.records.models import User

MOST = 5
MOST_RECENT = 6


@dataclass(frozen=True)
class Action:
    """Something to do from anywhere. address: a page's name; does: what the browser does instead, as its attribute."""

    label: str
    icon: str
    needs: policy.Action
    address: str = ""
    does: tuple[str, str] | None = None


ACTIONS = (
    Action("Import orders", "upload", "import", "imports"),
    Action("New relationship", "plus", "edit", "new-party"),
    Action("Invite a person", "user-round-plus", "accounts", "accounts"),
    Action("Going away: arrange cover", "user-round", "edit", "absences"),
    Action("Light appearance", "sun", "see", does=("data-set-theme", "light")),
    Action("Dark appearance", "moon", "see", does=("data-set-theme", "dark")),
    Action("Appearance as the system", "monitor", "see", does=("data-set-theme", "system")),
    Action("Keys of the keyboard", "circle-question-mark", "see", does=("data-dialog", "keys")),
    Action("Your account", "user-round", "see", "account"),
    Action("Sign out", "log-out", "see", "account_logout"),
)


def page(request: SignedIn) -> HttpResponse:
    """The options for what was typed so far; recent: the records that this browser looked at last, by their keys."""
    words = request.GET.get("q", "").strip()[:200]
    wanted = asked(words)
    results = find(request.user, words, most=MOST)
    recent = [int(key) for key in request.GET.get("recent", "").split(",")[:MOST_RECENT] if key.isdecimal()]
    seen = {} if words else policy.parties(request.user).in_bulk(recent)
    context = {
        "words": words,
        "results": results,
        "recent": [seen[key] for key in dict.fromkeys(recent) if key in seen],
        "places": [link for link in _places(request) if _named(wanted, words, str(link["label"]))],
        "actions": [one for one in _actions(request.user) if _named(wanted, words, str(one["label"]))],
    }
    return render(request, "goodwill/palette.html", context)


def _places(request: SignedIn) -> list[dict[str, object]]:
    """Every page of the sidebar and of its sections, so that a new one is here by itself."""
    groups = navigation(request)["nav"]
    shown = [link for group in groups for link in group["pages"]]  # type: ignore[attr-defined]
    return [*shown, *section_pages(request.user)]


def _actions(user: User) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for one in ACTIONS:
        if policy.may(user, one.needs):
            url = reverse(one.address) if one.address else ""
            found.append({"label": one.label, "icon": one.icon, "url": url, "does": one.does})
    return found


def _named(wanted: Asked, words: str, label: str) -> bool:
    """Whether each word that was typed begins one of the label; with nothing typed all are."""
    return not words or (bool(wanted) and wanted.all_in(" ".join(label.casefold().split())))
