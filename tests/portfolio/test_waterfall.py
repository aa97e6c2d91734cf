"""What moved the value: the parts add up for everyone, and each is nothing where nothing of its kind happened."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodwill.behaviour import BgNbd, GammaGamma
from goodwill.behaviour.prediction import predict
from goodwill.portfolio.past import day_number
from goodwill.portfolio.scoring import Customers, Scoring
from goodwill.portfolio.waterfall import PARTS, Stand, running, step
from goodwill.terms import Histories, Period

THEN, NOW = date(2011, 6, 30), date(2011, 7, 31)
SCORING = Scoring(
    BgNbd(0.5, 6.0, 0.9, 2.5), GammaGamma(6.0, 4.0, 15.0), 1.0, None, "assumed-margin", 0.3, Period(3, "year"), 0.1,
    0.9, 1,
)  # fmt: skip
WINDOW = 90


def customers(parties: list[int], *, seed: int, as_of: date, basis_rate: float = 0.3) -> Customers:
    rng = np.random.default_rng(seed)
    n = len(parties)
    x = rng.integers(0, 8, n)
    age = rng.integers(30, 500, n).astype(float)
    last = np.where(x > 0, np.floor(rng.random(n) * age), 0.0)
    spend = np.where(x > 0, rng.gamma(3.0, 20.0, n), np.nan)
    last_day = day_number(as_of) - (age - last).astype(np.int64)
    return Customers(
        np.array(sorted(parties), np.int64),
        last_day,
        Histories(x, last / 7, age / 7, "week", spend),
        np.clip(rng.normal(0.95, 0.05, n), 0, 1),
        np.full(n, basis_rate),
    )


def stood(known: Customers, scoring: Scoring, as_of: date) -> Stand:
    return Stand(as_of, known, scoring.worth(known), scoring)


SCORINGS = st.builds(
    lambda r, alpha, p, rule, factor, rate, years, discount: replace(
        SCORING,
        behaviour=BgNbd(r, alpha, 0.9, 2.5),
        spending=GammaGamma(p, 4.0, 15.0),
        rule=rule,
        factor=factor,
        flat_rate=rate,
        value_horizon=Period(years, "year"),
        discount=discount,
    ),
    st.sampled_from([0.4, 0.5]),
    st.sampled_from([5.0, 6.0]),
    st.sampled_from([5.0, 6.0]),
    st.sampled_from([None, "same season a year ago"]),
    st.sampled_from([1.0, 0.8]),
    st.sampled_from([0.3, 0.4]),
    st.sampled_from([1, 3]),
    st.sampled_from([0.0, 0.1]),
)
PARTIES = st.lists(st.integers(1, 40), unique=True, max_size=25)


@given(PARTIES, PARTIES, SCORINGS, SCORINGS, st.integers(0, 9), st.integers(0, 9))
def test_the_parts_add_up_for_everyone_and_in_all(before, after, ours, theirs, one, two):
    earlier = stood(customers(before, seed=one, as_of=THEN), ours, THEN)
    later = stood(customers(after, seed=two, as_of=NOW), theirs, NOW)

    moved = step(earlier, later, window_days=WINDOW)

    assert np.allclose(moved.before + moved.method + moved.re_estimated + moved.evidence, moved.after, atol=1e-9)
    assert sum(moved.totals.values()) == pytest.approx(later.worth.sum() - earlier.worth.sum(), abs=1e-6)
    assert set(moved.party) == set(before) | set(after)
    shown = running(moved.before.sum(), moved.totals, moved.after.sum())
    assert [name for name, _ in shown] == list(PARTS)
    assert round(moved.before.sum()) + sum(amount for _, amount in shown) == round(moved.after.sum())


@given(PARTIES, SCORINGS, st.integers(0, 9))
def test_the_same_evidence_and_method_and_parameters_move_nothing(parties, scoring, seed):
    known = customers(parties, seed=seed, as_of=THEN)

    moved = step(stood(known, scoring, THEN), stood(known, scoring, THEN), window_days=WINDOW)

    assert set(moved.totals.values()) == {0.0}
    assert set(moved.counts.values()) == {0}


@given(PARTIES.filter(bool), st.integers(0, 9), st.sampled_from([{"flat_rate": 0.4}, {"discount": 0.0}]))
def test_another_method_alone_is_method_alone(parties, seed, change):
    known = customers(parties, seed=seed, as_of=THEN)
    later = stood(known, replace(SCORING, **change), THEN)

    totals = step(stood(known, SCORING, THEN), later, window_days=WINDOW).totals

    assert totals.pop("method") == pytest.approx(later.worth.sum() - SCORING.worth(known).sum())
    assert set(totals.values()) == {0.0}


@given(PARTIES.filter(bool), st.integers(0, 9))
def test_other_parameters_alone_are_re_estimated_alone(parties, seed):
    known = customers(parties, seed=seed, as_of=THEN)
    later = stood(known, replace(SCORING, behaviour=BgNbd(0.6, 6.0, 0.9, 2.5)), THEN)

    totals = step(stood(known, SCORING, THEN), later, window_days=WINDOW).totals

    assert totals.pop("re-estimated") == pytest.approx(later.worth.sum() - SCORING.worth(known).sum())
    assert set(totals.values()) == {0.0}


@given(PARTIES.filter(bool), st.integers(0, 9), st.integers(0, 9))
def test_other_evidence_alone_is_neither_method_nor_re_estimated(parties, one, two):
    earlier = stood(customers(parties, seed=one, as_of=THEN), SCORING, THEN)
    later = stood(customers(parties, seed=two, as_of=NOW), SCORING, NOW)

    totals = step(earlier, later, window_days=WINDOW).totals

    assert totals["method"] == totals["re-estimated"] == totals["new"] == 0.0


def test_a_rule_in_place_of_the_behaviour_is_a_change_of_method():
    known = customers([1, 2, 3], seed=1, as_of=THEN)
    later = stood(
        known, replace(SCORING, rule="the same rate goes on", factor=0.7, behaviour=BgNbd(0.6, 6, 1, 2)), THEN
    )

    totals = step(stood(known, SCORING, THEN), later, window_days=WINDOW).totals

    assert totals.pop("method") != 0
    assert set(totals.values()) == {0.0}


def one(party: int, *, x: int, last: int, age: int, as_of: date) -> Customers:
    return Customers(
        np.array([party]),
        np.array([day_number(as_of) - (age - last)]),
        Histories(np.array([x]), np.array([last / 7]), np.array([age / 7]), "week", np.array([50.0 if x else np.nan])),
        np.ones(1),
        np.full(1, 0.3),
    )


@pytest.mark.parametrize(
    ("then", "now", "part"),
    [
        (None, {"x": 0, "last": 0, "age": 10}, "new"),
        ({"x": 3, "last": 200, "age": 280}, None, "lost"),
        # 80 days of silence are inside the window of 90, 111 are not.
        ({"x": 3, "last": 200, "age": 280}, {"x": 3, "last": 200, "age": 311}, "lost"),
        ({"x": 3, "last": 200, "age": 210}, {"x": 4, "last": 235, "age": 241}, "dearer"),
        ({"x": 3, "last": 200, "age": 210}, {"x": 3, "last": 200, "age": 241}, "cheaper"),
        # Long gone, and back: not new.
        ({"x": 3, "last": 100, "age": 280}, {"x": 4, "last": 300, "age": 311}, "dearer"),
    ],
)
def test_each_customer_is_told_by_what_it_did(then, now, part):
    nobody = customers([], seed=1, as_of=THEN)
    earlier = stood(nobody if then is None else one(7, **then, as_of=THEN), SCORING, THEN)
    later = stood(nobody if now is None else one(7, **now, as_of=NOW), SCORING, NOW)

    counts = step(earlier, later, window_days=WINDOW).counts

    assert {name for name, count in counts.items() if count} == {part}


def test_worth_is_what_the_analysis_gave_to_the_last_digit():
    known = customers(list(range(300)), seed=3, as_of=THEN)
    rng = np.random.default_rng(5)
    behaviour = BgNbd.fit(known.histories, rng=rng)
    spending = GammaGamma.fit(known.histories)
    scoring = replace(SCORING, behaviour=behaviour, spending=spending)

    told = predict(
        behaviour, spending, known.histories, horizon=Period(52, "week"), value_horizon=Period(3, "year"),
        discount_rate=0.1, level=0.9, rng=np.random.default_rng(1), net_factor=known.net_factor, margin_rate=0.3,
    ).value  # fmt: skip

    assert told is not None
    assert np.array_equal(scoring.worth(known), told.mean.astype(np.float64))
