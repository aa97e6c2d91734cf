"""How the history tells of plans."""

from collections.abc import Callable, Mapping

from goodwill.programme.wording import moves, word


def small(words: object) -> str:
    """A name that begins with a capital, within a sentence."""
    said_so = str(words or "plan")
    return f"{said_so[:1].lower()}{said_so[1:]}"


def _wrote_plan(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """What was written in a plan: a row of a table, a heading, or what was settled."""
    where = str(after.get("plan", "Plan"))
    if after.get("removed"):
        return f"{where}: {before.get('part')} “{before.get('words')}” taken out"
    told = moves(before, after)
    about = after.get("part") or after.get("section")
    named = f"{about} “{after['words']}”" if after.get("words") and about else str(after.get("words") or about or "")
    return ": ".join(one for one in (where, word(named), told if "text" not in before else "") if one)


SENTENCES: Mapping[str, Callable[[Mapping[str, object], Mapping[str, object]], str]] = {
    "began plan": lambda _before, after: f"Began the {small(after.get('plan'))}",
    "wrote plan": _wrote_plan,
    "submitted plan": lambda _before, after: f"Submitted the {small(after.get('plan'))}",
    "sent back plan": lambda _before, after: f"Sent back the {small(after.get('plan'))}: {after.get('reason')}",
    "agreed plan": lambda _before, after: f"Agreed the {small(after.get('plan'))}",
    "reopened plan": lambda _before, after: f"Opened the {small(after.get('plan'))} again: {after.get('reason')}",
    "signed plan": lambda _before, after: f"{after.get('signed for')} signed the {small(after.get('plan'))}",
    "took back signature": lambda _before, after: f"Took the signature under the {small(after.get('plan'))} back",
    "reviewed plan": lambda _before, after: f"Reviewed the {small(after.get('plan'))}: {after.get('came')}",
}
SHOWN = (
    *("began plan", "submitted plan", "sent back plan", "agreed plan", "reopened plan", "reviewed plan"),
    *("signed plan", "took back signature"),
)
