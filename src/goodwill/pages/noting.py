"""What people write down on the page of a party: notes, answers, tasks, people; and whom they follow."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import following, mentions, policy, working
from goodwill.programme.focal_point import speaking
from goodwill.records.models import Contact, Task, Topic

REMINDERS = (("", "No reminder"), ("1", "The day before"), ("7", "A week before"), ("day", "On a day I choose"))
NOTE_KINDS = [choice for choice in Contact.Kind.choices if choice[0] != Contact.Kind.MAIL]
"""What people write; mails come in by themselves."""


class NoteForm(forms.Form):
    kind = forms.ChoiceField(choices=NOTE_KINDS)
    text = forms.CharField(max_length=5000)
    on = forms.DateField(required=False)
    private = forms.BooleanField(required=False)
    topic = forms.ModelChoiceField(Topic.objects.filter(retired=False), required=False)


class AnswerForm(forms.Form):
    text = forms.CharField(max_length=5000)


class TaskForm(forms.Form):
    kind = forms.ChoiceField(choices=Task.Kind.choices)
    title = forms.CharField(max_length=200)
    due = forms.DateField()
    reminder = forms.ChoiceField(choices=REMINDERS, required=False)
    remind_on = forms.DateField(required=False)


class PersonForm(forms.Form):
    name = forms.CharField(max_length=200)
    role = forms.CharField(max_length=100, required=False)
    email = forms.EmailField(required=False)
    telephone = forms.CharField(max_length=40, required=False)


@require_POST
def add_note(request: SignedIn, pk: int) -> HttpResponse:
    form = NoteForm(request.POST)
    if form.is_valid():
        made = working.note(by=request.user, party=party_of(request, pk), **form.cleaned_data)
        if made.out_of_turn and made.topic is not None:
            who = speaking.who_may(speaking.rule_of(made.party, made.topic), made.party)
            messages.success(
                request, f"It is kept. About {made.topic.name.lower()} {who} may speak; the manager is told."
            )
    else:
        messages.error(request, "Write what was said before you keep it.")
    return redirect("record", pk=pk)


@require_POST
def add_task(request: SignedIn, pk: int) -> HttpResponse:
    form = TaskForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data
        task = working.make_task(
            by=request.user,
            party=party_of(request, pk),
            kind=chosen["kind"],
            title=chosen["title"],
            due=chosen["due"],
            remind=chosen["remind_on"]
            if chosen["reminder"] == "day"
            else chosen["due"] - timedelta(days=int(chosen["reminder"]))
            if chosen["reminder"]
            else None,
        )
        messages.success(request, f"{task.get_kind_display()} made for {task.due.day} {task.due:%B %Y}: {task.title}")
    else:
        messages.error(request, "A task needs words and a day, such as 2026-01-31.")
    return redirect("record", pk=pk)


@require_POST
def private(request: SignedIn, pk: int) -> HttpResponse:
    """Share a private contact with all who see the party, or, undoing that, make it private again."""
    contact = get_object_or_404(policy.contacts(request.user).select_related("party", "by"), pk=pk)
    wanted = request.POST.get("private") != "no"
    working.set_private(by=request.user, contact=contact, private=wanted)
    if wanted:
        messages.success(request, "It is private again.")
    else:
        said = f"It is shared with everybody who sees {contact.party.name}."
        messages.success(request, said, extra_tags=reverse("contact-private", args=[pk]))
    return redirect(f"{reverse('record', args=[contact.party_id])}#contact-{pk}")


@require_POST
def answer(request: SignedIn, pk: int) -> HttpResponse:
    """A complaint was answered."""
    complaint = get_object_or_404(policy.contacts(request.user).select_related("party"), pk=pk, kind="complaint")
    form = AnswerForm(request.POST)
    if form.is_valid():
        working.answer(by=request.user, complaint=complaint, text=form.cleaned_data["text"])
        messages.success(request, "The complaint is answered.")
    else:
        messages.error(request, "Write what was answered before you keep it.")
    return redirect("record", pk=complaint.party_id)


@require_POST
def follow(request: SignedIn, pk: int) -> HttpResponse:
    party = party_of(request, pk)
    if request.POST.get("follow") == "no":
        following.unfollow(by=request.user, party=party)
    else:
        following.follow(by=request.user, party=party)
        messages.success(request, f"What happens with {party.name} now stands on your day, under Followed.")
    return redirect("record", pk=pk)


@require_GET
def mentionable(request: SignedIn, pk: int) -> JsonResponse:
    """Whom an @ may name here."""
    party = party_of(request, pk)
    typed = request.GET.get("q", "")[:80]
    return JsonResponse({"people": [person.name for person in mentions.offered(party, typed)]})


@require_POST
def add_person(request: SignedIn, pk: int) -> HttpResponse:
    form = PersonForm(request.POST)
    if form.is_valid():
        person = working.add_person(by=request.user, organisation=party_of(request, pk), **form.cleaned_data)
        messages.success(request, f"{person.name} is added.")
    else:
        messages.error(request, "A person needs a name, and an e-mail address must be one.")
    return redirect("record", pk=pk)
