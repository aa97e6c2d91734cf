"""The own fields of a party as a form."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from goodwill.pages.number import NumberField
from goodwill.programme.own_fields import LONGEST
from goodwill.records.models import OwnField

YES_NO = (("", "not known"), ("yes", "Yes"), ("no", "No"))


def inputs(fields: Sequence[OwnField], values: Mapping[int, Any]) -> dict[str, forms.Field]:
    """Name in the form -> input. A choice that was retired from the list stays choosable where it is held."""
    return {key(field): _input(field, values.get(field.pk)) for field in fields}


def key(field: OwnField) -> str:
    return f"own_{field.name}"


def _input(field: OwnField, value: Any) -> forms.Field:
    shared: dict[str, Any] = {"label": field.label, "required": False, "initial": shown(value)}
    match field.kind:
        case "number":
            unit = field.unit
            return NumberField(**shared, help_text=unit, widget=forms.NumberInput(attrs={"step": "any"}))
        case "date":
            return forms.DateField(**shared, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        case "yes-no":
            return forms.ChoiceField(**shared, choices=YES_NO)
        case "choice":
            choices = field.choices if value is None or value in field.choices else [*field.choices, value]
            return forms.ChoiceField(**shared, choices=[("", "not known"), *((c, c) for c in choices)])
        case _:
            return forms.CharField(**shared, max_length=LONGEST)


def shown(value: Any) -> Any:
    """A value as its input has it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def written(value: Any) -> str:
    """A value as text, to lay versions side by side."""
    value = shown(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.12g}"
    return "" if value is None else str(value)


def taken(fields: Sequence[OwnField], cleaned: Mapping[str, Any]) -> dict[OwnField, Any]:
    """What the form says of each field, as its kind has it."""
    found = {}
    for field in fields:
        if key(field) in cleaned:
            value = cleaned[key(field)]
            found[field] = {"yes": True, "no": False, "": None}[value] if field.kind == "yes-no" else value
    return found
