"""A naive rule in place of a behaviour whose fit is not believed."""

import math
from dataclasses import dataclass

from goodwill.behaviour import BgNbd
from goodwill.portfolio.analysis import Backtest
from goodwill.portfolio.backtest import best_rule, log_error
from goodwill.portfolio.naive_rules import RULES, Standpoint, fit_newer_cohorts
from goodwill.terms import Histories, Period

LONGEST_REACH = Period(10, "year")


def stretch_of(horizon: Period, tested: Period) -> float:
    """How much larger errors are taken to be over `horizon` than over the tested one: the root of the ratio."""
    return math.sqrt(max(1.0, min(horizon.days, LONGEST_REACH.days) / tested.days))


@dataclass(frozen=True, eq=False)
class StandIn:
    """The rule that was closest on the past, and how far it may be off.

    profile: the behaviour that tells customers apart; factor: what brings its total to the rule's. past_error, apart:
    its largest error on the past, its largest distance from another rule over the horizon asked for; both as logs.
    """

    rule: str
    profile: BgNbd
    factor: float
    past_error: float
    apart: float
    origins: int

    def error(self, stretch: float) -> float:
        """The log error over the tested horizon that, stretched to the one asked for, covers both."""
        return max(self.past_error, self.apart / stretch)


def find_stand_in(
    own: BgNbd | None, tested: Backtest, here: Standpoint, histories: Histories, horizon: Period
) -> StandIn | None:
    """None where no rule could be tried from any past day, or none says anything for `horizon`."""
    profile = fit_newer_cohorts(here) or own
    found = list(tested.origins)
    ranked = sorted((error, name) for name in RULES if (error := best_rule(found, (name,))[1]) is not None)
    totals = {name: total for _, name in ranked if (total := RULES[name](here, horizon)) is not None and total > 0}
    if not totals or profile is None:
        return None
    rule = next(iter(totals))
    expected = float(profile.expected_occasions(histories, horizon).sum())
    if not expected > 0:
        return None
    return StandIn(
        rule,
        profile,
        totals[rule] / expected,
        past_error=max(abs(log_error(o.actual, o.naive[rule])) for o in found),
        apart=max(abs(math.log(other / totals[rule])) for other in totals.values()),
        origins=len(found),
    )
