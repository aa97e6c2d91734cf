"""How the history tells of decisions and seats."""

from collections.abc import Callable, Mapping

SENTENCES: Mapping[str, Callable[[Mapping[str, object], Mapping[str, object]], str]] = {
    "named decision": lambda _before, after: f"Decision named: {after.get('about')}",
    "ended decision": lambda before, _after: f"Decision not taken any more: {before.get('about')}",
    "added seat": lambda _before, after: f"Seat added: {after.get('position')}, for {after.get('about')}",
    "ended seat": lambda before, _after: f"Seat ended: {before.get('position')}",
    "linked seats": lambda _before, after: f"Link added: {after.get('link')}",
    "ended link": lambda before, _after: f"Link ended: {before.get('link')}",
}
SHOWN = (
    *("named decision", "ended decision", "added seat", "changed seat", "ended seat"),
    *("linked seats", "changed link", "ended link"),
)
