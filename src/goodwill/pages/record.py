from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from goodwill.pages import access, own_form
from goodwill.pages.around import around
from goodwill.pages.request import SignedIn
from goodwill.pages.today import scale_end
from goodwill.programme import (
    absences,
    attachments,
    circles,
    following,
    key_accounts,
    levels,
    lists,
    mentions,
    own_fields,
    policy,
    sharing,
    standing_changes,
    tags,
    timeline,
    trees,
    working,
)
from goodwill.programme.focal_point import members, news, speaking
from goodwill.programme.past_standings import Past, past_runs, past_standings
from goodwill.programme.selecting import candidates, deciding
from goodwill.programme.standing_reasons import reasons
from goodwill.records.models import (
    AnalysisRun,
    Contact,
    ContactPoint,
    Party,
    Relationship,
    Standing,
    StandingChange,
    Task,
    Topic,
    Workspace,
)

# Icon and tone of each kind of entry.
LOOKS = {
    "order": ("package", "order"),
    "return": ("package-x", "alarm"),
    "note": ("pencil", "inform"),
    "call": ("phone", "inform"),
    "visit": ("handshake", "inform"),
    "letter": ("file-text", "inform"),
    "mail": ("mail", "inform"),
    "complaint": ("triangle-alert", "care"),
    "task": ("check", "good"),
    "promise": ("flag", "inform"),
    "change": ("history", ""),
    "fell": ("trending-down", ""),
    "rose": ("trending-up", ""),
    "group": ("arrow-right", ""),
}
REMINDERS = (("", "No reminder"), ("1", "The day before"), ("7", "A week before"), ("day", "On a day I choose"))


MOST_DRAWN = 12
"""So many months of the trend are drawn."""


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


def page(request: SignedIn, pk: int) -> HttpResponse:
    party = _seen(request, pk)
    if party is None:
        return access.refused(request, pk)
    run = Workspace.the().current
    standing = lists.standings_of(run, [party], user=request.user).get(party.id)
    whole = request.GET.get("of") == "group"
    runs = past_runs(before=run.as_of) if run and run.as_of else []
    past = past_standings(party, runs, user=request.user)
    kinds = timeline.kinds_for(request.user)
    only = request.GET.get("only", "") if request.GET.get("only", "") in kinds else ""
    trend = _trend(run, standing, past)
    shown = timeline.page(request.user, party, only=only, after=request.GET.get("after", ""), past=trend, whole=whole)
    of = {"of": "group"} if whole else {}
    context: dict[str, object] = {
        "party": party,
        "entries": [(entry, *_look(entry)) for entry in shown.entries],
        "earlier": f"?{urlencode({'only': only, 'after': shown.next} | of)}" if shown.next else "",
        "may_edit": policy.may_edit(request.user, party),
        "reads_private": policy.reads_private(request.user, party),
    }
    if "after" in request.GET and request.headers.get("HX-Request"):
        return render(request, "goodwill/record/entries.html", context)
    mentions.tick(by=request.user, party=party)
    news.tick(by=request.user, party=party)
    following.looked(request.user, party)
    open_tasks = Task.objects.filter(party=party, done__isnull=True).select_related("owner")
    change = standing_changes.change_of(request.user, run, party)
    group, there = trees.tree(request.user, party), around(request.user, party)
    gone = policy.hidden(request.user)
    judged_as = levels.judged_as(party, run)
    context |= {
        "standing": standing,
        "change": change,
        "worth_end": _worth_end(standing, past, change),
        "trend": past,
        "drawn": list(reversed(trend[:MOST_DRAWN])),
        "began": next((known for known in reversed(trend[1:MOST_DRAWN]) if known.p_active is not None), None),
        "reasons": reasons(standing, run, runs, past, user=request.user) if standing and run else None,
        "run": run,
        "next": open_tasks.first(),
        "kinds": kinds,
        "note_kinds": NOTE_KINDS,
        "speaking": speaking.beside(request.user, party) if context["may_edit"] else [],
        "kind": request.GET.get("kind", ""),
        "reminders": REMINDERS,
        "only": only,
        **there,
        "whole": whole,
        "group": group,
        "has_circle": group.below or circles.circle(party, whole=False).has_people,
        "judged_as": judged_as,
        "judged_as_seen": judged_as is not None and policy.seen_by(request.user, judged_as),
        "bill_to": party.bill_to if party.bill_to and policy.seen_by(request.user, party.bill_to) else None,
        "may_share": policy.may_on(request.user, party, "share"),
        "shares": sharing.shares_of(request.user, party),
        "identifiers": [] if "identifier" in gone else list(party.identifiers.all()),
        "tells": _tells(request),
        **_programme(request, party, there["relationships"]),
        "files": attachments.attachments(request.user, party),
        "team": list(members.members(request.user, party)[:12]),
        "promises": working.promises(party),
        "follows": following.follows(request.user, party),
        "today": timezone.localdate(),
        "away": absences.of_managers(party, timezone.localdate()),
        **_own(request, party),
        **access.of_party(request, party, may_edit=bool(context["may_edit"])),
    }
    return render(request, "goodwill/record.html", context)


