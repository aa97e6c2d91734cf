from allauth.account.utils import perform_login
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodwill.programme import first_account


class AccountForm(forms.Form):
    name = forms.CharField(max_length=150, label="Your name")
    email = forms.EmailField(label="E-mail address")
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), label="Password, 12 characters or more"
    )


@login_not_required
def page(request: HttpRequest, token: str) -> HttpResponse:
    if not first_account.opens(token):
        return render(request, "goodwill/link_spent.html", status=404)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = first_account.make_first_account(token=token, **form.cleaned_data)
        except ValidationError as weak:
            form.add_error("password", weak)
        except PermissionError:
            return render(request, "goodwill/link_spent.html", status=404)
        else:
            answer: HttpResponse = perform_login(request, user)
            return answer
    return render(request, "goodwill/first_account.html", {"form": form})
