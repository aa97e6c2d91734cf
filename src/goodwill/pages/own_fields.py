from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.request import SignedIn
from goodwill.programme import own_fields, policy
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import OwnField
from goodwill.terms import UsageError
from goodwill.terms.markets import MARKETS


class FieldForm(forms.Form):
    label = forms.CharField(max_length=60, label="Label", help_text="What it is called on pages, such as Industry.")
    kind = forms.ChoiceField(choices=OwnField.Kind.choices, label="Kind", help_text="It stays as it is chosen here.")
    choices = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 4}), label="What may be chosen",
        help_text="For a choice: one a line, in the order in which they are shown.",
    )  # fmt: skip
    unit = forms.CharField(max_length=20, required=False, label="Unit", help_text="For a number, such as employees.")
    market = forms.ChoiceField(
        required=False, choices=[("", "All markets"), *((m.code, m.plural) for m in MARKETS)], label="For"
    )

    def __init__(self, *args: Any, field: OwnField | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if field is not None:
            del self.fields["kind"]
            for name, kind in (("choices", "choice"), ("unit", "number")):
                if field.kind != kind:
                    del self.fields[name]

    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        if "choices" in values:
            values["choices"] = values["choices"].splitlines()
        return values


def page(request: SignedIn) -> HttpResponse:
    """The fields in use in their order, those retired, and a new one."""
    policy.demand(request.user, "fields")
    return _page(request, FieldForm())


@require_POST
def add(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "fields")
    form = FieldForm(request.POST)
    if form.is_valid():
        try:
            field = own_fields.define(by=request.user, **form.values())
        except UsageError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{field.label} is there: on each relationship, in filters, columns and exports.")
            return redirect("own-fields")
    return _page(request, form, 400)


def one(request: SignedIn, pk: int) -> HttpResponse:
    policy.demand(request.user, "fields")
    field = get_object_or_404(OwnField, pk=pk)
    form = FieldForm(request.POST or None, field=field, initial=_now(field))
    if request.method == "POST" and form.is_valid():
        try:
            own_fields.redefine(by=request.user, field=field, **form.values(), seen=_seen(request, form))
        except EditedMeanwhileError as edited:
            about = {"heading": field.label, "crumb": field.label, "above": reverse("own-fields")}
            about["above_label"] = "Own fields"
            mine, back = dict(form.cleaned_data), reverse("own-fields")
            return beside.meanwhile(request, form, edited, mine, back=back, context=about, now=_now)
        except UsageError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{field.label} is saved.")
            return redirect("own-fields")
    used = field.values.count()
    original = {name: value for name, value in _now(field).items() if name in form.fields}
    context = {"field": field, "form": form, "used": used, "original": original}
    return render(request, "goodwill/own_field.html", context)


def _now(field: OwnField) -> dict[str, str]:
    """As the form has it, lines ended as browsers send them."""
    return {"label": field.label, "choices": "\r\n".join(field.choices), "unit": field.unit, "market": field.market}


def _seen(request: SignedIn, form: FieldForm) -> dict[str, Any] | None:
    seen = beside.as_seen(request, form)
    if seen and "choices" in seen:
        seen["choices"] = seen["choices"].splitlines()
    return seen


@require_POST
def move(request: SignedIn, pk: int) -> HttpResponse:
    field = get_object_or_404(OwnField, pk=pk)
    own_fields.move(by=request.user, field=field, up=request.POST.get("to") == "up")
    return redirect("own-fields")


@require_POST
def retire(request: SignedIn, pk: int) -> HttpResponse:
    field = get_object_or_404(OwnField, pk=pk)
    own_fields.retire(by=request.user, field=field)
    back = reverse("own-field-back", args=[pk])
    messages.success(request, f"{field.label} is retired; its values are kept.", extra_tags=back)
    return redirect("own-fields")


@require_POST
def bring_back(request: SignedIn, pk: int) -> HttpResponse:
    field = get_object_or_404(OwnField, pk=pk)
    own_fields.bring_back(by=request.user, field=field)
    messages.success(request, f"{field.label} is back, with all its values.")
    return redirect("own-fields")


def _page(request: SignedIn, form: FieldForm, status: int = 200) -> HttpResponse:
    every = OwnField.objects.annotate(used=Count("values"))
    context = {
        "used": [field for field in every if field.retired is None],
        "retired": [field for field in every if field.retired is not None],
        "form": form,
    }
    return render(request, "goodwill/own_fields.html", context, status=status)
