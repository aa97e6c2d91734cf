from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from goodwill.pages.market_fields import day_field
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy, sharing
from goodwill.records.models import Share, User
from goodwill.terms import UsageError


class ShareForm(forms.Form):
    partner = forms.ModelChoiceField(User.objects.none(), label="Partner", empty_label="Choose a partner")
    starts = day_field("From", "Today, unless another day is written.")
    ends = day_field("Until", "The last day, included. Empty: until somebody ends it.")
    aspects = forms.MultipleChoiceField(
        choices=list(sharing.ASPECTS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Seen besides name and place",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["partner"].queryset = sharing.partners()  # type: ignore[attr-defined]


def page(request: SignedIn, pk: int) -> HttpResponse:
    """With whom the relationship is shared, and sharing it with one partner more."""
    party = party_of(request, pk)
    policy.demand_on(request.user, party, "share")
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            made = sharing.share(
                by=request.user,
                party=party,
                partner=asked["partner"],
                starts=asked["starts"],
                ends=asked["ends"],
                aspects=dict.fromkeys(asked["aspects"], True),
            )
        except (UsageError, PermissionDenied) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{party.name} is shared with {made.partner}.")
            return redirect("share", pk=pk)
    today = timezone.localdate()
    rows = [
        (one, [label for name, label in sharing.ASPECTS.items() if getattr(one, name)], _state(one, today))
        for one in sharing.shares_of(request.user, party)
    ]
    context = {"party": party, "rows": rows, "form": form, "partners": sharing.partners().exists()}
    return render(request, "goodwill/share.html", context, status=400 if form.errors else 200)


@require_POST
def end(request: SignedIn, pk: int, share: int) -> HttpResponse:
    party = party_of(request, pk)
    held = get_object_or_404(Share.objects.select_related("party", "partner"), pk=share, party=party)
    sharing.end(by=request.user, share=held)
    messages.success(request, f"{party.name} is no longer shared with {held.partner}.")
    return redirect("share", pk=pk)


def _state(share: Share, today: Any) -> str:
    if share.starts > today:
        return "planned"
    return "over" if share.ends is not None and share.ends < today else "active"
