"""What a customer left in twelve months, with the real evidence store and a real analysis."""

from datetime import date
from decimal import Decimal

import pytest

from goodwill.programme import trees
from goodwill.programme.jobs.queue import put_once
from goodwill.programme.needing.entitlements import Terms, entitle
from goodwill.programme.needing.profit import profit_of
from goodwill.records.models import Workspace
from tests import people
from tests.folder import empty_folder
from tests.programme.needing.book import FIRST, LAST, fill, party, work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def _empty_folder():
    empty_folder()


@pytest.fixture
def ada():
    found = people.ada()
    fill(found)
    return found


def test_profit_is_the_margin_of_revenue_less_what_is_made_for_it(ada):
    c0 = party()
    entitle(by=ada, party=c0, terms=Terms("resident", "Fitter", date(2023, 1, 1), cost=Decimal(10), per="month"))
    entitle(by=ada, party=c0, terms=Terms("line", "Own line", date(2024, 12, 22), LAST, cost=Decimal(365)))
    entitle(by=ada, party=c0, terms=Terms("price", "Bonus", date(2024, 6, 1), rate=0.1, paid_back=True))
    entitle(by=ada, party=c0, terms=Terms("price", "List", date(2024, 11, 1), rate=0.2))
    entitle(by=ada, party=c0, terms=Terms("terms", "60 days", date(2024, 1, 1)))
    entitle(by=ada, party=c0, terms=Terms("line", "Gone", date(2020, 1, 1), date(2023, 12, 31), cost=Decimal(99)))

    found = profit_of(ada, c0, Workspace.the().current)

    assert (found.first, found.last, found.basis, found.rate) == (FIRST, LAST, "assumed-margin", 0.3)
    # The order of 1 January lies a day before, for the year was a leap year.
    assert found.revenue == 10 * 100 - 100
    assert found.kept == pytest.approx(270)
    told = {line.entitlement.words: (round(line.cost, 6), round(line.given_up, 6)) for line in found.lines}
    assert told == {
        "Fitter": (120, 0),
        "Own line": (10, 0),
        "Bonus": (50, 0),
        "List": (0, 0),
        "60 days": (0, 0),
    }
    assert found.left == pytest.approx(270 - 180)


def test_the_next_analysis_counts_the_same_cost_in_the_whale_curve(ada):
    before = Workspace.the().current.results["whale"]["total"]
    c0 = party()
    entitle(by=ada, party=c0, terms=Terms("resident", "Fitter", FIRST, cost=Decimal(50), per="month"))
    entitle(by=ada, party=c0, terms=Terms("price", "Bonus", date(2024, 6, 1), rate=0.1, paid_back=True))
    work()

    profit = profit_of(ada, c0, Workspace.the().current)
    after = Workspace.the().current.results["whale"]["total"]

    assert profit.cost == pytest.approx(650)
    assert before - after == pytest.approx(profit.cost)
    assert profit.left == -profit.loss < 0


def test_at_the_level_of_the_top_parent_what_is_made_for_a_subsidiary_falls_on_the_group(ada):
    top, c0 = people.party("Group"), party()
    trees.place(by=ada, party=c0, parent=top)
    workspace = Workspace.the()
    workspace.level = "top"
    workspace.save()
    put_once("analyse")
    work()
    before = Workspace.the().current.results["whale"]["total"]
    entitle(by=ada, party=c0, terms=Terms("resident", "Fitter", FIRST, cost=Decimal(50), per="month"))
    work()

    found = profit_of(ada, top, Workspace.the().current)

    assert (found.revenue, found.cost, found.others) == (900, pytest.approx(600), 1)
    assert before - Workspace.the().current.results["whale"]["total"] == pytest.approx(600)


def test_who_is_not_told_of_orders_or_worth_and_who_never_ordered_has_none(ada):
    run = Workspace.the().current
    people.hide("reader", "orders")
    people.hide("analyst", "value")

    assert profit_of(people.reader(), party(), run) is None
    assert profit_of(people.analyst(), party(), run) is None
    assert profit_of(ada, people.party("Nobody"), run) is None
    assert profit_of(ada, party(), None) is None


def test_without_a_margin_it_is_revenue_and_no_profit(ada):
    workspace = Workspace.the()
    workspace.margin = None
    workspace.save()
    c0 = party()
    entitle(by=ada, party=c0, terms=Terms("resident", "Fitter", FIRST, cost=Decimal(50), per="month"))
    work()

    found = profit_of(ada, c0, Workspace.the().current)

    assert (found.basis, found.is_profit, found.kept, found.left) == ("revenue", False, 900, pytest.approx(300))
    codes = {one["code"] for one in Workspace.the().current.results["findings"]}
    assert "entitlements-not-counted" in codes
