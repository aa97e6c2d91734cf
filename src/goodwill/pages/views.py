"""Saved views of lists: kept, brought up to date, renamed, shared, deleted."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.request import SignedIn
from goodwill.programme import views
from goodwill.programme.arrangement import Arrangement
from goodwill.programme.filters import Field, fields_for
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import SavedView
from goodwill.terms import UsageError


class NamedForm(forms.Form):
    name = forms.CharField(max_length=80, label="Name")
    shared = forms.BooleanField(
        required=False,
        label="Share it with everybody",
        help_text="Each sees in it only what their own rights allow.",
    )


class ArrangedForm(forms.Form):
    """A view in its parts, each as the address of the list has it."""

    filter = forms.CharField(required=False, label="Filter", widget=forms.Textarea(attrs={"rows": 2}))
    sort = forms.CharField(required=False, label="Order", help_text="A column; a - before it for the largest first.")
    columns = forms.CharField(required=False, label="Columns")
    by = forms.CharField(required=False, label="Groups")


def arranged_now(view: SavedView, fields: Mapping[str, Field]) -> dict[str, str]:
    """As the form has it, and whole."""
    return Arrangement.of_query(view.query, fields).parts | {"query": view.query}


@require_POST
def save(request: SignedIn) -> HttpResponse:
    query = request.POST.get("query", "")
    try:
        name, shared = request.POST.get("name", ""), bool(request.POST.get("shared"))
        view = views.save(by=request.user, name=name, query=query, shared=shared)
    except UsageError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('relationships')}?{query}")
    messages.success(request, f"View {view.name} is saved and stands among your favourites.")
    return _to(view)


@require_POST
def update(request: SignedIn, pk: int) -> HttpResponse:
    """The view as the list is arranged, or as a form says of whom another was quicker than."""
    view, fields = _view(request, pk), fields_for(request.user)
    asked = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    arranged = Arrangement.of_query(asked["query"], fields) if "query" in asked else Arrangement.read(asked, fields)
    query, seen = asked.get("query", arranged.query), asked.get("original_query")
    try:
        views.update(by=request.user, view=view, query=query, seen=None if seen is None else {"query": seen})
        messages.success(request, f"View {view.name} is as you see it now.")
    except EditedMeanwhileError as edited:
        parts = arranged.parts
        return _meanwhile(request, ArrangedForm(parts), edited, parts, now=lambda row: arranged_now(row, fields))
    except UsageError as error:
        messages.error(request, str(error))
    return _to(view)


@require_POST
def edit(request: SignedIn, pk: int) -> HttpResponse:
    view, form = _view(request, pk), NamedForm(request.POST)
    mine: dict[str, Any] = {"name": request.POST.get("name", ""), "shared": bool(request.POST.get("shared"))}
    try:
        views.edit(by=request.user, view=view, **mine, seen=beside.as_seen(request, form))
    except EditedMeanwhileError as edited:
        return _meanwhile(request, form, edited, mine, now=lambda row: {"name": row.name, "shared": row.shared})
    except UsageError as error:
        messages.error(request, str(error))
    return _to(view)


@require_POST
def star(request: SignedIn, pk: int) -> HttpResponse:
    view = _view(request, pk)
    views.star(by=request.user, view=view, on=request.POST.get("on") == "yes")
    return _to(view)


@require_POST
def delete(request: SignedIn, pk: int) -> HttpResponse:
    view = _view(request, pk)
    views.delete(by=request.user, view=view)
    messages.success(request, f"View {view.name} is deleted.", extra_tags=reverse("view-restore", args=[pk]))
    return redirect("relationships")


@require_POST
def restore(request: SignedIn, pk: int) -> HttpResponse:
    view = get_object_or_404(views.deleted_by(request.user), pk=pk)
    try:
        views.restore(by=request.user, view=view)
    except UsageError as error:
        messages.error(request, str(error))
    return _to(view)


def _view(request: SignedIn, pk: int) -> SavedView:
    """One of those that the user may open."""
    return get_object_or_404(views.views_of(request.user), pk=pk)


def _meanwhile(
    request: SignedIn,
    form: forms.Form,
    edited: EditedMeanwhileError,
    mine: dict[str, Any],
    *,
    now: Callable[[SavedView], dict[str, Any]],
) -> HttpResponse:
    view = edited.theirs
    back, about = _address(view), {"heading": f"View {view.name}", "crumb": "View"}
    return beside.meanwhile(request, form, edited, mine, back=back, context=about, now=now)


def _to(view: SavedView) -> HttpResponse:
    return redirect(_address(view))


def _address(view: SavedView) -> str:
    return f"{reverse('relationships')}?view={view.pk}"
