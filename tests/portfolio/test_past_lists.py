from datetime import date

import numpy as np
import pytest

import goodwill as gw
from goodwill.portfolio.past_lists import month_ends, score_past_lists
from goodwill.samples import path
from goodwill.terms import EvidenceError, Period


@pytest.fixture(scope="module")
def online_retail():
    return gw.read_orders([path(f"online_retail/orders_{year}.parquet") for year in (2010, 2011)])


def test_lists_are_made_at_month_ends_after_a_third_of_the_record_while_the_horizon_fits():
    found = list(month_ends(date(2020, 1, 1), date(2020, 12, 31), Period(90, "day")))
    assert [origin for origin, _ in found] == [
        date(2020, 5, 31),
        date(2020, 6, 30),
        date(2020, 7, 31),
        date(2020, 8, 31),
        date(2020, 9, 30),
    ]
    assert found[-1][1] == date(2020, 12, 29)
    assert list(month_ends(date(2020, 1, 1), date(2020, 3, 1), Period(90, "day"))) == []


@pytest.mark.slow
def test_past_lists_of_online_retail_are_those_of_an_analysis_then_and_are_scored(online_retail):
    found = score_past_lists(online_retail, horizon="52 weeks")
    assert [(p.origin, p.until, p.k) for p in found.lists] == [
        (date(2010, 7, 31), date(2011, 7, 30), 10),
        (date(2010, 8, 31), date(2011, 8, 30), 10),
    ]
    last = found.lists[-1]
    then = gw.analyse(online_retail, as_of="2010-08-31")
    largest = [a for a in then.key_accounts if a.kind == "largest"]
    assert last.expected_hits == pytest.approx(sum(a.probability for a in largest), abs=0.3)
    assert last.customers == then.evidence.customers
    assert last.came.sum() == 10
    assert last.hits == last.belonged.sum() >= 6
    assert sum(line.n for line in found.bins) == sum(p.customers for p in found.lists)
    assert found.brier < np.mean([p.came.mean() for p in found.lists])
    assert found.sentence.startswith("2 lists of past month ends named 20 accounts. ")


def test_a_record_too_short_for_its_horizon_says_so(online_retail):
    with pytest.raises(EvidenceError) as error:
        score_past_lists(online_retail, horizon="3 years")
    assert str(error.value) == (
        "The record from 2009-12-01 to 2011-08-31 is too short to score a list over 3 years. Choose a shorter horizon."
    )
