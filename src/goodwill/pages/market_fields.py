"""Fields that depend on a market: its kinds and its states."""

from django import forms

from goodwill.records.models import User
from goodwill.terms.markets import Market


def day_field(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        required=False, label=label, help_text=help_text, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


def manager_field() -> "forms.ModelChoiceField[User]":
    return forms.ModelChoiceField(User.objects.none(), required=False, empty_label="Nobody yet")


def offer_managers(form: forms.Form, takers: list[User], now: User | None = None) -> None:
    """Those to whom the person may give a relationship, and who has it now."""
    known = [person.id for person in (*takers, now) if person is not None]
    field = form.fields["manager"]
    field.queryset = User.objects.filter(id__in=known).order_by("name")  # type: ignore[attr-defined]


def words(values: tuple[str, ...], *, empty: bool = False) -> list[tuple[str, str]]:
    """Choices as a select has them."""
    return ([("", "Not said")] if empty else []) + [(value, value.capitalize()) for value in values]


def all_words(markets: tuple[Market, ...], what: str) -> list[tuple[str, str]]:
    """Kinds or states of several markets, each once."""
    return words(tuple(dict.fromkeys(value for one in markets for value in getattr(one, what))), empty=True)
