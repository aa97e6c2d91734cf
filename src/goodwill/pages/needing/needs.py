from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.market_fields import day_field
from goodwill.pages.number import NumberField
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.needing import needs
from goodwill.programme.needing.capabilities import capabilities
from goodwill.programme.needing.meeting import needs_of
from goodwill.programme.needing.needs import Told
from goodwill.records.models import Capability, Need

WEIGHTS = [(5, "5, decides"), (4, "4"), (3, "3, matters"), (2, "2"), (1, "1, nice to have")]


class NeedForm(forms.Form):
    what = forms.CharField(max_length=200, label="What they need", help_text="Such as: delivery within a day.")
    weight = forms.TypedChoiceField(choices=WEIGHTS, coerce=int, initial=3, label="How much it matters to them")
    capability = forms.ModelChoiceField(
        Capability.objects.none(),
        required=False,
        empty_label="None of them",
        label="Which of our capabilities meets it",
    )
    level = NumberField(
        required=False, min_value=0, max_value=10, label="How much of it they need",
        help_text="From 0 to 10, on the scale of the capability. How well the need is met follows from it.",
    )  # fmt: skip
    satisfied_since = day_field(
        "Satisfied since", "The day since when they call it satisfied; empty while they do not."
    )
    product = forms.CharField(
        required=False, max_length=120, label="Complementary product", help_text="What else of ours would serve it."
    )
    complement = forms.ChoiceField(
        choices=Need.Complement.choices, required=False, label="How far that product has come"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, now: Capability | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        known = capabilities() if now is None else capabilities() | Capability.objects.filter(pk=now.pk)
        self.fields["capability"].queryset = known  # type: ignore[attr-defined]


class JudgeForm(forms.Form):
    met = NumberField(min_value=0, max_value=100, label="Met, per cent", help_text="In your own judgement.")
    because = forms.CharField(
        max_length=300, widget=forms.Textarea(attrs={"rows": 3}), label="What it rests on",
        help_text="Kept with your name and today’s day.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class NextForm(forms.Form):
    title = forms.CharField(max_length=200, label="What is to be done")
    due = forms.DateField(label="By", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


def page(request: SignedIn, pk: int) -> HttpResponse:
    """What the party needs and how well it is met, the widest gap first."""
    party = party_of(request, pk)
    found = needs_of(request.user, party)
    context = {
        "party": party,
        "needs": found,
        "first": found.first_open,
        "may_edit": policy.may_edit(request.user, party),
        "may_steer": policy.may(request.user, "steer"),
    }
    return render(request, "goodwill/needing/needs.html", context)


def add(request: SignedIn, pk: int) -> HttpResponse:
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)
    form = NeedForm(request.POST or None)
    del form.fields["version"]

    def act(values: dict[str, Any]) -> str:
        return f"Written down: {needs.add_need(by=request.user, party=party, told=Told(**values)).what}"

    context = {"party": party, "heading": f"What {party.name} needs", "crumb": "Need", "save": "Write it down"}
    return beside.show(request, form, act, back=_back(pk), context=context)


def edit(request: SignedIn, pk: int) -> HttpResponse:
    need = _need(request, pk)
    form = NeedForm(request.POST or None, initial=_now(need) | {"version": need.version}, now=need.capability)

    def act(values: dict[str, Any]) -> str:
        version = values.pop("version")
        needs.edit_need(by=request.user, need=need, version=version, told=Told(**values))
        return "The need is saved."

    context = {
        "party": need.party,
        "heading": need.what,
        "crumb": "Need",
        "remove": reverse("need-drop", args=[pk]),
        "remove_word": "It is no need any more",
        "remove_says": "It leaves the list; that it was one stays in the history.",
    }
    return beside.show(request, form, act, back=_back(need.party_id), context=context, now=_now)


def judge(request: SignedIn, pk: int) -> HttpResponse:
    """How well it is met in one's own judgement, or that what follows from the capability counts again."""
    need = _need(request, pk)
    form = JudgeForm(request.POST or None, initial=_judged(need) | {"version": need.version})

    def act(values: dict[str, Any]) -> str:
        met, version = round(values["met"] / 100, 4), values["version"]
        needs.judge_need(by=request.user, need=need, version=version, met=met, because=values["because"])
        return "Your judgement is kept."

    context = {"party": need.party, "heading": f"How well is it met: {need.what}?", "crumb": "Judge", "save": "Keep it"}
    if need.judged is not None:
        context |= {
            "remove": reverse("need-judge-back", args=[pk]),
            "remove_word": "Take the judgement back",
            "remove_says": "What follows from need and capability then counts again.",
        }
    return beside.show(request, form, act, back=_back(need.party_id), context=context, now=_judged)


def plan(request: SignedIn, pk: int) -> HttpResponse:
    """What is done about it next, as a task."""
    need = _need(request, pk)
    begin = {"title": f"Meet the need: {need.what}"[:200], "due": timezone.localdate() + timedelta(days=14)}

    def act(values: dict[str, Any]) -> str:
        task = needs.plan_next(by=request.user, need=need, **values)
        return f"{task.owner} has it as a task for {task.due.day} {task.due:%B %Y}."

    context = {"party": need.party, "heading": f"Next for: {need.what}", "crumb": "Next", "save": "Make the task"}
    return beside.show(
        request, NextForm(request.POST or None, initial=begin), act, back=_back(need.party_id), context=context
    )


@require_POST
def judge_back(request: SignedIn, pk: int) -> HttpResponse:
    need = _need(request, pk)
    needs.take_back_judgement(by=request.user, need=need)
    messages.success(request, "The judgement is taken back.")
    return redirect("party-needs", pk=need.party_id)


@require_POST
def drop(request: SignedIn, pk: int) -> HttpResponse:
    need = _need(request, pk)
    needs.drop_need(by=request.user, need=need)
    messages.success(request, f"{need.what} is no need any more.")
    return redirect("party-needs", pk=need.party_id)


def _need(request: SignedIn, pk: int) -> Need:
    found = policy.about(request.user, Need.objects.select_related("party", "capability"))
    need: Need = get_object_or_404(found, pk=pk)
    policy.demand_edit(request.user, need.party)
    return need


def _now(need: Need) -> dict[str, Any]:
    return {name: getattr(need, name) for name in Told.__dataclass_fields__}


def _judged(need: Need) -> dict[str, Any]:
    return {"met": None if need.judged is None else round(100 * need.judged, 2), "because": need.judged_because}


def _back(party: int) -> str:
    return reverse("party-needs", args=[party])
