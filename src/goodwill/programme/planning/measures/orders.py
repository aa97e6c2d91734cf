"""What was bought in a stretch of time."""

from datetime import date

from goodwill.programme.planning.evidence import Evidence
from goodwill.programme.planning.measures.measure import Measure, Reading, unseen


class NetRevenue(Measure):
    code, name, unit, tells, over_time = "revenue", "Net revenue", "money", "orders", True

    def compute(self, evidence: Evidence, start: date, until: date) -> Reading:
        reason = unseen(evidence, start, until)
        if reason or evidence.as_of is None:
            return Reading(as_of=evidence.as_of, reason=reason)
        until = min(until, evidence.as_of)
        nets = [day.net for day in evidence.days if start <= day.on <= until]
        known = [net for net in nets if net is not None]
        if len(known) < len(nets):
            return Reading(as_of=until, reason="Not every order carries its amount.")
        return Reading(sum(known, 0.0), as_of=until)


class PurchaseDays(Measure):
    code, name, unit, tells, over_time = "days", "Purchase days", "number", "orders", True

    def compute(self, evidence: Evidence, start: date, until: date) -> Reading:
        reason = unseen(evidence, start, until)
        if reason or evidence.as_of is None:
            return Reading(as_of=evidence.as_of, reason=reason)
        until = min(until, evidence.as_of)
        return Reading(float(sum(day.bought for day in evidence.days if start <= day.on <= until)), as_of=until)
