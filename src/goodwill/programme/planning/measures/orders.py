"""What was bought in a stretch of time."""

import math
from abc import abstractmethod
from datetime import date

import numpy as np

from goodwill.programme.planning.bought import Bought
from goodwill.programme.planning.evidence import Evidence
from goodwill.programme.planning.measures.measure import Measure, Reading, unseen


class _OfOrders(Measure):
    def compute(self, evidence: Evidence, start: date, until: date) -> Reading:
        reason = unseen(evidence, start, until)
        if reason or evidence.as_of is None:
            return Reading(as_of=evidence.as_of, reason=reason)
        until = min(until, evidence.as_of)
        value = self.count(evidence.bought.between(start, until))
        return Reading(value, as_of=until, reason="Not every order carries its amount." if value is None else "")

    @abstractmethod
    def count(self, bought: Bought) -> float | None: ...


class NetRevenue(_OfOrders):
    code, name, unit, tells, over_time = "revenue", "Net revenue", "money", "orders", True

    def count(self, bought: Bought) -> float | None:
        """None where an amount is not known."""
        return None if np.isnan(bought.net).any() else math.fsum(bought.net)


class PurchaseDays(_OfOrders):
    code, name, unit, tells, over_time = "days", "Purchase days", "number", "orders", True

    def count(self, bought: Bought) -> float:
        return float(bought.bought.sum())
