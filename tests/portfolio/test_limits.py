from datetime import date

from goodwill.measures.cohorts import CohortTable
from goodwill.portfolio.limits import limits


def codes(sizes=(10, 9, 8), *, days=800, basis="margin", line_sample=False):
    table = CohortTable("month", tuple(f"2020-{i + 1:02}" for i in range(len(sizes))), sizes, ((),) * len(sizes))
    last = date.fromordinal(date(2020, 1, 1).toordinal() + days - 1)
    found = limits(first=date(2020, 1, 1), as_of=last, cohorts=table, basis=basis, line_sample=line_sample)
    return [finding.code for finding in found]


def test_a_full_record_of_new_customers_with_a_margin_has_no_limits():
    assert codes() == []


def test_a_record_below_two_years_cannot_tell_season_from_growth():
    assert codes(days=729) == ["one-season"]
    assert codes(days=730) == []


def test_a_first_cohort_twice_the_next_ones_holds_old_customers():
    assert codes((21, 10, 9)) == ["old-customers"]
    assert codes((20, 10, 9)) == []


def test_revenue_is_not_profit():
    assert codes(basis="revenue") == ["no-margin"]


def test_a_sample_of_lines_allows_comparisons_only():
    assert codes(line_sample=True) == ["line-sample"]
