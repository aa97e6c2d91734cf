from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.mail import box
from goodwill.records.models import Workspace
from goodwill.terms import UsageError


class HostForm(forms.Form):
    host = forms.CharField(
        max_length=200,
        required=False,
        label="Host",
        help_text="What stands behind the @, such as mail.example.com. Empty: no mail comes in.",
    )


def page(request: SignedIn) -> HttpResponse:
    """The address to which people copy their mails."""
    policy.demand(request.user, "settings")
    form = HostForm(request.POST or None, initial={"host": Workspace.the().mail_host})
    if request.method == "POST" and form.is_valid():
        try:
            address = box.set_host(by=request.user, host=form.cleaned_data["host"])
        except UsageError as error:
            form.add_error("host", str(error))
        else:
            messages.success(request, f"Mails come in at {address}." if address else "No mail comes in any more.")
            return redirect("mail-settings")
    context: dict[str, Any] = {"form": form, "box": box.box()}
    return render(request, "goodwill/focal_point/mail_settings.html", context)


@require_POST
def renew(request: SignedIn) -> HttpResponse:
    address = box.renew(by=request.user)
    messages.success(request, f"The address is {address} from now on." if address else "Name a host first.")
    return redirect("mail-settings")
