"""The settings of an analysis, checked before any work."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goodwill.behaviour import BEHAVIOURS
from goodwill.measures.standing_costs import StandingCost
from goodwill.measures.summary import Occasion
from goodwill.terms import Period, Unit, UsageError

OCCASIONS = ("day", "week", "month", "order")
UNITS = ("day", "week", "month")


@dataclass(frozen=True)
class Wanted:
    """What was asked for; each default is printed with every result."""

    as_of: date | None
    occasion: Occasion
    unit: Unit
    horizon: Period
    value_horizon: Period
    discount: float
    margin: float | None
    costs: Path | None
    rates: Path | None
    acquisition: Path | None
    behaviour: str
    holdout: Period | None
    level: float
    seed: int
    window: int | None
    potential_cut: float | None
    return_cut: float | None
    line_sample: bool
    entitled: tuple[StandingCost, ...] = ()


def day(value: date | str) -> date:
    """A day given as such or as text, 2011-08-31.

    Raises:
        UsageError: for text that is no day.
    """
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f'"{value}" is not a day. Write it as year-month-day, for example 2011-08-31.') from None


def period(value: Period | str) -> Period:
    return value if isinstance(value, Period) else Period.parse(value)


def check(wanted: Wanted) -> Wanted:
    """The settings themselves, once every one makes sense.

    Raises:
        UsageError: naming the setting, its value and what it may be.
    """
    w = wanted
    behaviours = ("auto", *BEHAVIOURS)
    for wrong, sentence in (
        (w.occasion not in OCCASIONS, f'"{w.occasion}" is no purchase occasion. Choose one of {", ".join(OCCASIONS)}.'),
        (w.unit not in UNITS, f'"{w.unit}" is no unit of time here. Choose one of {", ".join(UNITS)}.'),
        (not 0 < w.level < 1, f"The level of a range lies between 0 and 1, not at {w.level:g}. For 90% write 0.9."),
        (not w.discount > -1, f"The discount rate must be above -1, not {w.discount:g}. For 10% a year write 0.1."),
        (w.value_horizon.endless and w.discount <= 0, "An infinite value horizon needs a discount rate above 0."),
        (w.horizon.endless, "The forecast horizon cannot be infinite; only the value horizon can."),
        (
            w.margin is not None and not 0 < w.margin <= 1,
            f"The margin is a share of revenue above 0 and up to 1, not {w.margin}. For 30% write 0.3.",
        ),
        (
            w.behaviour not in behaviours,
            f'There is no behaviour "{w.behaviour}". There are: {", ".join(behaviours)}.',
        ),
        (
            (w.costs is None) != (w.rates is None),
            "Cost-to-serve events (--costs) and activity rates (--rates) go together; give both.",
        ),
        (w.seed < 0, f"The seed is a whole number from 0 upward, not {w.seed}."),
        (w.window is not None and w.window < 1, f"The window is at least 1 day long, not {w.window}."),
    ):
        if wrong:
            raise UsageError(sentence)
    return wanted
