"""Saved views: a list's arrangement under a name, private or shared, among the favourites of those who want it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import demand_as_seen
from goodwill.records.models import SavedView, User
from goodwill.terms import UsageError

LONGEST = 4_000


def views_of(user: User) -> QuerySet[SavedView]:
    """The user's own, and those that others share. Whoever opens one sees in it what its own rights allow."""
    return SavedView.objects.filter(Q(owner=user) | Q(shared=True)).select_related("owner")


def deleted_by(user: User) -> QuerySet[SavedView]:
    """Deleted ones that the user may bring back."""
    found = SavedView.with_deleted.filter(deleted__isnull=False)
    return found.filter(Q(owner=user) | Q(shared=True) if policy.may(user, "settings") else Q(owner=user))


def may_change(user: User, view: SavedView) -> bool:
    """Its owner; a shared one also who keeps the settings, for owners leave."""
    return view.owner_id == user.pk or (view.shared and policy.may(user, "settings"))


@transaction.atomic
def save(*, by: User, name: str, query: str, shared: bool = False) -> SavedView:
    """A new view, a favourite of who made it.

    Raises:
        UsageError: without a name, or where the name is taken.
    """
    policy.demand(by, "see")
    name, query = _named(name), _short(query)
    try:
        with transaction.atomic():
            view = SavedView.objects.create(owner=by, name=name, query=query, shared=shared)
    except IntegrityError as error:
        raise UsageError(f"You have a view {name} already. Choose another name, or update that one.") from error
    view.favourite_of.add(by)
    remember(by=by, action="saved view", row=view, after={"name": name, "query": query, "shared": shared})
    return view


@transaction.atomic
def update(*, by: User, view: SavedView, query: str, seen: Mapping[str, Any] | None = None) -> None:
    """The view as the list is arranged now. seen: its query as the person saw it, where it is a person that changes it.

    Raises:
        EditedMeanwhileError: where it is arranged otherwise by now; nothing is changed.
    """
    held = _held(by, view, seen)
    SavedView.objects.filter(id=view.pk).update(query=_short(query))
    remember(by=by, action="updated view", row=view, before={"query": held.query}, after={"query": query})


@transaction.atomic
def edit(*, by: User, view: SavedView, name: str, shared: bool, seen: Mapping[str, Any] | None = None) -> None:
    """Another name; for all, or for its owner alone. seen: both as the person saw them, where it is one that edits.

    Raises:
        EditedMeanwhileError: where one of them is another by now; nothing is changed.
        UsageError: without a name, or where the name is taken.
    """
    held = _held(by, view, seen)
    before = {"name": held.name, "shared": held.shared}
    name = _named(name)
    try:
        with transaction.atomic():
            SavedView.objects.filter(id=view.pk).update(name=name, shared=shared)
    except IntegrityError as error:
        raise UsageError(f"There is a view {name} already. Choose another name.") from error
    if not shared:
        for other in view.favourite_of.exclude(id=view.owner_id):
            view.favourite_of.remove(other)
    remember(by=by, action="edited view", row=view, before=before, after={"name": name, "shared": shared})


@transaction.atomic
def delete(*, by: User, view: SavedView) -> None:
    _demand(by, view)
    SavedView.objects.filter(id=view.pk).update(deleted=timezone.now())
    remember(by=by, action="deleted view", row=view, before={"name": view.name})


@transaction.atomic
def restore(*, by: User, view: SavedView) -> None:
    """Undo `delete`.

    Raises:
        UsageError: where its name has been given to another view meanwhile.
    """
    _demand(by, view)
    try:
        with transaction.atomic():
            SavedView.with_deleted.filter(id=view.pk).update(deleted=None)
    except IntegrityError as error:
        raise UsageError(f"Another view is called {view.name} now. Rename it first.") from error
    remember(by=by, action="restored view", row=view, after={"name": view.name})


def star(*, by: User, view: SavedView, on: bool) -> None:
    """Among the user's favourites, or no longer; any that it may open."""
    policy.demand(by, "see")
    if view.owner_id != by.pk and not view.shared:
        raise PermissionDenied(f"This view belongs to {view.owner} alone.")
    if on:
        view.favourite_of.add(by)
    else:
        view.favourite_of.remove(by)


def _held(by: User, view: SavedView, seen: Mapping[str, Any] | None) -> SavedView:
    """As it is now, while nobody else changes it."""
    held = SavedView.with_deleted.select_for_update().get(id=view.pk)
    _demand(by, held)
    demand_as_seen(held, seen)
    return held


def _demand(by: User, view: SavedView) -> None:
    policy.demand(by, "see")
    if not may_change(by, view):
        raise PermissionDenied(f"This view belongs to {view.owner}. Save it as a new one of yours.")


def _named(name: str) -> str:
    name = " ".join(name.split())[:80]
    if not name:
        raise UsageError("Give the view a name.")
    return name


def _short(query: str) -> str:
    if len(query) > LONGEST:
        raise UsageError("This list is arranged too richly to be kept. Take a filter or some columns away.")
    return query
