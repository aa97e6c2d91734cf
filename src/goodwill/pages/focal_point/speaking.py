from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.focal_point import members, speaking
from goodwill.records.models import Topic
from goodwill.records.speaking_rule import Speaker
from goodwill.terms import UsageError


class RulesForm(forms.Form):
    """For every topic who may speak: parts in the account, and people."""

    def __init__(self, *args: Any, rules: Sequence[speaking.Rule], own: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [*Speaker.choices, *((f"person:{one.pk}", str(one)) for one in members.can_join())]
        for rule in rules:
            mine = rule.own or not own
            self.fields[f"topic-{rule.topic.pk}"] = forms.MultipleChoiceField(
                choices=offered,
                required=False,
                label=rule.topic.name,
                initial=[*rule.roles, *(f"person:{one.pk}" for one in rule.people)] if mine else [],
                widget=forms.CheckboxSelectMultiple,
                help_text="" if mine else f"As with every account: {rule.said}.",
            )

    @staticmethod
    def chosen(values: Mapping[str, Any]) -> dict[int, list[str]]:
        return {int(name.removeprefix("topic-")): found for name, found in values.items()}


class TopicForm(forms.Form):
    name = forms.CharField(max_length=60, label="Topic", help_text="Such as Quality, or Data protection.")


def page(request: SignedIn) -> HttpResponse:
    """Who may speak about what, with every account that has no rule of its own."""
    policy.demand(request.user, "steer")
    form = RulesForm(request.POST or None, rules=speaking.rules_of())
    if request.method == "POST" and form.is_valid():
        try:
            speaking.settle(by=request.user, chosen=RulesForm.chosen(form.cleaned_data))
        except UsageError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Who may speak is kept.")
            return redirect("speaking")
    return _page(request, form, TopicForm())


@require_POST
def add_topic(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "steer")
    form = TopicForm(request.POST)
    if form.is_valid():
        try:
            made = speaking.add_topic(by=request.user, name=form.cleaned_data["name"])
        except UsageError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"{made.name} is a topic.")
            return redirect("speaking")
    return _page(request, RulesForm(rules=speaking.rules_of()), form, 400)


@require_POST
def retire_topic(request: SignedIn, pk: int) -> HttpResponse:
    policy.demand(request.user, "steer")
    topic = get_object_or_404(Topic, pk=pk)
    speaking.retire_topic(by=request.user, topic=topic)
    messages.success(request, f"{topic.name} is offered no more. Added again, it comes back with its rules.")
    return redirect("speaking")


def _page(request: SignedIn, form: RulesForm, topic_form: TopicForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "topic_form": topic_form, "topics": Topic.offered()}
    return render(request, "goodwill/focal_point/speaking.html", context, status=status)
