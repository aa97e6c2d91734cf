"""How the history tells of selection rounds."""

from collections.abc import Callable, Mapping


def _decided(after: Mapping[str, object]) -> str:
    outcome = {"choose": "Chosen", "decline": "Declined"}.get(str(after.get("outcome")), "Postponed")
    return f"{outcome} in {after.get('round')}: {after.get('reason')}"


LINES = {
    "opened round": "Opened the selection round {name}",
    "closed round": "Closed the selection round {name}",
    "drew shortlist": "Drew the shortlist again",
    "adopted criteria": "Began with the usual criteria",
    "added criterion": "Added the criterion {name}",
}
SENTENCES: Mapping[str, Callable[[Mapping[str, object], Mapping[str, object]], str]] = {
    "decided": lambda _before, after: _decided(after),
    "put on the list": lambda _before, after: f"Put on the list of {after.get('round')}: {after.get('reason')}",
    "retired criterion": lambda before, _after: f"The criterion {before.get('name')} is asked no more",
}
