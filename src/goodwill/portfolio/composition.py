"""How an analysis is put together: what is counted, then what is expected, each step in a file of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goodwill.behaviour import GammaGamma
from goodwill.behaviour.prediction import CONVENTION
from goodwill.behaviour.same_day_loss import same_day_loss
from goodwill.evidence.acquisition import read_acquisition
from goodwill.evidence.order_book import OrderBook
from goodwill.measures.bucket import leaky_bucket
from goodwill.measures.cohorts import cohort_triangle
from goodwill.measures.customer_days import materialise
from goodwill.measures.gaps import Gaps, gaps
from goodwill.measures.orders import orders_per_customer
from goodwill.measures.profitability import WhaleCurve, concentration, whale_curve
from goodwill.measures.retention import retention_rates
from goodwill.measures.revenue import revenue_by_month
from goodwill.measures.segments import segment_of
from goodwill.measures.summary import Summary, occasions_since, summarise
from goodwill.measures.survival import survival_curve
from goodwill.measures.timing import purchase_times, spend_histogram
from goodwill.portfolio.acquisition import won_and_kept
from goodwill.portfolio.analysis import (
    Analysis,
    Holdout,
    KeyAccount,
    Settings,
)
from goodwill.portfolio.book_evidence import describe, last_day, record_start
from goodwill.portfolio.costs import all_costs
from goodwill.portfolio.fits import fit_of, loyalty, loyalty_bands, spending_of
from goodwill.portfolio.groups import crowded_cut, empty_groups, map_groups
from goodwill.portfolio.holdout import hold_out
from goodwill.portfolio.keeping import Look, look_back
from goodwill.portfolio.key_accounts import Ranking, rank
from goodwill.portfolio.limits import limits
from goodwill.portfolio.method import Method, choose
from goodwill.portfolio.money_basis import MoneyBasis, money_basis
from goodwill.portfolio.outlook import Outlook, look_ahead
from goodwill.portfolio.past import day_number
from goodwill.portfolio.retention_report import Money, retention
from goodwill.portfolio.samples import sample_days
from goodwill.portfolio.scoring import InHand, Scoring
from goodwill.portfolio.settings import Wanted
from goodwill.portfolio.shortlist import growth_of, shortlist
from goodwill.portfolio.standing_columns import names, standings
from goodwill.portfolio.tracking import track
from goodwill.terms import EvidenceError, Finding, GoodwillError, Histories

Progress = Callable[[str], None]
SAME_DAY_LIMIT = 0.05


@dataclass(frozen=True, eq=False)
class Known:
    """What is counted, before anything is expected."""

    days: ir.Table
    first: date
    as_of: date
    last: date
    summary: Summary
    histories: Histories
    gaps: Gaps
    window_days: int
    window_is: str


@dataclass(frozen=True, eq=False)
class Composition:
    book: OrderBook
    wanted: Wanted
    say: Progress

    def analysis(self) -> Analysis:
        book, wanted = self.book, self.wanted
        known = self.count()
        self.say("Fitting the behaviour and testing it on the past")
        method = self.method(known)
        spending, spending_findings = self.spending(known)
        basis, cost_findings = self.basis(known)
        self.say("Looking ahead")
        outlook = self.outlook(known, method, spending, basis)
        self.say("Counting flows, cohorts and retention")
        acquired, cost_of_new = (
            won_and_kept(read_acquisition(wanted.acquisition), known.summary, outlook)
            if wanted.acquisition
            else ((), None)
        )
        look = look_back(
            known.days,
            known.summary,
            first=known.first,
            as_of=known.as_of,
            window_days=known.window_days,
            occasion=wanted.occasion,
        )
        kept, kept_findings = retention(
            look,
            rates=retention_rates(known.days, as_of=known.as_of, window_days=known.window_days),
            money=None if basis is None else self.money(basis, look),
            codes_now=None if outlook is None else outlook.grouping.codes,
            behaviour=method.profile,
            own_segments=segment_of(book.lines, known.summary.customer) if book.has_segment else {},
            discount=wanted.discount,
            level=wanted.level,
            seed=wanted.seed,
            horizon=wanted.horizon,
            unit=wanted.unit,
            cost_of_new=cost_of_new,
        )
        cohorts = cohort_triangle(known.days, as_of=known.as_of)
        groups = () if outlook is None else outlook.groups
        ids = names(book, known.summary)
        orders = orders_per_customer(book, known.summary)
        ranking, accounts = self.accounts(known, outlook, ids)
        biggest = np.zeros(0, np.intp) if ranking is None else ranking.largest[:4]
        return Analysis(
            evidence=describe(
                book, known.days, known.summary, orders, as_of=known.as_of, first=known.first, last=known.last
            ),
            settings=self.settings(known, basis),
            behaviour=fit_of(method),
            spending=spending_of(spending),
            forecast=None if outlook is None else outlook.forecast,
            backtest=method.backtest,
            tracking=track(known.days, method.past, method.past_fit, first=known.first),
            holdout=self.holdout(known),
            value=None if outlook is None else outlook.value(book.currency, CONVENTION),
            cuts=None if outlook is None else outlook.grouping.cuts,
            groups=groups,
            loyalty_backtest=loyalty(method),
            group_map=None
            if outlook is None
            else map_groups(_texts(ids, biggest), biggest, outlook.potential, outlook.p_return),
            retention=kept,
            bucket=leaky_bucket(known.days, as_of=known.as_of, window_days=known.window_days),
            bucket_window_days=known.window_days,
            bucket_window_is=known.window_is,
            cohorts=cohorts,
            survival=survival_curve(known.days, as_of=known.as_of, window_days=known.window_days, level=wanted.level),
            whale=_whale(basis),
            concentration=None if basis is None else concentration(np.nan_to_num(known.summary.spend_last_year)),
            revenue=revenue_by_month(known.days, as_of=known.as_of),
            gaps=known.gaps,
            purchase_times=purchase_times(known.days, book.lines, as_of=known.as_of),
            spend_per_occasion=spend_histogram(known.days, as_of=known.as_of) if book.has_amount else None,
            key_accounts=accounts,
            key_accounts_k=0 if ranking is None else ranking.k,
            acquisition=acquired,
            findings=(
                *book.findings,
                *method.findings,
                *spending_findings,
                *cost_findings,
                *self.remarks(known, method),
                *limits(
                    first=known.first,
                    as_of=known.as_of,
                    cohorts=cohorts,
                    basis=None if basis is None else basis.basis,
                    line_sample=wanted.line_sample,
                ),
                *kept_findings,
                *empty_groups(groups),
                *(() if outlook is None else crowded_cut(outlook.p_return, outlook.grouping.cuts)),
            ),
            standings=standings(
                book,
                known.summary,
                known.histories,
                outlook,
                occasions_in_window=occasions_since(
                    known.days, known.summary, after=day_number(known.as_of) - known.window_days
                ),
                orders=orders,
                key_probability=None if ranking is None else ranking.probability,
                why_not=f"Not known: {method.because}",
            ),
            in_hand=self.in_hand(known, method, spending, basis),
        )

    def in_hand(
        self, known: Known, method: Method, spending: GammaGamma | None, basis: MoneyBasis | None
    ) -> InHand | None:
        """None where nothing can be valued."""
        wanted = self.wanted
        if method.profile is None or basis is None:
            return None
        scoring = Scoring(
            method.profile,
            spending,
            method.factor,
            method.rule,
            basis.basis,
            basis.flat_rate,
            wanted.value_horizon,
            wanted.discount,
            wanted.level,
            wanted.seed,
            method.log_error,
            method.backtest.horizon,
        )
        called = loyalty_bands(method, known.summary)
        return InHand(scoring, basis.net_factor, basis.margin_rate, basis.last_year, called)

    def count(self) -> Known:
        self.say("Gathering order lines into purchase occasions")
        return self.known_at(materialise(self.book, occasion=self.wanted.occasion))

    def known_at(self, days: ir.Table) -> Known:
        """What is counted up to the as-of day, from customer days that may reach beyond it."""
        wanted = self.wanted
        last = last_day(self.book, days)
        as_of = wanted.as_of or last
        first = record_start(days)
        if as_of < first:
            raise EvidenceError(f"The first order is of {first}, after the as-of day {as_of}. Choose a later --as-of.")
        summary = summarise(days, as_of=as_of, occasion=wanted.occasion)
        between = gaps(days, as_of=as_of)
        if wanted.window is not None:
            window, window_is = wanted.window, "set"
        elif between.total:
            window, window_is = max(1, round(between.percentile(0.95))), "95th percentile of the gaps between occasions"
        else:
            window, window_is = 91, "a quarter, for nobody has ordered twice yet"
        return Known(
            days, first, as_of, min(last, as_of), summary, summary.histories(wanted.unit), between, window, window_is
        )

    def method(self, known: Known) -> Method:
        days, sampled = sample_days(self.book.connection, known.days, len(known.summary.customer))
        return choose(
            days,
            known.summary,
            known.histories,
            first=known.first,
            as_of=known.as_of,
            horizon=self.wanted.horizon,
            occasion=self.wanted.occasion,
            unit=self.wanted.unit,
            level=self.wanted.level,
            seed=self.wanted.seed,
            sampled=sampled,
        )

    def spending(self, known: Known) -> tuple[GammaGamma | None, list[Finding]]:
        if not self.book.has_amount:
            return None, [
                Finding(
                    "no-amount",
                    "note",
                    "No amount was found, so there is no value, only orders. Name one with --column amount=NAME.",
                )
            ]
        try:
            fitted = GammaGamma.fit(known.histories)
        except GoodwillError as error:
            return None, [
                Finding("spending-doubtful", "warning", f"Spend could not be fitted: {error} There is no value.")
            ]
        doubt = fitted.doubt(known.histories)
        if doubt is None:
            return fitted, []
        return (fitted if fitted.q > 1 else None), [
            Finding("spending-doubtful", "warning", f"Spend is doubtful: {doubt}")
        ]

    def outlook(
        self, known: Known, method: Method, spending: GammaGamma | None, basis: MoneyBasis | None
    ) -> Outlook | None:
        wanted = self.wanted
        return look_ahead(
            method,
            known.histories,
            spending=spending,
            basis=basis,
            horizon=wanted.horizon,
            value_horizon=wanted.value_horizon,
            discount=wanted.discount,
            level=wanted.level,
            seed=wanted.seed,
            potential_cut=wanted.potential_cut,
            return_cut=wanted.return_cut,
        )

    def basis(self, known: Known) -> tuple[MoneyBasis | None, tuple[Finding, ...]]:
        wanted = self.wanted
        if not self.book.has_amount:
            return None, ()
        margin, known_margin = wanted.margin, self.book.margin_column
        served, said = all_costs(self.book, known.summary, wanted, as_of=known.as_of)
        return money_basis(known.summary, margin=margin, margin_known=known_margin, served=served), said

    def money(self, basis: MoneyBasis, look: Look | None) -> Money:
        then = np.zeros(0) if look is None else basis.left_behind(look.then)
        return Money(basis.word, self.book.currency, basis.last_year, then)

    def accounts(
        self, known: Known, outlook: Outlook | None, ids: Callable[[slice], pa.Array]
    ) -> tuple[Ranking | None, tuple[KeyAccount, ...]]:
        if outlook is None or not len(known.summary.customer):
            return None, ()
        rng = np.random.default_rng([self.wanted.seed, 5])
        ranking = rank(outlook.prediction, expected=outlook.expected, rng=rng)
        growth = growth_of(known.days, known.summary, as_of_day=day_number(known.as_of), exclude=ranking.largest)
        rows = np.concatenate([ranking.largest, np.array([g.row for g in growth], np.intp)])
        return ranking, shortlist(outlook, ranking, growth, _texts(ids, rows), currency=self.book.currency)

    def holdout(self, known: Known) -> Holdout | None:
        if self.wanted.holdout is None:
            return None
        return hold_out(
            known.days,
            first=known.first,
            as_of=known.as_of,
            length=self.wanted.holdout,
            occasion=self.wanted.occasion,
            unit=self.wanted.unit,
            level=self.wanted.level,
            seed=self.wanted.seed,
        )

    def settings(self, known: Known, basis: MoneyBasis | None) -> Settings:
        w = self.wanted
        return Settings(
            as_of=known.as_of,
            run_on=self.book.run_on,
            occasion=w.occasion,
            unit=w.unit,
            horizon=w.horizon,
            value_horizon=w.value_horizon,
            discount_rate_per_year=w.discount,
            margin=w.margin,
            basis="revenue" if basis is None else basis.basis,
            level=w.level,
            seed=w.seed,
            behaviour=w.behaviour,
        )

    def remarks(self, known: Known, method: Method) -> list[Finding]:
        """What else a person should know of this evidence."""
        found = []
        if self.book.margin_column and self.wanted.margin is not None:
            found.append(
                Finding(
                    "margin-known",
                    "note",
                    "The file holds margins of its own; the rate given with --margin was not used.",
                )
            )
        if method.profile is not None:
            lost = same_day_loss(method.profile, known.histories)
            if lost > SAME_DAY_LIMIT:
                found.append(
                    Finding(
                        "same-day-orders",
                        "note",
                        f"About {100 * lost:.0f}% of repeat orders fall on a day the customer had ordered already and "
                        "make no occasion of their own; rates are of days with orders.",
                    )
                )
        return found


def _texts(ids: Callable[[slice], pa.Array], rows: NDArray[np.intp]) -> list[str]:
    return [ids(slice(int(r), int(r) + 1))[0].as_py() for r in rows]


def _whale(basis: MoneyBasis | None) -> WhaleCurve | None:
    """Of those who bought, returned or were served in the last year: others bring and cost nothing."""
    if basis is None or not (there := basis.last_year != 0).any():
        return None
    return whale_curve(basis.last_year[there], basis=basis.basis)
