"""Saved views of lists: kept, brought up to date, renamed, shared, deleted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme import views
from goodwill.records.models import SavedView
from goodwill.terms import UsageError


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
    view = _view(request, pk)
    try:
        views.update(by=request.user, view=view, query=request.POST.get("query", ""))
        messages.success(request, f"View {view.name} is as you see it now.")
    except UsageError as error:
        messages.error(request, str(error))
    return _to(view)


@require_POST
def edit(request: SignedIn, pk: int) -> HttpResponse:
    view = _view(request, pk)
    try:
        views.edit(
            by=request.user, view=view, name=request.POST.get("name", ""), shared=bool(request.POST.get("shared"))
        )
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


def _to(view: SavedView) -> HttpResponse:
    return redirect(f"{reverse('relationships')}?view={view.pk}")
