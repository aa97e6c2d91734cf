"""A task or promise is made on a day of the calendar, for a party that is written or chosen; or moved to another."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.pages.suggest import party_field
from goodwill.pages.tasks import day_input
from goodwill.programme import likeness, policy, tasks
from goodwill.programme.calendar.entries import people_of
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import Task, User
from goodwill.terms import UsageError
from goodwill.terms.dates import written_day


class AddForm(forms.Form):
    party = party_field("Relationship", required=True)
    title = forms.CharField(max_length=200, label="What")
    kind = forms.ChoiceField(choices=Task.Kind.choices, label="Kind", help_text="A promise is one that it was told of.")
    due = forms.DateField(label="By", widget=day_input())
    remind = forms.DateField(
        label="Remind on", required=False, widget=day_input(), help_text="It then stands on the day before it is due."
    )
    owner = forms.TypedChoiceField(label="Who does it", coerce=int)

    def __init__(self, *args: object, by: User, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        people = [person for person in people_of(by) if policy.may(person, "edit")]
        self.fields["owner"].choices = [(person.pk, str(person)) for person in people]  # type: ignore[attr-defined]
        if len(people) == 1:
            del self.fields["owner"]

    def clean_remind(self) -> date | None:
        remind: date | None = self.cleaned_data["remind"]
        due = self.cleaned_data.get("due")
        if remind and due and remind > due:
            raise ValidationError("The reminder comes after the day it is due. Choose an earlier one.")
        return remind


class MoveForm(forms.Form):
    seen = forms.DateField(widget=forms.HiddenInput)
    to = forms.DateField(
        label="To", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input"})
    )


def add(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "edit")
    back = back_to(request)
    asked = request.GET.get("whose", "")
    first = {
        "due": request.GET.get("day") or timezone.localdate(),
        "owner": int(asked) if asked.isdecimal() else request.user.pk,
    }
    form = AddForm(request.POST or None, by=request.user, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = _made(request, **form.cleaned_data)
        except UsageError as unknown:
            form.add_error("party", str(unknown))
        except ValidationError as refused:
            form.add_error("owner" if "owner" in form.fields else None, refused)
        else:
            messages.success(request, f"{made.get_kind_display()} made for {written_day(made.due)}: {made.title}")
            return redirect(back)
    context = {"heading": "Make a task or a promise", "crumb": "Task or promise", "save": "Make it", "back": back}
    return render(request, "goodwill/calendar_add.html", context | {"form": form, "rest": ()})


@require_POST
def move(request: SignedIn, pk: int) -> HttpResponse:
    """A task to another day. Where somebody has moved it meanwhile, both days are told and nothing is changed."""
    task = get_object_or_404(policy.tasks(request.user), pk=pk)
    back = back_to(request)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a day, such as 2026-01-31.")
        return redirect(f"{back}&move={pk}")
    to = form.cleaned_data["to"]
    try:
        tasks.move(by=request.user, task=task, **form.cleaned_data)
    except EditedMeanwhileError as meanwhile:
        said = f"{task.title} was moved to {written_day(meanwhile.theirs.due)} meanwhile; you wanted {written_day(to)}."
        messages.error(request, f"{said} Look again and choose.")
        return redirect(f"{back}&move={pk}")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(back)
    messages.success(request, f"Moved to {written_day(to)}: {task.title}")
    return redirect(back)


def moving(request: SignedIn) -> dict[str, object] | None:
    """The task to be moved, and the form that moves it."""
    asked = request.GET.get("move", "")
    if not asked.isdecimal() or len(asked) > 18:  # noqa: PLR2004 - digits of the largest key
        return None
    task = policy.tasks(request.user).select_related("party").filter(pk=int(asked), done__isnull=True).first()
    if task is None or not tasks.editable(request.user, task):
        return None
    return {"task": task, "form": MoveForm(initial={"seen": task.due, "to": task.due})}


def back_to(request: SignedIn) -> str:
    """The calendar as it was, if that is what the form or the address says."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = asked.startswith(f"{reverse('calendar')}?") and url_has_allowed_host_and_scheme(asked, None)
    return asked if ours else f"{reverse('calendar')}?view=month"


def _made(request: SignedIn, *, party: str, owner: int | None = None, **chosen: object) -> Task:
    named = likeness.named(request.user, party)
    who = request.user if owner is None else User.objects.get(pk=owner)
    return tasks.make_for(by=request.user, owner=who, party=named, **chosen)  # type: ignore[arg-type]
