import math

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from goodwill.pages import own_form
from goodwill.pages.around import around
from goodwill.pages.request import SignedIn
from goodwill.programme import levels, lists, own_fields, policy, tags, trees, working
from goodwill.programme.past_standings import past_standings
from goodwill.programme.timeline import KINDS, timeline
from goodwill.records.models import Contact, Party, Task, Workspace

# Icon and tone of each kind of entry.
LOOKS = {
    "order": ("package", "order"),
    "return": ("package-x", "alarm"),
    "note": ("pencil", "inform"),
    "call": ("phone", "inform"),
    "visit": ("handshake", "inform"),
    "letter": ("mail", "inform"),
    "complaint": ("triangle-alert", "care"),
    "task": ("check", "good"),
    "promise": ("flag", "inform"),
    "change": ("history", ""),
}


MOST_TAGS = 200
"""So many are offered while a tag is typed; any other can be typed in full."""


class NoteForm(forms.Form):
    kind = forms.ChoiceField(choices=Contact.Kind.choices)
    text = forms.CharField(max_length=5000)


class TaskForm(forms.Form):
    kind = forms.ChoiceField(choices=Task.Kind.choices)
    title = forms.CharField(max_length=200)
    due = forms.DateField()


class PersonForm(forms.Form):
    name = forms.CharField(max_length=200)
    role = forms.CharField(max_length=100, required=False)
    email = forms.EmailField(required=False)
    telephone = forms.CharField(max_length=40, required=False)


def page(request: SignedIn, pk: int) -> HttpResponse:
    party = party_of(request, pk)
    run = Workspace.the().current
    only = request.GET.get("only", "")
    open_tasks = Task.objects.filter(party=party, done__isnull=True).select_related("owner")
    standing = lists.standings_of(run, [party]).get(party.id)
    whole = request.GET.get("of") == "group"
    entries = timeline(party, only=only if only in KINDS else "", whole=whole)
    group = trees.tree(request.user, party)
    judged_as = levels.judged_as(party, run)
    may_edit = policy.may_edit(request.user, party)
    return render(
        request,
        "goodwill/record.html",
        {
            "party": party,
            "standing": standing,
            "worth_end": _end(standing.value_high) if standing and standing.value_high else 1,
            "trend": past_standings(party, before=run.as_of) if run and run.as_of else [],
            "run": run,
            "next": open_tasks.first(),
            "entries": [(entry, *LOOKS[entry.kind]) for entry in entries],
            "kinds": KINDS,
            "note_kinds": Contact.Kind.choices,
            "only": only,
            **around(request.user, party),
            "whole": whole,
            "group": group,
            "has_circle": group.below or party.people.exists(),
            "judged_as": judged_as,
            "judged_as_seen": judged_as is not None and policy.parties(request.user).filter(id=judged_as.id).exists(),
            "may_edit": may_edit,
            "today": timezone.localdate(),
            **_own(request, party),
        },
    )


def _own(request: SignedIn, party: Party) -> dict[str, object]:
    """Own fields and tags, and the forms that change them."""
    fields = list(own_fields.fields_of(party, request.user))
    values = own_fields.values_of(party, fields)
    form = forms.Form()
    form.fields |= own_form.inputs(fields, values)
    return {
        "own": [(field, values.get(field.pk)) for field in fields],
        "own_form": form,
        "own_original": {own_form.key(field): own_form.written(values.get(field.pk)) for field in fields},
        "tags": tags.of_party(party),
        "known_tags": tags.seen(request.user)[:MOST_TAGS],
    }


@require_POST
def add_note(request: SignedIn, pk: int) -> HttpResponse:
    form = NoteForm(request.POST)
    if form.is_valid():
        working.note(by=request.user, party=party_of(request, pk), **form.cleaned_data)
    else:
        messages.error(request, "Write what was said before you keep it.")
    return redirect("record", pk=pk)


@require_POST
def add_task(request: SignedIn, pk: int) -> HttpResponse:
    form = TaskForm(request.POST)
    if form.is_valid():
        task = working.make_task(by=request.user, party=party_of(request, pk), **form.cleaned_data)
        messages.success(request, f"{task.get_kind_display()} made for {task.due.day} {task.due:%B %Y}: {task.title}")
    else:
        messages.error(request, "A task needs words and a day, such as 2026-01-31.")
    return redirect("record", pk=pk)


@require_POST
def add_person(request: SignedIn, pk: int) -> HttpResponse:
    form = PersonForm(request.POST)
    if form.is_valid():
        person = working.add_person(by=request.user, organisation=party_of(request, pk), **form.cleaned_data)
        messages.success(request, f"{person.name} is added.")
    else:
        messages.error(request, "A person needs a name, and an e-mail address must be one.")
    return redirect("record", pk=pk)


def _end(high: float) -> float:
    """A round number at or above the range, for the end of its scale."""
    step = 10 ** math.floor(math.log10(high)) / 2 if high > 0 else 1
    return math.ceil(high / step) * step


def party_of(request: SignedIn, pk: int) -> Party:
    """The party, if the user may see it; another manager's is refused by name, an unknown one is not found."""
    party = policy.parties(request.user).select_related("parent", "bill_to").filter(id=pk).first()
    if party is not None:
        return party
    get_object_or_404(Party, pk=pk)
    raise PermissionDenied("This relationship belongs to another manager. Ask for access.")
