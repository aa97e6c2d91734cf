"""Change what was written about a party, when it was, or of which kind it is."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goodwill.pages import beside
from goodwill.pages.noting import NOTE_KINDS
from goodwill.pages.request import SignedIn
from goodwill.pages.tasks import day_input
from goodwill.programme import correcting, policy
from goodwill.records.models import Contact


class ContactForm(forms.Form):
    text = forms.CharField(
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        label="What was said or seen",
        help_text="@ and a name tells a colleague.",
    )
    kind = forms.ChoiceField(choices=NOTE_KINDS, label="Kind")
    on = forms.DateField(label="Day", widget=day_input())


def page(request: SignedIn, pk: int) -> HttpResponse:
    written = policy.contacts(request.user).exclude(kind=Contact.Kind.MAIL).select_related("party")
    contact = get_object_or_404(written, pk=pk)
    correcting.demand(request.user, contact)
    form = ContactForm(request.POST or None, initial=_now(contact))

    def save(values: dict[str, Any]) -> str:
        seen = beside.as_seen(request, form)
        sides = [_as_kept(side, contact) for side in (values, seen or {})]
        correcting.correct(by=request.user, contact=contact, **sides[0], seen=sides[1])
        return "It is changed."

    return beside.show(
        request,
        form,
        save,
        back=f"{reverse('record', args=[contact.party_id])}#contact-{pk}",
        context={"party": contact.party, "heading": "Change what was written", "crumb": contact.get_kind_display()},
        now=_now,
    )


def _now(contact: Contact) -> dict[str, Any]:
    """As the form has it, lines ended as browsers send them."""
    return {"text": "\r\n".join(contact.text.splitlines()), "kind": contact.kind, "on": contact.on}


def _as_kept(typed: dict[str, Any], contact: Contact) -> dict[str, Any]:
    """The same words with the ends of lines that are kept: those of a browser are no change."""
    same = typed.get("text", "").splitlines() == contact.text.strip().splitlines()
    return typed | {"text": contact.text} if same else typed
