from datetime import date, timedelta

import ibis
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodwill.measures.almanac import (
    date_of,
    day_of,
    first_day_of,
    ordinal,
    period_code,
    period_name,
    period_number,
    period_numbers,
    period_start,
)

PERIODS = ("week", "month", "quarter", "year")
dates = st.dates(date(1900, 1, 1), date(2200, 1, 1))


@given(dates)
def test_a_day_and_its_number_are_one(day):
    assert date_of(day_of(day)) == day


@given(dates, st.sampled_from(PERIODS))
def test_every_day_lies_in_its_period(day, period):
    number = period_number(day_of(day), period)
    assert first_day_of(number, period) <= day_of(day) < first_day_of(number + 1, period)


@pytest.mark.parametrize("period", PERIODS)
def test_periods_start_on_the_same_day_in_the_engine_and_in_python(connection, period):
    days = np.arange(-800, 20_000, 7, dtype=np.int32)
    table = connection.create_table("days", ibis.memtable(pa.table({"day": days})), temp=True)
    started = table.select("day", start=period_start(table.day, period)).order_by("day").to_pyarrow()
    expected = [first_day_of(number, period) for number in period_numbers(days, period).tolist()]
    assert started["start"].to_pylist() == expected


def test_weeks_begin_on_monday():
    assert date_of(first_day_of(period_number(day_of(date(2011, 7, 10)), "week"), "week")) == date(2011, 7, 4)


@pytest.mark.parametrize(
    ("period", "code", "name", "cut"),
    [
        ("week", "2011-08-08", "Week of 8 Aug 2011", "Week of 8 Aug 2011, to 12 Aug"),
        ("month", "2011-08", "Aug 2011", "Aug 2011, to 12th"),
        ("quarter", "2011-Q3", "Q3 2011", "Q3 2011, to 12 Aug"),
        ("year", "2011", "2011", "2011, to 12 Aug"),
    ],
)
def test_periods_have_a_code_and_a_name_that_says_when_it_is_cut_short(period, code, name, cut):
    day = date(2011, 8, 12)
    number = period_number(day_of(day), period)
    last = date_of(first_day_of(number + 1, period)) - timedelta(1)
    assert period_code(number, period) == code
    assert period_name(number, period, until=last) == name
    assert period_name(number, period, until=day) == cut


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (21, "21st")]
)
def test_ordinals(number, text):
    assert ordinal(number) == text
