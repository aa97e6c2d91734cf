"""Who is away, from when until when, and who looks after its book meanwhile."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.pages.tasks import day_input
from goodwill.programme import absences, policy
from goodwill.records.models import User
from goodwill.terms.dates import written_day


class AwayForm(forms.Form):
    person = forms.TypedChoiceField(label="Who", coerce=int)
    starts = forms.DateField(label="From", widget=day_input())
    ends = forms.DateField(label="Until", widget=day_input(), help_text="The last day, included.")
    cover = forms.TypedChoiceField(
        label="Covered by",
        coerce=int,
        help_text="Sees and changes the book during these days, as if it were its own. Nothing changes owner.",
    )

    def __init__(self, *args: object, by: User, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        people = absences.may_be_away(by)
        self.fields["person"].choices = [(person.pk, str(person)) for person in people]  # type: ignore[attr-defined]
        covers = absences.may_cover(by if len(people) == 1 else None)
        self.fields["cover"].choices = [("", "Choose a person"), *((c.pk, str(c)) for c in covers)]  # type: ignore[attr-defined]
        if len(people) == 1:
            self.fields["person"].widget = forms.HiddenInput()


def page(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "see")
    today = timezone.localdate()
    may = policy.may(request.user, "edit")
    asked = request.GET.get("person", "")
    first = {"person": int(asked) if asked.isdecimal() else request.user.pk, "starts": today}
    form = AwayForm(request.POST or None, by=request.user, initial=first) if may else None
    if request.method == "POST":
        policy.demand(request.user, "edit")
    if form is not None and request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        people = User.objects.in_bulk([chosen["person"], chosen["cover"]])
        try:
            made = absences.arrange(
                by=request.user,
                person=people[chosen["person"]],
                cover=people[chosen["cover"]],
                starts=chosen["starts"],
                ends=chosen["ends"],
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            days = f"from {written_day(made.starts)} until {written_day(made.ends)}"
            messages.success(request, f"{made.person} is away {days}; {made.cover} covers.")
            return redirect("absences")
    rows = [(one, absences.may_change(request.user, one)) for one in absences.absences(request.user, today)]
    return render(request, "goodwill/absences.html", {"rows": rows, "form": form, "today": today})


@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    """The person is back, or does not go."""
    absence = get_object_or_404(absences.absences(request.user, timezone.localdate()), pk=pk)
    person = str(absence.person)
    absences.call_off(by=request.user, absence=absence)
    messages.success(request, f"{person} is not away any more.")
    return redirect("absences")
