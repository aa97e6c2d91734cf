"""What roles may do and what they are not told, as two tables that an administrator changes."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from goodwill.pages.request import SignedIn
from goodwill.programme import policy, rights
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.policy.actions import FIXED_ROLES, ROLES, changeable
from goodwill.programme.policy.reaching import of_role, told_nothing_of
from goodwill.records.models import Rights
from goodwill.records.user import Role
from goodwill.terms import UsageError

WORDS: Mapping[str, str] = {"yes": "Yes", "all": "All", "team": "Team’s", "own": "Own", "no": "No"}
CHANGEABLE = tuple(role for role in ROLES if role not in FIXED_ROLES)
Cells = dict[str, str]
"""role:action -> how far; role:field -> hidden, or nothing."""


def page(request: SignedIn) -> HttpResponse:
    """Both tables; where somebody else was quicker, theirs beside mine and the original."""
    policy.demand(request.user, "rights")
    now = _now()
    if request.method != "POST":
        return _page(request, now, now, Rights.the().version)
    mine, version = _sent(request.POST), request.POST.get("version", "")
    try:
        changed = rights.settle(
            by=request.user,
            version=int(version) if version.isdecimal() else 0,
            chosen=_chosen(mine),
            hidden=_hidden(mine),
        )
    except EditedMeanwhileError as edited:
        return _page(request, mine, now, edited.theirs.version, fields=_differing(request, now, mine), status=409)
    except UsageError as error:
        return _page(request, mine, _original(request) or now, Rights.the().version, error=str(error), status=400)
    messages.success(request, "The rights are kept, and hold from now on." if changed else "Nothing was changed.")
    return redirect("rights")


def _now() -> Cells:
    cells = {f"{role}:{action}": of_role(role, action) for role in CHANGEABLE for action in policy.ACTIONS}
    hidden = {
        f"{role}:{name}": "hidden" if name in told_nothing_of(role) else ""
        for role in CHANGEABLE
        for name in rights.hideable()
    }
    return {**cells, **hidden}


def _sent(post: QueryDict) -> Cells:
    """What the form says; a box that was not ticked sends nothing."""
    fields = [f"{role}:{name}" for role in CHANGEABLE for name in rights.hideable()]
    chosen = {
        f"{role}:{action}": post.get(f"{role}:{action}", of_role(role, action))
        for role in CHANGEABLE
        for action in policy.ACTIONS
    }
    return chosen | {cell: "hidden" if post.get(cell) else "" for cell in fields}


def _chosen(cells: Cells) -> dict[str, dict[str, str]]:
    return {role: {action: cells[f"{role}:{action}"] for action in policy.ACTIONS} for role in CHANGEABLE}


def _hidden(cells: Cells) -> dict[str, list[str]]:
    """With those of retired fields, which no table shows."""
    shown = rights.hideable()
    return {
        role: [name for name in shown if cells[f"{role}:{name}"]]
        + [name for name in told_nothing_of(role) if name not in shown]
        for role in CHANGEABLE
    }


def _original(request: SignedIn) -> Cells:
    """What the person began with."""
    try:
        told = json.loads(request.POST.get("original", "{}"))
    except ValueError:
        return {}
    return {str(cell): str(value) for cell, value in told.items()} if isinstance(told, dict) else {}


def _differing(request: SignedIn, theirs: Cells, mine: Cells) -> list[dict[str, str]]:
    original = _original(request)
    return [
        {
            "name": _said(cell),
            "theirs": _word(theirs[cell]),
            "mine": _word(mine[cell]),
            "original": _word(original.get(cell, "")),
        }
        for cell in theirs
        if theirs[cell] != mine[cell]
    ]


def _said(cell: str) -> str:
    role, _, name = cell.partition(":")
    label = next((meaning.label for action, meaning in policy.ACTIONS.items() if action == name), "")
    return f"{Role(role).label}: {label or rights.hideable()[name][0]}"


def _word(value: str) -> str:
    return WORDS.get(value, "Hidden" if value else "Told")


def _page(
    request: SignedIn,
    cells: Cells,
    original: Cells,
    version: int,
    *,
    fields: list[dict[str, str]] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "roles": [Role(role) for role in ROLES],
        "rows": [
            (meaning, [_cell(role, action, cells) for role in ROLES]) for action, meaning in policy.ACTIONS.items()
        ],
        "told_roles": [Role(role) for role in CHANGEABLE],
        "told": [
            (label, says, [(f"{role}:{name}", bool(cells[f"{role}:{name}"]), Role(role).label) for role in CHANGEABLE])
            for name, (label, says) in rights.hideable().items()
        ],
        "version": version,
        "original": json.dumps(original),
        "fields": fields,
        "error": error,
    }
    return render(request, "goodwill/rights.html", context, status=status)


def _cell(role: str, action: policy.Action, cells: Cells) -> dict[str, object]:
    default = policy.DEFAULTS[action][role]
    if not changeable(role, action):
        return {"word": WORDS[default], "name": ""}
    value = cells[f"{role}:{action}"]
    return {
        "name": f"{role}:{action}",
        "label": f"{policy.ACTIONS[action].label}, {Role(role).label}",
        "options": [
            (reach, f"{WORDS[reach]} (default)" if reach == default else WORDS[reach], reach == value)
            for reach in policy.ACTIONS[action].reaches
        ],
        "default": "" if value == default else WORDS[default],
    }
