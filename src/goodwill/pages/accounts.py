from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from goodwill.pages.handing_over import TakerForm
from goodwill.pages.request import SignedIn
from goodwill.programme import accounts, handing_over, policy
from goodwill.records.models import User
from goodwill.records.user import Role


class PersonForm(forms.Form):
    name = forms.CharField(max_length=150, label="Name")
    email = forms.EmailField(label="E-mail address")
    role = forms.ChoiceField(choices=Role.choices, initial=Role.MANAGER, label="Role")


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices, label="Role")


def page(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "accounts")
    return _page(request, PersonForm())


@require_POST
@never_cache
def add(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "accounts")
    form = PersonForm(request.POST)
    if form.is_valid():
        try:
            token = accounts.invite(by=request.user, **form.cleaned_data)
        except ValidationError as taken:
            form.add_error("email", taken)
        else:
            return _link(request, token)
    return _page(request, form)


@require_POST
def codes(request: SignedIn) -> HttpResponse:
    accounts.ask_for_codes(by=request.user, everybody=request.POST.get("everybody") == "yes")
    return redirect("accounts")


def person(request: SignedIn, pk: int) -> HttpResponse:
    who = _person(request, pk)
    return render(
        request,
        "goodwill/person.html",
        {
            "person": who,
            "holding": handing_over.holding(who),
            "role_form": RoleForm(initial={"role": who.role}),
            "leave_form": TakerForm(by=request.user, giver=who, may_stay=True, auto_id="leave_%s"),
            "codes": Authenticator.objects.filter(user=who, type=Authenticator.Type.TOTP).exists(),
        },
    )


@require_POST
def role(request: SignedIn, pk: int) -> HttpResponse:
    who, form = _person(request, pk), RoleForm(request.POST)

    def act() -> str:
        chosen = Role(form.cleaned_data["role"])
        accounts.change_role(by=request.user, person=who, role=chosen)
        return f"{who} is now: {chosen.label}."

    return _do(request, who, act, form)


@require_POST
@never_cache
def link(request: SignedIn, pk: int) -> HttpResponse:
    who = _person(request, pk)
    try:
        token = accounts.make_link(by=request.user, person=who, forget_codes=request.POST.get("forget_codes") == "yes")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("person", pk=pk)
    return _link(request, token)


@require_POST
def deactivate(request: SignedIn, pk: int) -> HttpResponse:
    who = _person(request, pk)
    form = TakerForm(request.POST, by=request.user, giver=who, may_stay=True)

    def act() -> str:
        accounts.deactivate(by=request.user, person=who, taker=form.person())
        return f"{who} may not sign in any more."

    return _do(request, who, act, form)


@require_POST
def reactivate(request: SignedIn, pk: int) -> HttpResponse:
    who = _person(request, pk)

    def act() -> str:
        accounts.reactivate(by=request.user, person=who)
        return f"{who} may sign in again."

    return _do(request, who, act)


def _person(request: SignedIn, pk: int) -> User:
    policy.demand(request.user, "accounts")
    return get_object_or_404(User, pk=pk)


def _do(request: SignedIn, who: User, act: Callable[[], str], form: forms.Form | None = None) -> HttpResponse:
    """Do it and say so, or say why not; then back to the person."""
    if form is not None and not form.is_valid():
        messages.error(request, "Choose one of the list.")
        return redirect("person", pk=who.pk)
    try:
        messages.success(request, act())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    # Who has just let itself go, or given its own role away, may not see this page any more.
    stays = policy.may(User.objects.get(id=request.user.id), "accounts")
    return redirect("person", pk=who.pk) if stays else redirect("today")


def _page(request: SignedIn, form: PersonForm) -> HttpResponse:
    return render(
        request,
        "goodwill/accounts.html",
        {
            "people": User.objects.order_by("-is_active", "name"),
            "with_codes": set(
                Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user_id", flat=True)
            ),
            "form": form,
        },
    )


def _link(request: SignedIn, token: str) -> HttpResponse:
    """The link, this once: a look at the page later does not bring it back."""
    return render(
        request,
        "goodwill/link.html",
        {
            "person": accounts.invited(token),
            "link": request.build_absolute_uri(reverse("invitation", args=[token])),
            "until": timezone.localtime() + accounts.VALID_FOR,
        },
    )
