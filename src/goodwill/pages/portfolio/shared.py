"""What every page of the portfolio has: the day it shows, the day it compares with, its tabs and its pieces."""

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.kept.analysed import Analysed, analysed, before, chosen
from goodwill.programme.past_analyses import ordered
from goodwill.report.definitions_live import LIVE
from goodwill.report.html_parts import without_styles
from goodwill.terms import UsageError

TABS = (
    ("portfolio", "State"),
    ("portfolio-groups", "Groups"),
    ("portfolio-movement", "Movement"),
    ("portfolio-retention", "Retention"),
    ("portfolio-value", "Value"),
    ("portfolio-evidence", "Evidence"),
    ("portfolio-record", "Forecast record"),
    ("portfolio-history", "History"),
)


@dataclass(frozen=True)
class Shown:
    """day: the one that is shown. since: the one that it is compared with, None for the first. days: newest first."""

    days: Sequence[Analysed]
    day: Analysed
    since: Analysed | None

    def address(self, name: str, **asked: str) -> str:
        """Of a portfolio page for the same days."""
        kept = {} if self.day.current else {"as_of": self.day.as_of.isoformat()}
        if self.since is not None and self.since != before(self.days, self.day):
            kept["since"] = self.since.as_of.isoformat()
        query = urlencode(kept | asked)
        return f"{reverse(name)}?{query}" if query else reverse(name)

    def list_of(self, query: str = "", **asked: str) -> str:
        """Of the list, always with its days, so that the address means the same tomorrow."""
        days = {"as_of": self.day.as_of.isoformat()}
        if self.since is not None:
            days["since"] = self.since.as_of.isoformat()
        return f"{reverse('portfolio-list')}?{urlencode(days | asked)}{'&' if query else ''}{query}"


def shown(request: SignedIn) -> Shown | None:
    """None before the first analysis."""
    policy.demand(request.user, "portfolio")
    days = analysed()
    day = chosen(days, request.GET.get("as_of", ""))
    if day is None:
        return None
    asked = request.GET.get("since", "")
    since = next((d for d in days if d.as_of < day.as_of and d.as_of.isoformat() == asked), before(days, day))
    return Shown(days, day, since)


def answer(
    request: SignedIn, template: str, context: dict[str, object], days: Shown, *names: str, status: int = 200
) -> HttpResponse:
    """The page with its tabs, pickers and the kept pieces of these names."""
    at = request.resolver_match.view_name if request.resolver_match else ""
    pieces = _pieces(days, {*names, "definitions"})
    context |= {
        "shown": days,
        "page_url": reverse(at),
        "tabs": [{"url": days.address(name), "label": label, "current": name == at} for name, label in TABS],
        "pieces": {name.replace("-", "_"): pieces.get(name, SafeString("")) for name in names},
        "popovers": pieces.get("definitions", SafeString("")),
        "live": LIVE,
        "kept": bool(pieces),
        "waiting": len(ordered()),
    }
    return render(request, f"goodwill/portfolio/{template}.html", context, status=status)


def nothing(request: SignedIn) -> HttpResponse:
    """The page before the first analysis."""
    return render(request, "goodwill/portfolio/nothing.html", {"may_import": policy.may(request.user, "import")})


def mistaken(request: SignedIn, days: Shown, error: UsageError) -> HttpResponse:
    return answer(request, "mistaken", {"error": str(error)}, days, status=400)


def _pieces(days: Shown, names: Collection[str]) -> dict[str, str]:
    """What the analysis drew, as HTML of our own making; the addresses in it become those of this day's pages.

    The headline is plain text, and is left to the template to escape.
    """
    path = Path(settings.FOLDER) / "reports" / f"pieces-{days.day.run}.json"
    if not path.exists():
        return {}
    told: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    to_list = escape(days.list_of("x")).removesuffix("x")
    to_record = reverse("record", args=[0]).removesuffix("0/")
    return {
        name: text if name == "headline" else SafeString(_aimed(text, to_list, to_record))  # nosec B703 - as said above
        for name, text in told.items()
        if name in names
    }


def _aimed(text: str, to_list: str, to_record: str) -> str:
    text = without_styles(text).replace('href="list?', f'href="{to_list}')
    return re.sub(r'href="record/(\d+)"', rf'href="{to_record}\1/"', text)
