from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class BucketPeriod:
    """What flowed in and out of the base in one period: `closing = opening + new + regained - lost`, exactly.

    period: its label, such as "Jul 2011", or "Aug 2011, to 12th" when the as-of day cuts it short.
    start, end: first and last day, both inclusive.
    opening, closing: customers in the base at the end of the day before `start`, and at the end of `end`.
    new: customers whose first occasion ever lies in the period. lost, regained: times that a customer left the base
    by falling silent, and came back.
    """

    period: str
    start: date
    end: date
    opening: int
    new: int
    regained: int
    lost: int
    closing: int
