"""What has come of a plan's objectives: read from evidence each time somebody looks, until a review freezes it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from goodwill.programme.planning.evidence import Evidence
from goodwill.programme.planning.measures import SHELF, Measure, Reading
from goodwill.records.models import Plan, PlanObjective
from goodwill.terms.dates import written_day

REACHED, ON_COURSE, BEHIND, NOT_YET = "reached", "on course", "behind", "not yet"
MISSED, PARTLY, NOT_KNOWN, NOT_JUDGED = "not reached", "partly reached", "not known", "not judged yet"
_JUDGED = {
    PlanObjective.Judgement.REACHED: REACHED,
    PlanObjective.Judgement.PARTLY: PARTLY,
    PlanObjective.Judgement.MISSED: MISSED,
}


@dataclass(frozen=True)
class Result:
    """now: the reading; None where a person judges. frozen: as the last review found it."""

    objective: PlanObjective
    measure: Measure | None
    before: Reading
    now: Reading | None
    verdict: str
    frozen: bool = False

    @property
    def tells(self) -> str:
        """The field that it gives away."""
        return "" if self.measure is None else self.measure.tells

    def kept(self) -> dict[str, Any]:
        return {"now": None if self.now is None else self.now.kept(), "verdict": self.verdict}


def results(plan: Plan, evidence: Evidence) -> list[Result]:
    """Of each objective; `plan.objectives` may be prefetched."""
    return [result(one, plan, evidence) for one in plan.objectives.all()]


def result(one: PlanObjective, plan: Plan, evidence: Evidence) -> Result:
    measure, before = SHELF.get(one.measure), Reading.of(one.baseline)
    if plan.state == Plan.State.REVIEWED and one.result is not None:
        now = None if one.result["now"] is None else Reading.of(one.result["now"])
        return Result(one, measure, before, now, one.result["verdict"], frozen=True)
    if measure is None:
        return Result(one, None, before, None, _JUDGED.get(PlanObjective.Judgement(one.judgement), NOT_JUDGED)
                      if one.judgement else NOT_JUDGED)  # fmt: skip
    now = measure.compute(evidence, plan.starts, one.by)
    known = measure.known_until(evidence)
    over = known is not None and known >= one.by
    return Result(one, measure, before, now, _verdict(one, plan, measure, now, over=over))


def _verdict(one: PlanObjective, plan: Plan, measure: Measure, now: Reading, *, over: bool) -> str:
    """over: the evidence has gone past the objective's day, so that the reading stays what it is."""
    if not now.known or now.as_of is None:
        return NOT_KNOWN
    reaches = measure.reaches(now, one.target, one.target_word)
    if reaches and (over or not measure.less):
        return REACHED
    if over:
        return MISSED
    if reaches:
        return ON_COURSE
    if measure.over_time and one.target is not None and now.value is not None:
        return ON_COURSE if now.value >= one.target * _elapsed(plan.starts, one.by, now.as_of) else BEHIND
    return NOT_YET


def _elapsed(start: date, by: date, on: date) -> float:
    return ((on - start).days + 1) / ((by - start).days + 1)


def pace(found: Result, plan: Plan, currency: str | None) -> str:
    """What an even pace would have brought by now, where there is such a thing."""
    one, now, measure = found.objective, found.now, found.measure
    if measure is None or now is None or now.as_of is None or one.target is None or not measure.over_time:
        return ""
    if found.verdict not in (ON_COURSE, BEHIND):
        return ""
    even = one.target * _elapsed(plan.starts, one.by, now.as_of)
    return f"An even pace would be at {measure.said(round(even), '', currency)} by {written_day(now.as_of)}."
