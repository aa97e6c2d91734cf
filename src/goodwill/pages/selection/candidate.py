from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodwill.pages import beside
from goodwill.pages.number import NumberField
from goodwill.pages.request import SignedIn
from goodwill.pages.today import scale_end
from goodwill.programme import policy
from goodwill.programme.key_accounts import LONGEST
from goodwill.programme.selecting import candidates, criteria, deciding, judging, scoring
from goodwill.programme.selecting.criteria import Known
from goodwill.programme.selecting.matrix import Line, board
from goodwill.records.models import KeyAccount, QualityMark, SelectionCandidate, SelectionDecision

OUTCOMES = (("choose", "Choose it"), ("decline", "Decline it"), ("postpone", "Postpone it"))


def _score(label: str, hint: str = "") -> NumberField:
    widget = forms.NumberInput({"step": "any", "inputmode": "decimal", "placeholder": "0–10"})
    return NumberField(min_value=0, max_value=10, required=False, label=label, help_text=hint, widget=widget)


class ScoresForm(forms.Form):
    """A field for each criterion, two where the customer compares us with a rival."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, known: Sequence[Known] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = known
        for one in known:
            if one.side == "ours":
                self.fields[f"c{one.id}"] = _score(one.name, one.anchors)
            else:
                self.fields[f"c{one.id}"] = _score(f"{one.name}: we", one.anchors)
                self.fields[f"r{one.id}"] = _score(f"{one.name}: the best rival")

    def rows(self) -> list[tuple[Known, forms.BoundField, forms.BoundField | None]]:
        """Each criterion with its field or fields."""
        return [(one, self[f"c{one.id}"], self[f"r{one.id}"] if one.side != "ours" else None) for one in self.known]

    def scores(self, values: dict[str, Any]) -> scoring.Scores:
        return {one.id: (values.get(f"c{one.id}"), values.get(f"r{one.id}")) for one in self.known}


class QualityForm(forms.Form):
    """A judgement for each mark, and what it rests on."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in QualityMark.Name.choices:
            self.fields[name] = _score(label)
            self.fields[f"{name}_because"] = forms.CharField(
                max_length=300,
                required=False,
                label=f"{label}: what it rests on",
                widget=forms.TextInput({"placeholder": "because …"}),
            )

    def judged(self, values: dict[str, Any]) -> judging.Judged:
        names = QualityMark.Name.values
        return {name: (values.get(name), values.get(f"{name}_because", "")) for name in names}


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(choices=OUTCOMES, label="Decision")
    ground = forms.ChoiceField(
        choices=KeyAccount.Ground.choices, label="Ground", help_text="On which it is chosen.", required=False
    )
    reason = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Why",
        help_text="Kept with the decision, and read again in the next round.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


@require_safe
def page(request: SignedIn, pk: int) -> HttpResponse:
    """One candidate: why it is here, its place, its scores and quality, and every decision about it."""
    candidate = _candidate(request, pk)
    found = board(request.user, candidate.round)
    line = next(one for one in found.lines if one.candidate.pk == pk)
    marks = judging.marks_of(candidate, evidence=policy.tells_reasons(request.user))
    scored = ScoresForm(initial=_scores_now(candidate) | _version(candidate), known=found.criteria)
    judged = QualityForm(initial=_marks_now(candidate) | _version(candidate))
    context = {
        "candidate": candidate,
        "round": candidate.round,
        "party": candidate.relationship.party,
        "line": line,
        "marks": marks,
        "history": _history(candidate),
        "untold": candidates.untold(request.user),
        "worth_end": scale_end(max((one.candidate.value_high or 0 for one in found.lines), default=0) or 1),
        "may_act": candidate.round.is_open and policy.may(request.user, "steer"),
        "scores": scored,
        "score_rows": scored.rows(),
        "scores_original": _original(scored),
        "quality": judged,
        "quality_original": _original(judged),
        "mark_rows": [(one, judged[one.name], judged[f"{one.name}_because"]) for one in marks],
        "decision": DecisionForm(initial=_decision_now(candidate, line)),
        "after": _after(found.lines, pk),
    }
    return render(request, "goodwill/selection/candidate.html", context)


