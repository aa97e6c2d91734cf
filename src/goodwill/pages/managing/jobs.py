"""The job description of one manager: read, written, offered, agreed to, and taken away as PDF."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.managing import lines
from goodwill.pages.market_fields import day_field
from goodwill.pages.refusing import refusals_told
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.managing import job_descriptions, profiles
from goodwill.programme.managing.job_sheet import take
from goodwill.programme.managing.job_template import PARTS
from goodwill.records.models import JobDescription, User
from goodwill.report.sheet import printed


class WordsForm(forms.Form):
    """The words that template and description share."""

    objectives = lines.LinesField(
        lines.objective,
        rows=5,
        help_text="One a line: what; how it is measured; weight. The weights add up to 100.",
    )
    criteria = lines.LinesField(
        lines.criterion,
        rows=7,
        label="What the work is judged by",
        help_text="One a line: what; weight. The weights add up to 100.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for part in PARTS:
            self.fields[part.name] = forms.CharField(
                label=part.label, max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
            )
        names = [part.name for part in PARTS]
        self.order_fields(["lead", "review", *names[:2], "objectives", *names[2:], "criteria"])

    def values(self) -> dict[str, Any]:
        """As the actions take them."""
        known = self.cleaned_data
        return {
            "version": known["version"],
            "texts": {part.name: known[part.name] for part in PARTS},
            "objectives": self.fields["objectives"].rows(known["objectives"]),  # type: ignore[attr-defined]
            "criteria": self.fields["criteria"].rows(known["criteria"]),  # type: ignore[attr-defined]
        }


class DescriptionForm(WordsForm):
    lead = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label="The head of the programme", label="Reports to"
    )
    review = day_field("Looked at again on")


def page(request: SignedIn, pk: int) -> HttpResponse:
    """The last version, or an earlier one; what has changed since, and who has agreed."""
    person, may_steer = _person(request, pk), policy.may(request.user, "steer")
    versions = list(job_descriptions.descriptions(request.user).filter(person=person).order_by("-version"))
    asked = request.GET.get("version", "")
    shown = next((one for one in versions if str(one.version) == asked), versions[0] if versions else None)
    last = bool(shown) and shown == versions[0]
    context = {
        "person": person,
        "shown": shown,
        "last": last,
        "versions": versions,
        "parts": [(part, shown.texts.get(part.name, "")) for part in PARTS] if shown else [],
        "moved": job_descriptions.moved_since(request.user, shown) if shown and last else None,
        "own": person == request.user,
        "may_steer": may_steer,
        "may_agree": shown is not None and last and shown.state == "offered" and _not_agreed(request.user, shown),
    }
    return render(request, "goodwill/managing/job.html", context)


def write(request: SignedIn, pk: int) -> HttpResponse:
    """The next version, which begins with the words of the last, or with the template where that is asked for."""
    profiles.demand_all(request.user)
    person = get_object_or_404(profiles.seen(request.user), pk=pk)
    words = job_descriptions.words(request.user, person, anew=request.GET.get("from") == "template")
    initial = {
        **words.texts,
        "objectives": lines.as_lines(words.objectives, "what", "measure", "weight"),
        "criteria": lines.as_lines(words.criteria, "what", "weight"),
        "lead": words.reports_to,
        "review": words.review,
        "version": words.version,
    }
    form = DescriptionForm(request.POST or None, initial=initial)
    able = [one.pk for one in profiles.managing() if one != person]
    form.fields["lead"].queryset = User.objects.filter(id__in=able).order_by("name")  # type: ignore[attr-defined]

    def save(values: dict[str, Any]) -> str:
        made = job_descriptions.write(
            by=request.user, owner=person, **form.values(), lead=values["lead"], review=values["review"]
        )
        return f"Version {made.version} is written. Offer it when it says what you want."

    context = {
        "heading": f"Job description of {person}",
        "lede": "A version of its own, with the profile of today. {name}, {head} and {accounts} are filled in.",
        "crumb": "Write it",
        "above": reverse("managers-one", args=[pk]),
        "above_label": str(person),
        "save": f"Save version {words.version + 1}",
    }
    return beside.show(request, form, save, back=reverse("managers-job", args=[pk]), context=context, now=_now)


@require_POST
def offer(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(job_descriptions.descriptions(request.user), pk=pk)
    with refusals_told(request):
        job_descriptions.offer(by=request.user, description=found)
        messages.success(request, f"{found.person} sees version {found.version} now, and can agree to it.")
    return redirect("managers-job", pk=found.person_id)


@require_POST
def agree(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(job_descriptions.descriptions(request.user), pk=pk)
    with refusals_told(request):
        now = job_descriptions.agree(by=request.user, description=found)
        said = "Both have agreed: it holds." if now.state == "agreed" else "You have agreed to it."
        messages.success(request, said)
    return redirect("managers-job", pk=found.person_id)


def pdf(request: SignedIn, pk: int) -> HttpResponse:
    """One version on paper."""
    found = get_object_or_404(job_descriptions.descriptions(request.user), pk=pk)
    name = f"job-description-{slugify(str(found.person))}-{found.version}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    paper = printed(take(by=request.user, description=found))
    return HttpResponse(paper, content_type="application/pdf", headers=headers)


def _person(request: SignedIn, pk: int) -> User:
    """Oneself, or anybody for who steers the programme."""
    if pk != request.user.pk and not policy.may(request.user, "steer"):
        raise Http404
    return get_object_or_404(profiles.seen(request.user), pk=pk)


def _not_agreed(user: User, shown: JobDescription) -> bool:
    if user.pk == shown.person_id:
        return shown.manager_agreed is None
    return shown.head_agreed is None and policy.may(user, "steer")


def _now(theirs: JobDescription) -> dict[str, Any]:
    return {
        **{part.name: theirs.source.get(part.name, "") for part in PARTS},
        "objectives": lines.as_lines(theirs.objectives, "what", "measure", "weight"),
        "criteria": lines.as_lines(theirs.criteria, "what", "weight"),
        "lead": theirs.reports_to,
        "review": theirs.review,
    }
