"""The history as a page: who did what, when and with which party; and as a file."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from goodwill.pages.export import leave
from goodwill.pages.request import SignedIn
from goodwill.pages.suggest import party_field
from goodwill.pages.tasks import day_input
from goodwill.programme import past_changes, policy
from goodwill.programme.past_changes import KINDS, NOBODY, Asked
from goodwill.records.models import Export, User
from goodwill.terms import UsageError


class AskedForm(forms.Form):
    who = forms.ChoiceField(label="Who", required=False)
    what = forms.ChoiceField(
        label="What",
        required=False,
        choices=[("", "Everything"), *((code, label) for code, (label, _) in KINDS.items())],
    )
    party = party_field("Party")
    since = forms.CharField(label="From", required=False, widget=day_input())
    until = forms.CharField(label="Until", required=False, widget=day_input())

    def __init__(self, *args: object, people: list[User], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["party"].help_text = ""
        nobody = (NOBODY, "Nobody signed in")
        choices = [("", "Anybody"), *((str(person.pk), str(person)) for person in people), nobody]
        self.fields["who"].choices = choices  # type: ignore[attr-defined]


@require_safe
def page(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "history")
    asked = Asked.of_query(request.GET.urlencode())
    people = list(past_changes.people(request.user))
    context: dict[str, object] = {
        "form": AskedForm(request.GET, people=people, use_required_attribute=False),
        "asked": asked,
        "query": asked.query,
        "formats": Export.Format.choices if policy.may(request.user, "export") else (),
        "own_only": policy.reach(request.user, "history") != "all",
    }
    try:
        after = request.GET.get("after", "")
        found = past_changes.page(request.user, asked, after=after)
    except UsageError as error:
        return render(request, "goodwill/history.html", context | {"error": str(error)}, status=400)
    return render(request, "goodwill/history.html", context | {"found": found, "later": bool(after)})


@require_POST
def export(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "history")
    return leave(request, Export.Of.HISTORY)
