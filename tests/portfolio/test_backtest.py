import math
from datetime import date

import pytest

from goodwill.portfolio.analysis import Origin
from goodwill.portfolio.backtest import best_rule, median_error, origins
from goodwill.terms import Period


def test_the_horizon_is_at_most_half_the_record():
    found = origins(date(1997, 1, 1), date(1998, 6, 30), Period(52, "week"))
    assert len(found) >= 3
    assert all((until - origin).days == 272 for origin, until in found)
    assert found[-1][1] == date(1998, 6, 30)


def test_a_shorter_horizon_is_tested_as_asked():
    assert {(u - o).days for o, u in origins(date(2000, 1, 1), date(2005, 1, 1), Period(4, "week"))} == {28}


def test_a_record_of_a_few_weeks_cannot_be_tested():
    assert origins(date(2020, 1, 1), date(2020, 2, 1), Period(52, "week")) == []


def origin(actual, forecast, **naive):
    return Origin(date(2020, 1, 1), date(2020, 2, 1), 100, actual, forecast, 0, 1, naive)


def test_errors_count_alike_above_and_below():
    assert median_error([(100, 200), (200, 100), (100, 100)]) == pytest.approx(math.log(2))
    assert median_error([]) is None


def test_a_rule_that_could_not_be_tried_everywhere_does_not_win():
    found = [origin(100, 150, a=120, b=100), origin(100, 150, a=120)]
    name, error = best_rule(found, ("a", "b"))
    assert name == "a"
    assert error == pytest.approx(math.log(1.2))
