"""The one call that turns an order book into an Analysis."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from goodwill.evidence.order_book import OrderBook
from goodwill.measures.standing_costs import StandingCost
from goodwill.measures.summary import Occasion
from goodwill.portfolio.analysis import Analysis
from goodwill.portfolio.composition import Composition
from goodwill.portfolio.settings import Wanted, check, day, period
from goodwill.terms import Period, Unit

Progress = Callable[[str], None]


def analyse(
    book: OrderBook,
    *,
    as_of: date | str | None = None,
    occasion: Occasion = "day",
    unit: Unit = "week",
    horizon: Period | str = "52 weeks",
    value_horizon: Period | str = "3 years",
    discount: float = 0.10,
    margin: float | None = None,
    costs: Path | str | None = None,
    rates: Path | str | None = None,
    acquisition: Path | str | None = None,
    behaviour: str = "auto",
    holdout: Period | str | None = None,
    level: float = 0.9,
    seed: int = 1,
    window: int | None = None,
    potential_cut: float | None = None,
    return_cut: float | None = None,
    line_sample: bool = False,
    entitled: Sequence[StandingCost] = (),
    progress: Progress | None = None,
) -> Analysis:
    """What the relationships in an order book are worth, as of one day.

    Args:
        book: from `read_orders`.
        as_of: last day to look at, inclusive; the day of the last order that is not in the future if None.
        occasion: "day", "week", "month" or "order": what counts as one purchase occasion.
        unit: the unit that ages are counted in; it only scales time.
        horizon: how far forecasts look, as in "39 weeks".
        value_horizon: how far value looks; "infinite" is allowed.
        discount: rate a year.
        margin: assumed margin as a share of revenue (0 to 1), used where the book knows none.
        costs: file of cost-to-serve events; needs `rates`.
        rates: file of what each activity costs once.
        acquisition: file of acquisition spend per period.
        behaviour: "auto" or a name from `goodwill.behaviour.BEHAVIOURS`.
        holdout: length of the last stretch of the record to test on besides.
        level: chance that a range holds, 0 to 1.
        seed: of every random draw; the same evidence, settings and seed give the same numbers.
        window: W, the days of silence that end a stay in the base; by default the 95th percentile of the gaps.
        potential_cut: where to cut the groups' axis of potential, instead of its median.
        return_cut: likewise the axis of expected return, 0 to 1.
        line_sample: whether the rows are a sample of order lines, so that frequencies and totals are too low.
        entitled: what customers cost by the day for what is made or agreed for them alone; taken off a margin.
        progress: told the name of each step as it starts.

    Raises:
        UsageError: for a setting that makes no sense.
        EvidenceError: where the evidence cannot carry the analysis asked for.
    """
    wanted = check(
        Wanted(
            None if as_of is None else day(as_of),
            occasion,
            unit,
            period(horizon),
            period(value_horizon),
            discount,
            margin,
            _path(costs),
            _path(rates),
            _path(acquisition),
            behaviour,
            None if holdout is None else period(holdout),
            level,
            seed,
            window,
            potential_cut,
            return_cut,
            line_sample,
            tuple(entitled),
        )
    )
    return Composition(book, wanted, progress or (lambda _step: None)).analysis()


def _path(given: Path | str | None) -> Path | None:
    return None if given is None else Path(given)
