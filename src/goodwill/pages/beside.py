"""A form over one row that two people may have open: theirs beside mine and the original, and saving is a choice."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodwill.pages.request import SignedIn
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.terms import UsageError


def show(
    request: SignedIn,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    *,
    back: str | Callable[[], str],
    context: dict[str, Any],
    now: Callable[[Any], dict[str, Any]] | None = None,
) -> HttpResponse:
    """Ask the form, and do what it asks for.

    act: does it with the form's values and returns the sentence to be said. back: where it leads afterwards. context:
    heading and crumbs. now: the fields of a row as a form has them, where the row has a `version` in the form.
    """
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act(dict(form.cleaned_data)))
        except EditedMeanwhileError as edited:
            return meanwhile(request, form, edited, dict(form.cleaned_data), back=_at(back), context=context, now=now)
        except UsageError as error:
            form.add_error(None, str(error))
        else:
            return redirect(_at(back))
    return _page(request, form, _at(back), context | {"original": form.initial if now else {}})


def meanwhile(
    request: SignedIn,
    form: forms.Form,
    edited: EditedMeanwhileError,
    mine: dict[str, Any],
    *,
    back: str,
    context: dict[str, Any],
    now: Callable[[Any], dict[str, Any]] | None = None,
) -> HttpResponse:
    """The form with what I changed on top of their version, and beside it how we differ."""
    theirs = now(edited.theirs) if now else {}
    # What I left as I found it is no wish of mine: saving must not take back what they changed there.
    changed = {name: value for name, value in mine.items() if request.POST.get(f"original_{name}") != _plain(value)}
    over = type(form)(initial=theirs | changed | {"version": getattr(edited.theirs, "version", None)})
    _prepare(over, form)
    fields = _differing(request, form, theirs, mine)
    return _page(request, over, back, context | {"fields": fields, "original": theirs}, status=409)


def as_seen(request: SignedIn, form: forms.Form) -> dict[str, Any] | None:
    """What stood in the form when it was opened, as its fields read it; None where that did not come with it."""
    names = [name for name in form.fields if f"original_{name}" in request.POST]
    read = {name: form.fields[name] for name in names}
    try:
        return {name: _cleaned(field, request.POST[f"original_{name}"]) for name, field in read.items()} or None
    except ValidationError as spoilt:
        raise BadRequest("The form is damaged. Open it again.") from spoilt


def again(request: SignedIn, form: forms.Form, *, back: str, context: dict[str, Any]) -> HttpResponse:
    """The form as it was sent, with something to be looked at before it is sent once more."""
    return _page(request, form, back, context)


def _at(back: str | Callable[[], str]) -> str:
    return back if isinstance(back, str) else back()


def _page(request: SignedIn, form: forms.Form, back: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    original = {name: _plain(value) for name, value in context.get("original", {}).items() if name != "version"}
    whole = {"form": form, "rest": getattr(form, "rest", ()), "back": back, **context, "original": original}
    return render(request, "goodwill/form_page.html", whole, status=status)


def _prepare(over: forms.Form, form: forms.Form) -> None:
    """What a view has set on its form by hand: choices, and fields it took away."""
    for name in set(over.fields) - set(form.fields):
        del over.fields[name]
    for name, field in form.fields.items():
        over.fields[name] = field


def _differing(
    request: SignedIn, form: forms.Form, theirs: dict[str, Any], mine: dict[str, Any]
) -> list[dict[str, str]]:
    """The fields in which we differ: theirs, mine, and what both began with."""
    return [
        {
            "name": str(form[name].label),
            "theirs": _plain(theirs[name]),
            "mine": _plain(mine[name]),
            "original": request.POST.get(f"original_{name}", ""),
        }
        for name in theirs
        if name in mine and _plain(theirs[name]) != _plain(mine[name])
    ]


def _cleaned(field: forms.Field, written: str) -> Any:
    """What `_plain` has written, as the field reads it."""
    return written == _plain(True) if isinstance(field, forms.BooleanField) else field.clean(written)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, (list, QuerySet)):
        return ", ".join(str(one) for one in value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
