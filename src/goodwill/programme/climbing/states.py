"""The states that a party can be in on the ladder, as codes and in their order."""

from goodwill.network.ladder import LADDER, OnLadder

QUIET, LAPSED = "quiet", "lapsed"
STATES = ("purchaser", "client", "supporter", "advocate", "partner", QUIET, LAPSED)
"""What who has ordered can be; prospects come before."""
UNKNOWN = -1
"""The code of who is in none of these, or not known."""


def state_of(on: OnLadder) -> str:
    """One of STATES, prospect, or nothing."""
    return QUIET if QUIET in on.marks else on.rung or ""


def code_of(state: str) -> int:
    return STATES.index(state) if state in STATES else UNKNOWN


def place_of(state: str) -> int:
    """How high a state is, for telling a climb from a fall: quiet is below every rung of who orders, lapsed lower."""
    order = ("", LAPSED, "prospect", QUIET, *LADDER[1:])
    return order.index(state) if state in order else 0
