"""What moved the value of the base from one analysis to the next, customer by customer, in parts that add up.

The way from the earlier to the later value goes in three steps, each customer on its own:

1. *Method changed*: the earlier histories, scored with the earlier parameters, under the later analysis's method
   (assumed margin, value horizon, discount rate, and whether the behaviour or a rule in its place was believed).
2. *Re-estimated*: the same histories under the same method, scored with the later parameters. Same customers, same
   evidence; only what was learned of everybody's behaviour differs.
3. The evidence: from there to the later value. This last step is *new* for a customer that the earlier analysis did
   not know, *lost* for one who was in the base then and is not now (or is no longer on record), and else *dearer* or
   *cheaper* by its sign.

Opening + all parts = closing, for each customer and for all of them. The order of the steps matters, as in every such
account; it is always this one. Where the method changed between a behaviour and a rule, or one rule and another, the
earlier parameters have no meaning under the later method: steps 1 and 2 are then one, and count as method.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from goodwill.portfolio.past import day_number
from goodwill.portfolio.scoring import Customers, Scoring

Floats = NDArray[np.float64]
Part = Literal["new", "lost", "dearer", "cheaper", "re-estimated", "method"]
PARTS: tuple[Part, ...] = ("new", "lost", "dearer", "cheaper", "re-estimated", "method")
EVIDENCE: tuple[Part | None, ...] = (None, "new", "lost", "dearer", "cheaper")
"""In the order of the codes in `Step.part`; None: nothing changed."""


@dataclass(frozen=True, eq=False)
class Stand:
    """One analysis as the waterfall needs it. worth: of each customer, in money, as the analysis gave it."""

    as_of: date
    customers: Customers
    worth: Floats
    scoring: Scoring


@dataclass(frozen=True, eq=False)
class Step:
    """From one analysis to the next; arrays follow `party`, everyone in either of them, and hold money.

    before + method + re_estimated + evidence = after. part: code into EVIDENCE, of the change in `evidence`.
    """

    party: NDArray[np.int64]
    before: Floats
    method: Floats
    re_estimated: Floats
    evidence: Floats
    after: Floats
    part: NDArray[np.int8]

    @property
    def totals(self) -> dict[Part, float]:
        """Money of each part, over all customers."""
        found: dict[Part, float] = {
            name: math.fsum(self.evidence[self.part == code]) for code, name in enumerate(EVIDENCE) if name
        }
        return found | {"re-estimated": math.fsum(self.re_estimated), "method": math.fsum(self.method)}

    @property
    def counts(self) -> dict[Part, int]:
        """Customers whose value each part changed."""
        found: dict[Part, int] = {name: int((self.part == code).sum()) for code, name in enumerate(EVIDENCE) if name}
        return found | {
            "re-estimated": int((self.re_estimated != 0).sum()),
            "method": int((self.method != 0).sum()),
        }


def step(earlier: Stand, later: Stand, *, window_days: int) -> Step:
    """What moved the value from `earlier` to `later`.

    window_days: W, the silence that ends a stay in the base; the later analysis's, for both days.
    """
    then, now = earlier.customers, later.customers
    under_method, under_parameters = _rescored(earlier, later.scoring)
    party = np.union1d(then.party, now.party)
    at_then, at_now = np.searchsorted(party, then.party), np.searchsorted(party, now.party)

    def spread(values: Floats, at: NDArray[np.intp]) -> Floats:
        found = np.zeros(len(party))
        found[at] = values
        return found

    before, after = spread(earlier.worth, at_then), spread(later.worth, at_now)
    after_method, expected = spread(under_method, at_then), spread(under_parameters, at_then)
    unchanged = _unchanged(earlier, later, at_then, at_now, len(party))
    # Whoever did nothing new and grew no older moved for no other reason than that everybody was re-estimated.
    expected[unchanged] = after[unchanged]
    known_then, known_now = np.isin(party, then.party), np.isin(party, now.party)
    in_base_then = _in_base(earlier, at_then, window_days, len(party))
    in_base_now = _in_base(later, at_now, window_days, len(party))
    evidence = after - expected
    part = np.select(
        [~known_then, ~known_now | (in_base_then & ~in_base_now), evidence > 0, evidence < 0], [1, 2, 3, 4], 0
    ).astype(np.int8)
    return Step(party, before, after_method - before, expected - after_method, evidence, after, part)


def running(opening: float, totals: Mapping[Part, float], closing: float) -> list[tuple[Part, int]]:
    """Each part in whole units of money, rounded so that they still add up from `opening` to `closing`, rounded."""
    found: list[tuple[Part, int]] = []
    level, shown = opening, round(opening)
    for name in PARTS:
        level = closing if name == PARTS[-1] else level + totals[name]
        found.append((name, round(level) - shown))
        shown = round(level)
    return found


def _rescored(earlier: Stand, later: Scoring) -> tuple[Floats, Floats]:
    """The earlier histories under the later method, and under the later parameters besides."""
    ours = earlier.scoring
    same_method = ours.method == later.method
    same_parameters = ours.same_parameters(later)
    if same_method and same_parameters:
        return earlier.worth, earlier.worth
    rescored = later.worth(earlier.customers)
    if (ours.behaviour.name, ours.rule) != (later.behaviour.name, later.rule):
        return rescored, rescored
    if same_method:
        return earlier.worth, rescored
    if same_parameters:
        return rescored, rescored
    return ours.under(later).worth(earlier.customers), rescored


def _unchanged(
    earlier: Stand, later: Stand, at_then: NDArray[np.intp], at_now: NDArray[np.intp], rows: int
) -> NDArray[np.bool_]:
    """Known to both, with the same history and the same share kept of spend."""
    found = np.zeros(rows, np.bool_)
    _, then, now = np.intersect1d(at_then, at_now, assume_unique=True, return_indices=True)
    same = np.ones(len(then), np.bool_)
    for ours, theirs in zip(_evidence(earlier.customers), _evidence(later.customers), strict=True):
        same &= (ours[then] == theirs[now]) | (np.isnan(ours[then]) & np.isnan(theirs[now]))
    if earlier.scoring.flat_rate is None and later.scoring.flat_rate is None:
        same &= earlier.customers.margin_rate[then] == later.customers.margin_rate[now]
    found[at_then[then]] = same
    return found


def _evidence(customers: Customers) -> tuple[Floats, ...]:
    h = customers.histories
    spend = np.full(h.rows, np.nan) if h.mean_spend is None else h.mean_spend
    ages = (h.last_purchase_age * h.days_per_unit, h.observed_for * h.days_per_unit)
    return (h.repeat_purchases.astype(np.float64), *(np.rint(age) for age in ages), spend, customers.net_factor)


def _in_base(stand: Stand, at: NDArray[np.intp], window_days: int, rows: int) -> NDArray[np.bool_]:
    found = np.zeros(rows, np.bool_)
    found[at] = stand.customers.last_day > day_number(stand.as_of) - window_days
    return found
