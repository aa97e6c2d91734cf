from datetime import date
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goodwill.pages.market_fields import offer_managers
from goodwill.pages.refusing import refusals_told
from goodwill.pages.request import SignedIn
from goodwill.programme import bulk as bulk_actions
from goodwill.programme import policy, tags
from goodwill.records.models import BulkAction, Job, Tag, User
from goodwill.terms import UsageError


class AssignForm(forms.Form):
    manager = forms.ModelChoiceField(User.objects.none(), label="New manager")


class TasksForm(forms.Form):
    title = forms.CharField(max_length=200, label="What is to be done")
    due = forms.DateField(label="By", widget=forms.DateInput(attrs={"type": "date"}), initial=timezone.localdate)


class TagForm(forms.Form):
    tag = forms.CharField(max_length=50, label="Tag")

    def clean_tag(self) -> str:
        try:
            return tags.named(self.cleaned_data["tag"])
        except UsageError as error:
            raise ValidationError(str(error)) from error


class UntagForm(forms.Form):
    tag = forms.ModelChoiceField(Tag.objects.none(), label="Tag", to_field_name="name")


FORMS: dict[str, type[forms.Form]] = {"assign": AssignForm, "tasks": TasksForm, "tag": TagForm, "untag": UntagForm}


@require_POST
def prepare(request: SignedIn) -> HttpResponse:
    """The choice that was made in a list becomes an action to be looked at."""
    policy.demand(request.user, "edit")
    kind, filters = request.POST.get("do", ""), request.POST.get("filter", "")
    if kind not in FORMS:
        raise BadRequest("There is no such action.")
    chosen = None if request.POST.get("all") else [int(v) for v in request.POST.getlist("party") if v.isdigit()]
    try:
        made = bulk_actions.prepare(by=request.user, kind=kind, filters=filters, chosen=chosen)
    except UsageError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('relationships')}?{urlencode({'filter': filters})}")
    return redirect("bulk", pk=made.pk)


def page(request: SignedIn, pk: int) -> HttpResponse:
    policy.demand(request.user, "edit")
    found = get_object_or_404(BulkAction, pk=pk, by=request.user)
    form = FORMS[found.kind](request.POST or None)
    if found.kind == BulkAction.Kind.UNTAG:
        form.fields["tag"].queryset = tags.seen(request.user)  # type: ignore[attr-defined]
    if "manager" in form.fields:
        offer_managers(form, policy.takers(request.user))
    if request.method == "POST" and form.is_valid():
        arguments = {name: _plain(value) for name, value in form.cleaned_data.items()}
        try:
            bulk_actions.start(by=request.user, bulk=found, arguments=arguments)
        except UsageError as error:
            messages.error(request, str(error))
        return redirect("bulk", pk=pk)
    some = policy.parties(request.user, "edit").filter(id__in=found.parties[:8])
    job = Job.objects.filter(arguments={"bulk": found.pk}).order_by("-made").first()
    return render(request, "goodwill/bulk.html", {"found": found, "form": form, "some": some, "job": job})


@require_POST
def undo(request: SignedIn, pk: int) -> HttpResponse:
    policy.demand(request.user, "edit")
    with refusals_told(request):
        bulk_actions.undo(by=request.user, bulk=get_object_or_404(BulkAction, pk=pk, by=request.user))
    return redirect("bulk", pk=pk)


def _plain(value: object) -> object:
    """A form's value as the job keeps it."""
    if isinstance(value, User):
        return value.pk
    if isinstance(value, Tag):
        return value.name
    return value.isoformat() if isinstance(value, date) else value
