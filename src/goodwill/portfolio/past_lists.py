"""Shortlists made at past month ends, scored against what came."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.evidence.order_book import OrderBook
from goodwill.measures.almanac import day_of, first_day_of, period_number
from goodwill.measures.summary import Summary, summarise
from goodwill.portfolio.composition import Composition
from goodwill.portfolio.key_accounts import rank
from goodwill.portfolio.list_record import Reliability, belonged, brier_score, reliability
from goodwill.portfolio.money_basis import MoneyBasis, left_behind
from goodwill.portfolio.past import day_of as date_of
from goodwill.portfolio.settings import Wanted, check, period
from goodwill.terms import EvidenceError, Period

Floats = NDArray[np.float64]
LEAST_CUSTOMERS = 50


@dataclass(frozen=True, eq=False)
class PastList:
    """One list. hits: accounts of it that did belong to the `k` largest; expected_hits: how many it called for.

    listed: keys of its accounts, largest first; belonged: whether each did. brier: of these. called, came: of every
    customer known on `origin`.
    """

    origin: date
    until: date
    customers: int
    k: int
    hits: int
    expected_hits: float
    listed: NDArray[np.int64]
    belonged: NDArray[np.bool_]
    brier: float
    called: Floats
    came: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PastLists:
    """All lists, earliest first; and pooled over every customer of each: ten bins, and the Brier score.

    The lists' futures overlap and much of their customers is the same, so that they bear one another out less than
    as many lists of different companies would.
    """

    lists: tuple[PastList, ...]
    horizon: Period
    bins: tuple[Reliability, ...]
    brier: float

    @property
    def sentence(self) -> str:
        """How the lists did, in all."""
        hits, made = sum(p.hits for p in self.lists), sum(p.k for p in self.lists)
        called = sum(p.expected_hits for p in self.lists)
        return (
            f"{len(self.lists)} lists of past month ends named {made} accounts. {hits} of them were among the largest "
            f"in the {self.horizon} that followed; the probabilities said {called:.0f}."
        )


def score_past_lists(
    book: OrderBook,
    *,
    horizon: Period | str = "52 weeks",
    margin: float | None = None,
    seed: int = 1,
    progress: Callable[[str], None] | None = None,
) -> PastLists:
    """Make the list of every month end whose horizon is over, from what was known then, and score it.

    A third of the record comes before the first. Each list is made by the method that an analysis of that day would
    have chosen; days on which it could forecast nothing have none.

    Raises:
        EvidenceError: where the record is too short for one list.
    """
    say = progress or (lambda _step: None)
    wanted = _wanted(period(horizon), margin, seed)
    whole = Composition(book, wanted, lambda _step: None).count()
    made = []
    for origin, until in month_ends(whole.first, whole.last, wanted.horizon):
        say(f"Making the list of {origin}")
        then = replace(wanted, as_of=origin)
        if (found := _list_of(Composition(book, then, lambda _step: None), whole.days, until)) is not None:
            made.append(found)
    if not made:
        raise EvidenceError(
            f"The record from {whole.first} to {whole.last} is too short to score a list over {wanted.horizon}. "
            "Choose a shorter horizon."
        )
    called, came = np.concatenate([p.called for p in made]), np.concatenate([p.came for p in made])
    return PastLists(tuple(made), wanted.horizon, reliability(called, came), brier_score(called, came) or 0.0)


def month_ends(first: date, last: date, horizon: Period) -> Iterator[tuple[date, date]]:
    """The last day of each month after a third of the record, with the end of its horizon, up to `last`."""
    length = timedelta(days=round(horizon.days))
    earliest = first + (last - first) / 3
    month = period_number(day_of(earliest), "month")
    while True:
        month += 1
        origin = date_of(first_day_of(month, "month") - 1)
        if origin + length > last:
            return
        if origin >= earliest:
            yield origin, origin + length


def _list_of(composition: Composition, days: ir.Table, until: date) -> PastList | None:
    known, wanted = composition.known_at(days), composition.wanted
    if len(known.summary.customer) < LEAST_CUSTOMERS:
        return None
    spending, _ = composition.spending(known)
    basis, _ = composition.basis(known)
    outlook = composition.outlook(known, composition.method(known), spending, basis)
    if outlook is None:
        return None
    rng = np.random.default_rng([wanted.seed, 5])
    ranking = rank(outlook.prediction, expected=outlook.expected, rng=rng)
    later = summarise(days, as_of=until, occasion=wanted.occasion)
    in_money = basis if outlook.prediction.revenue is not None else None
    came = belonged(realised(known.summary, later, in_money), ranking.k)
    listed = ranking.largest
    return PastList(
        known.as_of,
        until,
        len(came),
        ranking.k,
        int(came[listed].sum()),
        float(ranking.probability[listed].sum()),
        known.summary.customer[listed],
        came[listed],
        brier_score(ranking.probability[listed], came[listed]) or 0.0,
        ranking.probability,
        came,
    )


def realised(then: Summary, later: Summary, basis: MoneyBasis | None) -> Floats:
    """What each customer of `then` brought until `later`, net of returns; occasions where no money is known."""
    rows = np.searchsorted(later.customer, then.customer)
    if basis is None:
        return (later.occasions[rows] - then.occasions).astype(np.float64)
    net = (later.spend + np.nan_to_num(later.returned))[rows] - (then.spend + np.nan_to_num(then.returned))
    return left_behind(net, later.margin[rows] - then.margin, basis.flat_rate)


def _wanted(horizon: Period, margin: float | None, seed: int) -> Wanted:
    return check(
        Wanted(
            as_of=None,
            occasion="day",
            unit="week",
            horizon=horizon,
            value_horizon=horizon,
            discount=0.1,
            margin=margin,
            costs=None,
            rates=None,
            acquisition=None,
            behaviour="auto",
            holdout=None,
            level=0.9,
            seed=seed,
            window=None,
            potential_cut=None,
            return_cut=None,
            line_sample=False,
        )
    )
