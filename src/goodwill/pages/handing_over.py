"""A whole book goes from one person to another: what would go and what stays, and the way back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages.refusing import refusals_told
from goodwill.pages.request import SignedIn
from goodwill.programme import handing_over, policy
from goodwill.records.models import Relationship, User

MOST = 20
SOME = 8


class TakerForm(forms.Form):
    """Who gets what the giver holds."""

    taker = forms.TypedChoiceField(label="Who takes them over", coerce=int, empty_value=None)

    def __init__(self, *args: object, by: User, giver: User, may_stay: bool, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        people = [(person.id, f"{person} ({person.get_role_display()})") for person in handing_over.takers(by, giver)]
        stay = "Nobody: they stay where they are" if may_stay else "Choose a person"
        taker = self.fields["taker"]
        taker.required = not may_stay
        taker.choices = [("", stay), *people]  # type: ignore[attr-defined]

    def person(self) -> User | None:
        return User.objects.filter(id=self.cleaned_data["taker"]).first()


def page(request: SignedIn) -> HttpResponse:
    recent = handing_over.made_between(request.user)[:MOST]
    context = {"holdings": handing_over.holdings(request.user), "recent": recent}
    return render(request, "goodwill/hand_overs.html", context)


def book(request: SignedIn, pk: int) -> HttpResponse:
    """What would go, to be looked at; then it goes."""
    giver = get_object_or_404(policy.books(request.user), pk=pk)
    form = TakerForm(request.POST or None, by=request.user, giver=giver, may_stay=False)
    if request.method == "POST" and form.is_valid():
        taker = User.objects.get(id=form.cleaned_data["taker"])
        try:
            made = handing_over.hand_over(by=request.user, giver=giver, taker=taker)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            went = handing_over.Holding(len(made.relationships), len(made.tasks))
            messages.success(
                request, f"{taker} took over {went}.", extra_tags=reverse("hand-over-back", args=[made.pk])
            )
            return redirect("hand-overs")
    some = Relationship.objects.filter(manager=giver).select_related("party").order_by("party__name", "id")[:SOME]
    context = {"giver": giver, "book": handing_over.book(giver), "some": some, "form": form}
    return render(request, "goodwill/hand_over.html", context | {"holding": handing_over.holding(giver)})


@require_POST
def back(request: SignedIn, pk: int) -> HttpResponse:
    made = get_object_or_404(handing_over.made_between(request.user), pk=pk)
    with refusals_told(request):
        went = handing_over.take_back(by=request.user, made=made)
        messages.success(request, f"{made.giver} has {went} back. What was given on or done since stays as it is.")
    return redirect("hand-overs")
