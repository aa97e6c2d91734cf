from datetime import date

import pytest

from goodwill.measures.cohorts import CohortTable, cohort_triangle


def test_each_cohort_is_followed_period_by_period(days):
    book = days(
        (1, "2011-01-05"), (1, "2011-01-20"), (1, "2011-03-01"), (2, "2011-01-31"), (2, "2011-02-01"), (3, "2011-03-31")
    )  # fmt: skip
    assert cohort_triangle(book, as_of=date(2011, 3, 31)) == CohortTable(
        "month",
        labels=("2011-01", "2011-02", "2011-03"),
        sizes=(2, 0, 1),
        active=((2, 1, 1), (0, 0, None), (1, None, None)),
    )


def test_a_period_that_is_not_over_is_blank_but_its_new_customers_are_counted(days):
    table = cohort_triangle(days((1, "2011-01-05"), (1, "2011-02-05"), (2, "2011-02-06")), as_of=date(2011, 2, 27))
    assert table.sizes == (1, 1)
    assert table.active == ((1, None), (None, None))


def test_a_period_is_whole_on_its_last_day(days):
    assert cohort_triangle(days((1, "2011-01-05")), as_of=date(2011, 2, 28)).active == ((1, 0), (0, None))


@pytest.mark.parametrize(("period", "labels"), [("quarter", ("2010-Q4", "2011-Q1")), ("year", ("2010", "2011"))])
def test_cohorts_may_be_quarters_or_years(days, period, labels):
    table = cohort_triangle(days((1, "2010-12-31"), (1, "2011-01-01")), as_of=date(2011, 3, 31), period=period)
    assert (table.period, table.labels, table.sizes) == (period, labels, (1, 0))


def test_nobody_gives_an_empty_table(days):
    assert cohort_triangle(days((1, "2012-01-05")), as_of=date(2011, 2, 28)) == CohortTable("month", (), (), ())


def test_the_cdnow_sample_was_won_in_three_months(cdnow_days):
    table = cohort_triangle(cdnow_days, as_of=date(1998, 6, 30))
    assert sum(table.sizes[:3]) == sum(table.sizes) == 2357
    assert len(table.labels) == 18


def test_all_cells_of_online_retail_together_are_its_customer_months(online_retail_days):
    table = cohort_triangle(online_retail_days, as_of=date(2011, 8, 31))
    bought = online_retail_days.filter(online_retail_days.purchases > 0).to_pyarrow()
    days = bought["day"].to_numpy().astype("datetime64[D]").astype("datetime64[M]").tolist()
    months = set(zip(bought["customer"].to_pylist(), days, strict=True))
    assert sum(cell for row in table.active for cell in row if cell is not None) == len(months)
