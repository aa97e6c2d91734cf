from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from goodwill.pages.remembering import whence
from goodwill.pages.request import SignedIn
from goodwill.programme import accounts, policy, sign_ins
from goodwill.programme.calendar.feed import feed_of
from goodwill.programme.focal_point import digest
from goodwill.programme.mail import box
from goodwill.programme.telling import Names, told

LINES = 12
"""So many of the last lines about the account are shown to its person."""


class NameForm(forms.Form):
    name = forms.CharField(max_length=150, label="Your name")


class AddressForm(forms.Form):
    email = forms.EmailField(label="New e-mail address", max_length=254)
    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        label="Your password",
        help_text="Asked for once more, because who has the address signs in with it.",
    )


def page(request: SignedIn) -> HttpResponse:
    lines = list(sign_ins.account_lines(request.user)[:LINES])
    names = Names.of(lines, request.user)
    return render(
        request,
        "goodwill/account.html",
        {
            "form": NameForm(initial={"name": request.user.name}),
            "codes": Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists(),
            "feed": feed_of(request.user),
            "manages": policy.may(request.user, "edit"),
            "sends": digest.sends(),
            "box": box.box() if policy.may(request.user, "edit") else "",
            "lines": [(line, told(line, names)) for line in lines],
            "sessions": len(UserSession.objects.purge_and_list(request.user)),
        },
    )


@require_POST
def rename(request: SignedIn) -> HttpResponse:
    form = NameForm(request.POST)
    if form.is_valid():
        accounts.rename(by=request.user, name=form.cleaned_data["name"])
        messages.success(request, "Your name is changed.")
    else:
        messages.error(request, "Write a name before you keep it.")
    return redirect("account")


@sensitive_post_parameters("password")
@never_cache
def address(request: SignedIn) -> HttpResponse:
    """Another e-mail address to sign in with; wrong passwords are counted as at the sign-in."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not get_adapter(request).reauthenticate(request.user, form.cleaned_data["password"]):
                form.add_error("password", "This is not your password.")
        except ValidationError as refused:
            form.add_error("password", refused)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.change_address(by=request.user, email=form.cleaned_data["email"], **whence(request))
        except ValidationError as taken:
            form.add_error("email", taken)
        else:
            messages.success(request, f"You sign in with {form.cleaned_data['email'].lower()} from now on.")
            return redirect("account")
    return render(request, "account/address.html", {"form": form})


@require_POST
def end_session(request: SignedIn, pk: int) -> HttpResponse:
    """One of the person's own sessions; one that is over already stays over."""
    for session in UserSession.objects.filter(user=request.user, pk=pk):
        accounts.end_session(by=request.user, session=session)
    return redirect("usersessions_list")


@login_not_required
def by_administrator(request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001 - part of the address
    """Stands where a mail would be sent: there is no mail server, an administrator makes a new link instead."""
    return render(request, "account/password_reset.html")
