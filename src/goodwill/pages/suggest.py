from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy

from goodwill.pages.request import SignedIn
from goodwill.programme import likeness, tags


class PartyInput(forms.TextInput):
    """Names a party; what begins so is suggested while one types."""

    def __init__(self, kind: str = "") -> None:
        super().__init__({"autocomplete": "off"})
        self.kind = kind

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        # Asked for late: addresses are not known yet when forms are defined.
        suggest = f"{reverse_lazy('suggest')}?kind={self.kind}"
        return super().get_context(name, value, (attrs or {}) | {"data-suggest": suggest})


def party_field(label: str, kind: str = "", *, required: bool = False, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        max_length=320,
        required=required,
        label=label,
        widget=PartyInput(kind),
        help_text=help_text or "Begin to write its name, and choose.",
    )


def page(request: SignedIn) -> HttpResponse:
    """Options for a field that names a party, or a tag."""
    typed, kind = request.GET.get("q", ""), request.GET.get("kind", "")
    if kind == "tag":
        options = [tag.name for tag in tags.suggested(request.user, typed)]
    else:
        options = [likeness.written(party) for party in likeness.suggested(request.user, typed, kind=kind)]
    return render(request, "goodwill/parts/options.html", {"options": options})
