"""A number in a form."""

from typing import Any

from django import forms


class NumberField(forms.FloatField):
    """Shown as people write it: 12, not 12.0."""

    def prepare_value(self, value: Any) -> Any:
        return int(value) if isinstance(value, float) and value.is_integer() else value
