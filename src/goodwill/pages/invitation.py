from allauth.account.utils import perform_login
from django import forms
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from goodwill.programme import accounts


class PasswordForm(forms.Form):
    password = forms.CharField(
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        label="Password",
        help_text="12 characters or more, not only digits, and not one that many people use.",
    )


@sensitive_post_parameters("password")
@never_cache
@login_not_required
def page(request: HttpRequest, token: str) -> HttpResponse:
    person = accounts.invited(token)
    form = PasswordForm(request.POST or None)
    if person is None:
        return render(request, "goodwill/link_spent.html", status=404)
    if request.method == "POST" and form.is_valid():
        try:
            person = accounts.accept(token=token, password=form.cleaned_data["password"])
        except ValidationError as weak:
            form.add_error("password", weak)
        except PermissionError:
            return render(request, "goodwill/link_spent.html", status=404)
        else:
            logout(request)
            # allauth's way in, which asks for the one-time code where the person has one.
            answer: HttpResponse = perform_login(request, person)
            return answer
    return render(request, "goodwill/invitation.html", {"form": form, "person": person})