def _programme(request: SignedIn, party: Party, relationships: list[Relationship]) -> dict[str, object]:
    """Whether it is a key account, and whether the person may make it one."""
    held, may_steer = key_accounts.key_account_of(party), policy.may(request.user, "steer")
    customer = any(one.market == "customer" and one.ended is None for one in relationships)
    choice = {} if held is None else deciding.choices_of(request.user, [held])
    return {
        "key_account": held,
        "candidate_in": candidates.looked_at_now(request.user, party),
        "chosen_in": choice.get(held.pk) if held else None,
        "may_steer": may_steer,
        "may_choose": may_steer and held is None and customer,
    }


def _tells(request: SignedIn) -> dict[str, bool]:
    """Which parts of the page have anything in them that the person is told."""
    gone = policy.hidden(request.user)
    return {
        "standing": not gone >= {"value", "active", "return"},
        "trend": not gone >= {"value", "active"},
        "reasons": policy.tells_reasons(request.user),
        "reach": not gone >= set(ContactPoint.Kind.values),
    }


def _trend(run: AnalysisRun | None, standing: Standing | None, past: list[Past]) -> list[Past]:
    """The standing now, and before it those of the past."""
    if run is None or run.as_of is None or standing is None:
        return past
    ranges = (standing.value, standing.value_low, standing.value_high)
    return [Past(run.as_of, standing.group, standing.p_active, *ranges), *past]


def _worth_end(standing: Standing | None, past: list[Past], change: StandingChange | None) -> float:
    """Where the scale of worth ends, one for the standing now and before."""
    highs = [standing.value_high if standing else None, change.value_before if change else None]
    return scale_end(max((high for high in (*highs, *(p.value_high for p in past[:MOST_DRAWN])) if high), default=1))


def _look(entry: timeline.Entry) -> tuple[str, str]:
    icon, tone = LOOKS[entry.kind]
    return icon, entry.tone or tone


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
        "tags": tags.of_party(request.user, party),
    }


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
    """Share a private contact with all who see the party, or make it private again."""
    contact = get_object_or_404(policy.contacts(request.user).select_related("party", "by"), pk=pk)
    wanted = request.POST.get("private") == "yes"
    working.set_private(by=request.user, contact=contact, private=wanted)
    who = f"everybody who sees {contact.party.name}"
    said = "It is private again." if wanted else f"It is shared with {who}."
    messages.success(request, said)
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


def party_of(request: SignedIn, pk: int) -> Party:
    """The party, if the user may see it; that another manager has it is not told, no more than that nobody has."""
    party = _seen(request, pk)
    if party is None:
        raise Http404
    return party


def _seen(request: SignedIn, pk: int) -> Party | None:
    party = Party.objects.select_related("parent", "bill_to").filter(pk=pk).first()
    return party if party is not None and policy.seen_by(request.user, party) else None
