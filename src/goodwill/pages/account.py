from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme import accounts
from goodwill.programme.calendar.feed import feed_of


class NameForm(forms.Form):
    name = forms.CharField(max_length=150, label="Your name")


def page(request: SignedIn) -> HttpResponse:
    return render(
        request,
        "goodwill/account.html",
        {
            "form": NameForm(initial={"name": request.user.name}),
            "codes": Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists(),
            "feed": feed_of(request.user),
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


@require_POST
def end_session(request: SignedIn, pk: int) -> HttpResponse:
    """One of the person's own sessions; one that is over already stays over."""
    for session in UserSession.objects.filter(user=request.user, pk=pk):
        session.end()
    return redirect("usersessions_list")


@login_not_required
def by_administrator(request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001 - part of the address
    """Stands where a mail would be sent: there is no mail server, an administrator makes a new link instead."""
    return render(request, "account/password_reset.html")
