"""The forms of a plan's tables; what they offer to choose from is set by `of_kind`."""

from typing import Any

from django import forms

from goodwill.pages.number import NumberField
from goodwill.programme import policy
from goodwill.programme.planning.measures import SHELF, offered
from goodwill.programme.planning.seen import owners
from goodwill.programme.planning.shelf import EXAMPLES, Part
from goodwill.records.models import Plan, PlanObjective, PlanResource, PlanRisk, PlanStrategy, User


def day(label: str = "By") -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


def number(label: str, help_text: str = "", *, required: bool = False) -> NumberField:
    return NumberField(label=label, min_value=0, max_value=1e12, required=required, help_text=help_text)


JUDGED = "judged"
"""The choice of no measure, which has to have a name to be chosen."""


class ObjectiveForm(forms.Form):
    words = forms.CharField(max_length=200, label="Objective", help_text=f"Example: {EXAMPLES['objective']}")
    measure = forms.ChoiceField(
        label="Measured by", help_text="Taken from evidence each time somebody looks; else judged by a person."
    )
    target = forms.CharField(
        max_length=200,
        required=False,
        help_text="A number such as 60,000, a share such as 80%, a group, a rung or a level of ties; where a person "
        "judges, words.",
    )
    by = day()
    owner = forms.ModelChoiceField(User.objects.none(), empty_label=None)


class StrategyForm(forms.Form):
    words = forms.CharField(max_length=300, label="Strategy", help_text=f"Example: {EXAMPLES['strategy']}")
    objective = forms.ModelChoiceField(
        PlanObjective.objects.none(), required=False, empty_label="All of them", label="Towards which objective"
    )


class ActionForm(forms.Form):
    what = forms.CharField(max_length=200, help_text=f"Example: {EXAMPLES['action']}")
    strategy = forms.ModelChoiceField(
        PlanStrategy.objects.none(), required=False, empty_label="None of them", label="For which strategy"
    )
    owner = forms.ModelChoiceField(User.objects.none(), empty_label=None)
    due = day()
    cost = number("Cost")
    hours = number("Hours")


class ResourceForm(forms.Form):
    kind = forms.ChoiceField(choices=PlanResource.Kind.choices)
    what = forms.CharField(max_length=200, help_text=f"Example: {EXAMPLES['resource']}")
    planned = number("How much", "Of money, in the workspace’s currency; hours; or how many people.", required=True)


class RiskForm(forms.Form):
    what = forms.CharField(max_length=300, label="Risk", help_text=f"Example: {EXAMPLES['risk']}")
    likelihood = forms.TypedChoiceField(choices=PlanRisk.Degree.choices, coerce=int)
    impact = forms.TypedChoiceField(choices=PlanRisk.Degree.choices, coerce=int)
    answer = forms.CharField(max_length=300)


class ReviewForm(forms.Form):
    due = day("On")


FORMS: dict[str, type[forms.Form]] = {
    "objective": ObjectiveForm,
    "strategy": StrategyForm,
    "action": ActionForm,
    "resource": ResourceForm,
    "risk": RiskForm,
    "review": ReviewForm,
}


def of_kind(kind: str, plan: Plan, user: User, data: Any = None, part: Part | None = None) -> forms.Form:
    """The form, with what can be chosen in this plan; part: the row that it changes."""
    initial = {"owner": plan.relationship.manager, "by": plan.ends} if part is None else now(kind, part)
    form = FORMS[kind](data, initial=initial)
    if part is not None:
        form.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
    if "owner" in form.fields:
        known = {person.pk for person in owners(plan.relationship.party)}
        if part is not None and hasattr(part, "owner_id"):
            known.add(part.owner_id)
        form.fields["owner"].queryset = User.objects.filter(id__in=known).order_by("name")  # type: ignore[attr-defined]
    if kind == "strategy":
        form.fields["objective"].queryset = plan.objectives.all()  # type: ignore[attr-defined]
    if kind == "action":
        form.fields["strategy"].queryset = plan.strategies.all()  # type: ignore[attr-defined]
    if kind == "objective":
        measures = [(one.code, one.name) for one in offered(policy.hidden(user))]
        form.fields["measure"].choices = [*measures, (JUDGED, "Judged by a person")]  # type: ignore[attr-defined]
    return form


def values_of(kind: str, cleaned: dict[str, Any]) -> dict[str, Any]:
    """As the actions take them: an empty number of an action is none."""
    values = {name: value for name, value in cleaned.items() if name != "version"}
    if values.get("measure") == JUDGED:
        values["measure"] = ""
    if kind == "action":
        values |= {name: values[name] or 0.0 for name in ("cost", "hours")}
    return values


def now(kind: str, part: Part) -> dict[str, Any]:
    """The row's fields as the form has them."""
    found = {name: getattr(part, name) for name in FORMS[kind].base_fields}
    if isinstance(part, PlanObjective):
        measure = SHELF.get(part.measure)
        found["measure"] = part.measure or JUDGED
        found["target"] = part.target_word if measure is None else _written(part)
    return found | {"version": part.version}


def _written(part: PlanObjective) -> str:
    measure = SHELF[part.measure]
    if part.target is None:
        return part.target_word
    return f"{100 * part.target:g}%" if measure.unit == "share" else f"{part.target:,.12g}"
