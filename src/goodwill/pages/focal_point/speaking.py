from collections.abc import Sequence
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
    """For every topic who may speak: parts in the account, and one person besides."""

    def __init__(self, *args: Any, rules: Sequence[speaking.Rule], own: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rules = rules
        people = [("", "Nobody besides"), *((str(one.pk), str(one)) for one in members.can_join())]
        for rule in rules:
            mine, key = rule.own or not own, rule.topic.pk
            self.fields[f"topic-{key}"] = forms.MultipleChoiceField(
                choices=Speaker.choices,
                required=False,
                initial=list(rule.roles) if mine else [],
                widget=forms.CheckboxSelectMultiple,
                help_text="" if mine else f"As with every account: {rule.said}.",
            )
            first = str(rule.people[0].pk) if mine and rule.people else ""
            self.fields[f"person-{key}"] = forms.ChoiceField(
                choices=people, required=False, initial=first, widget=forms.Select({"class": "input"})
            )

    def topics(self) -> list[tuple[Topic, forms.BoundField, forms.BoundField]]:
        """Each with its two fields, for the page."""
        return [(r.topic, self[f"topic-{r.topic.pk}"], self[f"person-{r.topic.pk}"]) for r in self.rules]

    def chosen(self) -> dict[int, list[str]]:
        found = {}
        for rule in self.rules:
            person = self.cleaned_data[f"person-{rule.topic.pk}"]
            roles = self.cleaned_data[f"topic-{rule.topic.pk}"]
            found[rule.topic.pk] = [*roles, *([f"person:{person}"] if person else [])]
        return found


class TopicForm(forms.Form):
    name = forms.CharField(max_length=60, label="Topic", help_text="Such as Quality, or Data protection.")


def page(request: SignedIn) -> HttpResponse:
    """Who may speak about what, with every account that has no rule of its own."""
    policy.demand(request.user, "steer")
    form = RulesForm(request.POST or None, rules=speaking.rules_of())
    if request.method == "POST" and form.is_valid():
        try:
            speaking.settle(by=request.user, chosen=form.chosen())
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
