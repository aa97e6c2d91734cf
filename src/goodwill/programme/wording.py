"""Fields and values of the history in words."""

from collections.abc import Mapping
from datetime import date

from django.apps import apps

from goodwill.terms.dates import written_day

NOTHING = "nothing"
_WORDS = {"remind": "reminder", "email": "e-mail", "on": "day"}
_THINGS = {"user": "account", "partytag": "tag", "orderimport": "import"}


def word(name: str) -> str:
    """What a field of the history is called."""
    return _WORDS.get(name, name).replace("_", " ")


def thing(what: str) -> str:
    """What a row is called that a line of the history is about."""
    known = apps.get_app_config("records").models.get(what)
    return _THINGS.get(what) or (str(known._meta.verbose_name) if known else word(what))  # noqa: SLF001 - public meta


def said(value: object) -> str:
    """A value of the history as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        try:
            return written_day(date.fromisoformat(value))
        except ValueError:
            pass
    return NOTHING if value in (None, "") else str(value)


def moves(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """What differs: Reminder: nothing → 3 May 2012."""
    changed = [name for name in after if name in before and before[name] != after[name]]
    return ", ".join(f"{word(name).capitalize()}: {said(before[name])} → {said(after[name])}" for name in changed)
