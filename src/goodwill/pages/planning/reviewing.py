"""What came of an agreed plan: judged, used, reviewed."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from goodwill.pages import beside
from goodwill.pages.planning.forms import number
from goodwill.pages.planning.shared import at, context_of, part_of
from goodwill.pages.request import SignedIn
from goodwill.programme.planning import reviewing
from goodwill.programme.planning.sentences import small
from goodwill.records.models import PlanObjective, PlanResource, PlanReview


class JudgeForm(forms.Form):
    judgement = forms.ChoiceField(choices=PlanObjective.Judgement.choices, label="Is it reached")
    why = forms.CharField(max_length=300, label="What you judge it by", widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class UsedForm(forms.Form):
    used = number("Used so far", "In all, since the plan began.", required=True)
    version = forms.IntegerField(widget=forms.HiddenInput)


class HoldForm(forms.Form):
    came = forms.CharField(
        max_length=5000,
        label="What came",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text='<i class="worked">Example: The June range sold twice as well as in September.</i>',
    )
    next = forms.CharField(
        max_length=5000,
        required=False,
        label="What comes next",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text='<i class="worked">Example: Show the spring range in January; invite finance to the warehouse.</i>',
    )
    closes = forms.BooleanField(
        required=False, label="This closes the plan", help_text="Its results stay as they are today."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def judge(request: SignedIn, pk: int) -> HttpResponse:
    """Whether an objective that nothing measures was reached."""
    one = part_of(request, "objective", pk)
    assert isinstance(one, PlanObjective)  # noqa: S101 - of the shelf
    initial = {"judgement": one.judgement, "why": one.judged_why, "version": one.version}
    form = JudgeForm(request.POST or None, initial=initial)

    def save(values: dict[str, Any]) -> str:
        reviewing.judge(by=request.user, objective=one, **values)
        return f"Judged: {one.words}"

    context = context_of(one.plan, f"Judge: {one.words}", "Judge", save="Keep it")
    return beside.show(
        request,
        form,
        save,
        back=at(one.plan, "objective"),
        context=context,
        now=lambda row: {"judgement": row.judgement, "why": row.judged_why},
    )


def used(request: SignedIn, pk: int) -> HttpResponse:
    """How much of a resource was used."""
    one = part_of(request, "resource", pk)
    assert isinstance(one, PlanResource)  # noqa: S101 - of the shelf
    form = UsedForm(request.POST or None, initial={"used": one.used, "version": one.version})

    def save(values: dict[str, Any]) -> str:
        reviewing.use(by=request.user, resource=one, **values)
        return f"Kept: {one.what}"

    context = context_of(one.plan, f"Used: {one.what}", "Used")
    back = at(one.plan, "resources")
    return beside.show(request, form, save, back=back, context=context, now=lambda row: {"used": row.used})


def review(request: SignedIn, pk: int) -> HttpResponse:
    """What came and what comes next; each objective's result is kept with it."""
    one = part_of(request, "review", pk)
    assert isinstance(one, PlanReview)  # noqa: S101 - of the shelf
    form = HoldForm(request.POST or None, initial={"version": one.version})

    def save(values: dict[str, Any]) -> str:
        reviewing.hold(by=request.user, review=get_object_or_404(PlanReview, pk=pk), **values)
        return "The review is kept." if not values["closes"] else "The plan is reviewed, and its results stay."

    context = context_of(one.plan, f"Review of the {small(one.plan)}", "Review")
    return beside.show(
        request,
        form,
        save,
        back=at(one.plan, "review"),
        context=context | {"save": "Keep the review", "lede": "The result of every objective is kept with it."},
        now=lambda row: {"came": row.came, "next": row.next},
    )
