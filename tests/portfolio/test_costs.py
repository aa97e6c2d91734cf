"""What is made for a customer alone is taken off its profit, to the penny, and off nobody else's."""

from datetime import date

import numpy as np
import pytest

import goodwill as gw
from goodwill.measures.standing_costs import StandingCost
from goodwill.samples import path

CDNOW = path("cdnow/transactions.parquet")
YEAR = 365


def analysed(**options):
    return gw.analyse(gw.read_orders(CDNOW), as_of=date(1998, 6, 30), **options)


@pytest.fixture(scope="module")
def plain():
    return analysed(margin=0.3)


@pytest.fixture(scope="module")
def entitled():
    costs = (StandingCost(1, date(1997, 1, 1), None, 10.0), StandingCost(999_999, date(1998, 6, 1), None, 1.0))
    return analysed(margin=0.3, entitled=costs)


def test_a_customer_with_a_costly_entitlement_falls_in_profit_by_exactly_that_cost(plain, entitled):
    fell = plain.in_hand.last_year - entitled.in_hand.last_year

    assert np.count_nonzero(fell) == 1
    assert fell.max() == pytest.approx(10 * YEAR, abs=1e-9)
    assert plain.whale.total - entitled.whale.total == pytest.approx(10 * YEAR, abs=1e-6)
    assert entitled.whale.loss_makers == plain.whale.loss_makers + 1


def test_its_value_falls_too(plain, entitled):
    assert entitled.value.estimate.mean < plain.value.estimate.mean


def test_what_is_made_for_who_never_ordered_is_charged_to_nobody_and_said(entitled):
    (said,) = [f.sentence for f in entitled.findings if f.code == "entitlements-without-customer"]

    assert said.startswith("30 of the last 365 days")


def test_without_a_margin_revenue_stays_revenue_and_a_finding_says_what_it_leaves_out():
    cost = StandingCost(1, date(1997, 1, 1), None, 10.0)
    found, before = analysed(entitled=[cost]), analysed()

    assert found.whale.total == before.whale.total
    assert [f.sentence for f in found.findings if f.code == "entitlements-not-counted"] == [
        "What is made for customers cost 3,650 in the last 365 days. It is not taken off, for no margin is known."
    ]
