"""How the history tells of ties and customer organisations."""

from collections.abc import Callable, Mapping

SENTENCES: Mapping[str, Callable[[Mapping[str, object], Mapping[str, object]], str]] = {
    "tied": lambda _before, after: f"Tie written down: {after.get('kind')}",
    "removed tie": lambda before, _after: f"Tie taken out: {before.get('kind')}",
    "joined": lambda _before, after: f"Joined {after.get('club')}",
    "founded": lambda _before, after: f"Founded {after.get('name')}",
}
