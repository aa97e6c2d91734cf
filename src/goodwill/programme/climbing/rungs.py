"""On which rung parties stand now, with the evidence for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from goodwill.network.ladder import OnLadder, RungEvidence
from goodwill.network.ladder import rung_of as by_rules
from goodwill.portfolio.past import day_number
from goodwill.programme.climbing.evidence import counted, evidence_of
from goodwill.programme.climbing.joint_plans import NONE_RECORDED
from goodwill.programme.climbing.states import QUIET, state_of
from goodwill.programme.kept import days
from goodwill.programme.levels import covered_by
from goodwill.programme.tying.window import Window, current_window
from goodwill.records.models import Party
from goodwill.terms.dates import written_day


@dataclass(frozen=True)
class Standing:
    """One party on the ladder. state: its rung, or quiet; empty where it is on none."""

    on: OnLadder
    evidence: RungEvidence
    window: Window
    missing: tuple[str, ...]

    @property
    def state(self) -> str:
        return state_of(self.on)

    @property
    def words(self) -> str:
        return self.on.words


def rung_of(parties: Sequence[int]) -> dict[int, OnLadder]:
    """Party -> where it stands today, in a constant number of queries."""
    known = evidence_of(parties, current_window())
    return {party: by_rules(evidence) for party, evidence in known.items()}


def standing_of(party: Party) -> Standing:
    """With the occasions counted, and what is missing for the next rung."""
    window = current_window()
    occasions = _occasions(party, window)
    evidence = evidence_of([party.pk], window)[party.pk]
    # Where orders count for another party, the analysis knows better than the days of this one.
    if occasions and evidence.occasions_in_window and min(occasions, 2) == min(evidence.occasions_in_window, 2):
        evidence = counted(evidence, occasions)
    on = by_rules(evidence)
    return Standing(on, evidence, window, tuple(_missing(on, evidence)))


def _missing(on: OnLadder, e: RungEvidence) -> list[str]:
    """What stands between the party and the rungs above, a sentence each; the next rung first."""
    said = [] if on.short_of is None else [_sentence(on.short_of)]
    if on.rung in ("client", "supporter", "advocate") and QUIET not in on.marks:
        if not e.structural_ties:
            said.append("Partner: no structural tie is in use.")
        if e.joint_plan_signed is None:
            said.append(f"Partner: {NONE_RECORDED[:1].lower()}{NONE_RECORDED[1:]}")
        elif e.joint_plan_signed > e.until:
            said.append(f"Partner: the joint plan is signed on {written_day(e.joint_plan_signed)}.")
        if on.rung == "advocate":
            said = said[1:]
    if QUIET in on.marks:
        said.append(f"An order puts it back among those who buy; its last rung was {on.rung}.")
    return said


def _sentence(short_of: str) -> str:
    return f"{short_of[:1].upper()}{short_of[1:].rstrip('.')}."


def _occasions(party: Party, window: Window) -> int:
    """Days with a purchase within W, of all whose orders count for the party."""
    if window.run is None:
        return 0
    bought = days.days_of(covered_by(party, window.level))
    last = day_number(window.as_of)
    return len(set(bought[(bought > last - window.days) & (bought <= last)].tolist()))
