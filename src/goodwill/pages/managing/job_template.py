"""The template of job descriptions, in the company's own words."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from goodwill.pages import beside
from goodwill.pages.managing import lines
from goodwill.pages.managing.jobs import WordsForm
from goodwill.pages.request import SignedIn
from goodwill.programme.managing import job_template, profiles
from goodwill.programme.managing.job_template import PARTS


def page(request: SignedIn) -> HttpResponse:
    """What every new description begins with; where somebody else was quicker, theirs beside mine."""
    profiles.demand_all(request.user)
    held = job_template.template()
    form = WordsForm(request.POST or None, initial=_now(held) | {"version": held.version})

    def save(_values: dict[str, Any]) -> str:
        job_template.save_template(by=request.user, **form.values())
        return "The template is saved. Descriptions that are written from now on begin with it."

    context = {
        "heading": "Template of job descriptions",
        "lede": "What every new job description begins with. {name}, {head} and {accounts} are filled in.",
        "crumb": "Template",
        "above": reverse("managers"),
        "above_label": "Managers",
    }
    return beside.show(request, form, save, back=reverse("managers"), context=context, now=_now)


def _now(held: Any) -> dict[str, Any]:
    """Of the template as it is kept, or as it ships."""
    texts = {part.name: held.texts.get(part.name, part.shipped) for part in PARTS}
    return texts | {
        "objectives": lines.as_lines(held.objectives, "what", "measure", "weight"),
        "criteria": lines.as_lines(held.criteria, "what", "weight"),
    }
