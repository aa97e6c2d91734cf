from datetime import date, timedelta

import numpy as np
import pytest
from django.utils import timezone

from goodwill.portfolio.past import day_number
from goodwill.programme.selecting.quality_evidence import Money, given_up_to, growth_of, power_of
from goodwill.records.models import Entitlement
from tests import people

AS_OF = date(2011, 8, 31)


def money(*spent: tuple[date, float]) -> Money:
    return Money(np.array([day_number(day) for day, _ in spent]), np.array([net for _, net in spent], np.float64))


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def test_a_record_of_several_years_compares_whole_years():
    spent = money((ago(800), 100.0), (ago(500), 110.0), (ago(100), 121.0))

    mark = growth_of(spent, first=ago(3 * 365), as_of=AS_OF)
    assert (mark.source, mark.because) == ("evidence", "its purchases changed by +10% a year over 2 years")
    assert mark.score == pytest.approx(7.5)


def test_a_record_of_less_than_two_compares_the_same_days_of_two_years():
    """What was bought in between has no counterpart a year before, and does not count."""
    spent = money((ago(400), 100.0), (ago(300), 900.0), (ago(35), 120.0))

    mark = growth_of(spent, first=ago(365 + 120), as_of=AS_OF)
    assert mark.because == "its purchases changed by +20% a year over 1 year"


def test_nothing_is_said_of_a_short_record_or_of_who_is_new():
    assert growth_of(money((ago(30), 100.0)), first=ago(365 + 60), as_of=AS_OF) is None
    assert growth_of(money((ago(30), 100.0)), first=ago(3 * 365), as_of=AS_OF) is None


def test_power_is_the_share_of_our_sales_of_the_last_twelve_months():
    spent = money((ago(400), 5_000.0), (ago(30), 100.0), (ago(10), -20.0))

    mark = power_of(spent, (date(2010, 9, 1), 800.0), AS_OF)
    assert mark.because == "it makes up 10.0% of our sales"
    assert mark.score == pytest.approx(4.0)
    assert power_of(spent, None, AS_OF) is None


@pytest.mark.django_db
def test_the_price_that_was_given_up_counts_while_it_is_agreed():
    ash, birch = people.party("Ash"), people.party("Birch")
    today = timezone.localdate()

    def agreed(party, rate, starts, ends=None):
        terms = {"kind": "price", "words": "Lower", "added_by": maya}
        Entitlement.objects.create(party=party, rate=rate, starts=starts, ends=ends, **terms)

    maya = people.maya()
    agreed(ash, 0.1, today)
    agreed(ash, 0.1, today - timedelta(days=30), today)
    agreed(birch, 0.5, today - timedelta(days=30), today - timedelta(days=1))
    agreed(birch, 0.5, today + timedelta(days=1))

    assert given_up_to({ash.pk, birch.pk}, today) == {ash.pk: pytest.approx(0.19)}
    mark = power_of(money((ago(30), 80.0)), (date(2010, 9, 1), 800.0), AS_OF, 0.19)
    assert mark.because == "it makes up 10.0% of our sales and pays 19% less than the full price"
    assert mark.score == pytest.approx(9.5)
