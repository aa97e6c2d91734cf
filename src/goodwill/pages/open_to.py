"""How a list of addresses says which right each of them needs at least."""

from goodwill.programme import policy

Needs = tuple[policy.Action, ...]
ANYBODY: Needs = ()
"""Whoever is signed in: pages about oneself."""


def open_to(action: policy.Action, names: str) -> dict[str, Needs]:
    """names: of addresses, with spaces between."""
    return dict.fromkeys(names.split(), (action,))
