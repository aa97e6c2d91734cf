from datetime import date

import pytest

from goodwill.evidence.acquisition import AcquisitionSpend, read_acquisition
from goodwill.terms import UsageError


@pytest.fixture
def spend(tmp_path):
    def reading(text):
        path = tmp_path / "acquisition.csv"
        path.write_text(text)
        return read_acquisition(path)

    return reading


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2010", date(2010, 1, 1), date(2010, 12, 31)),
        ("2010-Q1", date(2010, 1, 1), date(2010, 3, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("Mar 2010", date(2010, 3, 1), date(2010, 3, 31)),
        ("2010-03-01", date(2010, 3, 1), date(2010, 3, 31)),
        ("2010-03-15", date(2010, 3, 15), date(2010, 3, 15)),
    ],
)
def test_a_period_covers_the_days_it_names(spend, period, start, end):
    assert spend(f'period,spend\n{period},"1,000.50"\n') == (AcquisitionSpend(period, start, end, 1000.5),)


def test_periods_come_in_the_order_of_time_and_may_name_their_end(spend):
    found = spend("start,end,spend\n2010-02-01,2010-02-14,5\n2010-01-01,2010-01-31,10\n")
    assert [(s.start, s.end, s.amount) for s in found] == [
        (date(2010, 1, 1), date(2010, 1, 31), 10.0),
        (date(2010, 2, 1), date(2010, 2, 14), 5.0),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("period,spend\nsoon,10\n", '"soon", the period on line 2'),
        ("period,spend\n2010-13,10\n", "2010-13"),
        ("period,spend\n2010,-10\n", '"-10", the spend on line 2'),
        ("period,spend\n2010,\n", "no sum of 0 or more"),
        ("period,spend\n2010,1\n2010-03,1\n", "overlap on 2010-03-01"),
        ("period,spend\n", "acquisition spend cannot be read"),
        ("period,euros\n2010,1\n", "need a column called spend; its columns are period, euros"),
        ("start,end,spend\n2010-02-01,2010-01-01,5\n", "no end of the period that begins 2010-02-01"),
    ],
)
def test_what_is_no_spend_by_period_is_refused_with_its_place(spend, text, says):
    with pytest.raises(UsageError, match=says):
        spend(text)
