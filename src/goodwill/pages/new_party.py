from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from goodwill.pages import beside
from goodwill.pages.market_fields import day_field, manager_field, offer_managers
from goodwill.pages.request import SignedIn
from goodwill.pages.suggest import party_field
from goodwill.programme import likeness, markets, parties, policy
from goodwill.records.models import Party


class NewPartyForm(forms.Form):
    kind = forms.ChoiceField(choices=Party.Kind.choices, widget=forms.RadioSelect, initial="organisation")
    name = forms.CharField(max_length=200)
    market = forms.ChoiceField(help_text="What it is to us. More markets can be added later.")
    place = forms.CharField(max_length=100, required=False)
    email = forms.EmailField(required=False, label="E-mail")
    telephone = forms.CharField(max_length=40, required=False)
    web = forms.CharField(max_length=300, required=False, label="Web page")
    address = forms.CharField(max_length=300, required=False, widget=forms.Textarea({"rows": 3}))
    organisation = party_field("Works at", "organisation", help_text="For a person: begin to write, and choose.")
    role = forms.CharField(max_length=100, required=False, help_text="What the person does there.")
    manager = manager_field()
    started = day_field("Since", "Today, unless another day is written.")

    rest = ("telephone", "web", "address", "organisation", "role", "manager", "started")

    @property
    def rest_open(self) -> bool:
        return any(
            self[name].errors or (self.is_bound and self[name].value()) for name in self.rest if name in self.fields
        )


def page(request: SignedIn) -> HttpResponse:
    """A short form; a party that may be the same is pointed out before another is made."""
    policy.demand(request.user, "edit")
    form = NewPartyForm(request.POST or None, initial={"market": request.GET.get("market", "customer")})
    form.fields["market"].choices = [(m.code, m.name) for m in markets.shown()]  # type: ignore[attr-defined]
    if policy.may(request.user, "assign"):
        offer_managers(form, policy.takers(request.user))
    else:
        del form.fields["manager"]
    gone = policy.hidden(request.user)
    for name in gone.intersection(form.fields):
        del form.fields[name]
    context: dict[str, Any] = {"heading": "Add a party", "crumb": "Add a party", "save": "Add"}
    if request.method == "POST" and form.is_valid() and request.POST.get("seen") != form.cleaned_data["name"]:
        context["others"] = likeness.alike(request.user, form.cleaned_data["name"], form.cleaned_data.get("email", ""))
    if context.get("others"):
        return beside.again(request, form, back=reverse("relationships"), context=context)
    made: list[Party] = []

    def make(values: dict[str, Any]) -> str:
        made.append(_made(request, values))
        return f"{made[0].name} is added."

    return beside.show(
        request,
        form,
        make,
        back=lambda: reverse("record", args=[made[0].id]) if made else reverse("relationships"),
        context=context,
    )


def _made(request: SignedIn, values: dict[str, Any]) -> Party:
    at: str = values["organisation"]
    return parties.make_party(
        by=request.user,
        kind=values["kind"],
        name=values["name"],
        market=values["market"],
        place=values["place"],
        manager=values.get("manager"),
        started=values["started"],
        points={kind: values[kind] for kind in ("email", "telephone", "web", "address") if kind in values},
        organisation=likeness.named(request.user, at, kind="organisation") if at else None,
        role=values["role"],
    )
