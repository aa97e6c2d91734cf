from datetime import date

import numpy as np
import pytest

from goodwill.measures.standing_costs import StandingCost, standing_costs

CUSTOMERS = np.array([3, 7, 9], np.int64)
AS_OF = date(2011, 8, 31)


def of(*costs):
    return standing_costs(costs, customer=CUSTOMERS, as_of=AS_OF)


def test_a_cost_that_goes_on_counts_every_day_of_the_last_year_and_all_days_before():
    found = of(StandingCost(7, date(2010, 1, 1), None, 2.0))

    assert found.cost_last_year.tolist() == [0, 2 * 365, 0]
    assert found.cost.tolist() == [0, 2 * ((AS_OF - date(2010, 1, 1)).days + 1), 0]


@pytest.mark.parametrize(
    ("starts", "ends", "days"),
    [
        (date(2011, 8, 31), None, 1),
        (date(2011, 9, 1), None, 0),
        (date(2010, 9, 1), date(2010, 9, 1), 1),
        (date(2010, 1, 1), date(2010, 8, 31), 0),
        (date(2011, 1, 1), date(2011, 1, 31), 31),
        (date(2011, 8, 1), date(2012, 1, 1), 31),
    ],
)
def test_both_ends_are_inclusive_and_days_to_come_do_not_count(starts, ends, days):
    assert of(StandingCost(3, starts, ends, 1.0)).cost_last_year[0] == days


def test_costs_of_one_customer_add_up_and_those_of_nobody_are_told():
    day = AS_OF
    found = of(StandingCost(9, day, day, 1.0), StandingCost(9, day, day, 2.5), StandingCost(8, day, day, 4.0))

    assert found.cost.tolist() == [0, 0, 3.5]
    assert found.uncharged == 4