def scores(request: SignedIn, pk: int) -> HttpResponse:
    candidate = _candidate(request, pk)
    known = criteria.company()
    form = ScoresForm(request.POST or None, initial=_scores_now(candidate) | _version(candidate), known=known)

    def act(values: dict[str, Any]) -> str:
        given, version = form.scores(values), values["version"]
        scoring.score(by=request.user, candidate=candidate, version=version, scores=given)
        return f"The scores of {candidate.relationship.party.name} are kept."

    return _form(request, candidate, form, act, "Scores", now=_scores_now)


def quality(request: SignedIn, pk: int) -> HttpResponse:
    candidate = _candidate(request, pk)
    form = QualityForm(request.POST or None, initial=_marks_now(candidate) | _version(candidate))

    def act(values: dict[str, Any]) -> str:
        judging.judge(by=request.user, candidate=candidate, version=values["version"], marks=form.judged(values))
        return f"The quality of {candidate.relationship.party.name} is judged."

    return _form(request, candidate, form, act, "Quality", now=_marks_now)


def decide(request: SignedIn, pk: int) -> HttpResponse:
    candidate = _candidate(request, pk)
    form = DecisionForm(request.POST or None, initial=_version(candidate))

    def act(values: dict[str, Any]) -> str:
        made = deciding.decide(by=request.user, candidate=candidate, **values)
        return f"{candidate.relationship.party.name}: {made.get_outcome_display().lower()}."

    return _form(request, candidate, form, act, "Decision")


def _form(
    request: SignedIn,
    candidate: SelectionCandidate,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    what: str,
    now: Callable[[Any], dict[str, Any]] | None = None,
) -> HttpResponse:
    """The form on a page of its own, where it was sent with something to be put right."""
    name = candidate.relationship.party.name
    context = {
        "above": reverse("selection-round", args=[candidate.round_id]),
        "above_label": candidate.round.name,
        "heading": f"{what} of {name}" if what != "Decision" else f"Decide about {name}",
        "crumb": what,
    }
    back = reverse("selection-candidate", args=[candidate.pk])
    return beside.show(request, form, act, back=back, context=context, now=now)


def _candidate(request: SignedIn, pk: int) -> SelectionCandidate:
    rows = candidates.candidates(request.user).select_related("carried_from", "added_by")
    return get_object_or_404(rows.prefetch_related("grounds__by", "scores", "marks"), pk=pk)


def _original(form: forms.Form) -> dict[str, str]:
    """What each field holds now, so that a later save takes back nothing that somebody else changes meanwhile."""
    values = {name: form[name].value() for name in form.fields if name != "version"}
    return {name: f"{v:.12g}" if isinstance(v, float) else str(v or "") for name, v in values.items()}


def _version(candidate: SelectionCandidate) -> dict[str, Any]:
    return {"version": candidate.version}


def _scores_now(candidate: SelectionCandidate) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for criterion, (score, rival) in scoring.scores_of(candidate).items():
        found |= {f"c{criterion}": score, f"r{criterion}": rival}
    return found


def _marks_now(candidate: SelectionCandidate) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in judging.marks_of(candidate):
        found[one.name] = None if one.judged is None else one.judged.score
        found[f"{one.name}_because"] = "" if one.judged is None else one.judged.because
    return found


def _decision_now(candidate: SelectionCandidate, line: Line) -> dict[str, Any]:
    """What is most likely to be said: the ground on which it is on the list."""
    grounds = [one.ground for one in candidate.grounds.all() if one.ground in KeyAccount.Ground.values]
    outcome = "choose" if line.placed is None or line.placed.chosen else "decline"
    return {"version": candidate.version, "ground": grounds[0] if grounds else "value", "outcome": outcome}


def _history(candidate: SelectionCandidate) -> list[SelectionDecision]:
    """Every decision about the relationship up to this round, the newest first."""
    rows = SelectionDecision.objects.filter(
        candidate__relationship=candidate.relationship_id, candidate__round__id__lte=candidate.round_id
    )
    return list(rows.select_related("candidate__round", "by", "key_account"))


def _after(lines: Sequence[Line], pk: int) -> Line | None:
    """The one that comes next on the list."""
    at = next(place for place, line in enumerate(lines) if line.candidate.pk == pk)
    return lines[at + 1] if at + 1 < len(lines) else None
