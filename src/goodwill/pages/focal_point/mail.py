from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.request import SignedIn
from goodwill.pages.suggest import party_field
from goodwill.programme import likeness, policy
from goodwill.programme.mail import box, unmatched
from goodwill.records.models import Mail
from goodwill.terms import UsageError

PAGE = 25
MOST_SAID = 160
"""Signs of those to whom a mail went."""


class LinkForm(forms.Form):
    party = party_field("Relationship", required=True, help_text="Begin to write its name, and choose.")
    address = forms.ChoiceField(
        required=False,
        label="Keep an address as its own",
        help_text="Other mails here with this address then follow, and the next ones come by themselves.",
    )


def page(request: SignedIn) -> HttpResponse:
    """The mails of which nobody knows whose they are, the newest first."""
    policy.demand(request.user, "edit")
    after = request.GET.get("after", "")
    found = unmatched.unmatched(request.user)
    found = found.filter(id__lt=int(after)) if after.isdecimal() else found
    rows = list(found.order_by("-id")[: PAGE + 1])
    context = {
        "mails": rows[:PAGE],
        "next": rows[PAGE - 1].pk if len(rows) > PAGE else "",
        "box": box.box(),
        "own_only": policy.reach(request.user, "edit") != "all",
        "may_settle": policy.may(request.user, "settings"),
    }
    return render(request, "goodwill/focal_point/mail.html", context)


def link(request: SignedIn, pk: int) -> HttpResponse:
    """Say whose it is."""
    mail = _found(request, pk)
    only = mail.outside[0] if len(mail.outside) == 1 else ""
    form = LinkForm(request.POST or None, initial={"address": only})
    form.fields["address"].choices = [("", "None"), *((one, one) for one in mail.outside)]  # type: ignore[attr-defined]
    addresses = "email" not in policy.hidden(request.user)
    if not addresses:
        del form.fields["address"]

    def act(values: dict[str, Any]) -> str:
        party = likeness.named(request.user, values["party"])
        placed = unmatched.link(by=request.user, mail=mail, party=party, address=values.get("address", ""))
        others = f" {placed - 1} other{'s' if placed > 2 else ''} with this address followed." if placed > 1 else ""  # noqa: PLR2004
        return f"The mail stands on the timeline of {party.name}, private.{others}"

    context = {
        "heading": f"Whose mail is “{mail}”?",
        "crumb": "Whose it is",
        "above": reverse("unmatched-mail"),
        "above_label": "Unmatched mail",
        "lede": f"From {mail.from_whom(addresses=addresses)} to {mail.to_whom(addresses=addresses)[:MOST_SAID]}.",
        "save": "Put it on the timeline",
    }
    return beside.show(request, form, act, back=reverse("unmatched-mail"), context=context)


@require_POST
def ignore(request: SignedIn, pk: int) -> HttpResponse:
    mail = _found(request, pk)
    try:
        unmatched.ignore(by=request.user, mail=mail)
    except UsageError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"“{mail}” is ignored.", extra_tags=reverse("mail-back", args=[pk]))
    return redirect("unmatched-mail")


@require_POST
def back(request: SignedIn, pk: int) -> HttpResponse:
    """Undo `ignore`."""
    mail = _found(request, pk)
    try:
        unmatched.bring_back(by=request.user, mail=mail)
    except UsageError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"“{mail}” is back in the queue.")
    return redirect("unmatched-mail")


def _found(request: SignedIn, pk: int) -> Mail:
    return get_object_or_404(policy.mails(request.user).defer("raw"), pk=pk)
