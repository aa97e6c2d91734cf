"""The plans of a group together: no order counts twice, at whatever level the analysis counted them."""

from datetime import date

import pytest

from goodwill.programme import trees
from goodwill.programme.planning.roll_up import roll_up
from goodwill.records.models import AnalysisRun, Party
from tests import kept_runs, people, plans

pytestmark = pytest.mark.django_db
BOUGHT, ON = date(2011, 3, 1), date(2011, 6, 1)


@pytest.fixture
def group():
    """Ash with Birch and Cedar below it, each with an order and a plan that aims at revenue."""
    maya, hal = people.maya(), people.hal()
    ash, birch, cedar = (people.party(name, maya) for name in ("Ash", "Birch", "Cedar"))
    for below in (birch, cedar):
        trees.place(by=hal, party=below, parent=ash)
    kept_runs.keep(date(2011, 6, 30), [], current=True)
    plans.orders((ash, BOUGHT, 100.0), (birch, BOUGHT, 20.0), (cedar, BOUGHT, 3.0))
    for party in (ash, birch, cedar):
        plans.draft(maya, party)
    return hal, ash, birch, cedar


def together(user, party):
    found = roll_up(user, party, ON)
    revenue = next(one for one in found.together if one.measure is not None)
    return revenue.now, [one.plan.relationship.party.name for one in found.apart]


def test_where_each_is_a_customer_all_are_added_up(group):
    hal, ash, *_ = group

    assert together(hal, ash) == (123.0, [])


def test_where_the_group_is_one_customer_the_plan_of_the_top_stands_apart(group):
    hal, ash, *_ = group
    AnalysisRun.objects.update(level="top")

    assert together(hal, ash) == (23.0, ["Ash"])


def test_where_orders_count_for_whom_they_are_billed_to_the_payer_stands_apart(group):
    hal, ash, birch, cedar = group
    Party.objects.filter(id=birch.id).update(bill_to=cedar)
    AnalysisRun.objects.update(level="bill-to")

    assert together(hal, ash) == (120.0, ["Cedar"])
