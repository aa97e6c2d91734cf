from datetime import date

from goodwill.terms.dates import written_day, written_period


def test_a_day_is_written_out():
    assert written_day(date(2010, 11, 3)) == "3 November 2010"


def test_a_month_is_written_out_and_other_periods_stay():
    assert written_period("2009-12") == "December 2009"
    assert written_period("2009-Q4") == "2009-Q4"
    assert written_period("2009") == "2009"
