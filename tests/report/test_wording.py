from datetime import date

import pytest

from goodwill.report import wording
from goodwill.report.wording import Money
from goodwill.terms import Estimate, Period


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.654, "65%"),
        (0.0442, "4.4%"),
        (0.05, "5%"),
        (0.0004, "under 0.1%"),
        (0, "0%"),
        (-0.112, "−11%"),
        (1.01, "101%"),
    ],
)
def test_percentages(share: float, words: str):
    assert wording.percent(share) == words


@pytest.mark.parametrize(
    ("chance", "words"), [(0.999, "over 99%"), (1, "100%"), (0.001, "under 1%"), (0, "0%"), (0.92, "92%")]
)
def test_a_chance_is_never_rounded_to_certainty(chance: float, words: str):
    assert wording.whole_percent(chance) == words


@pytest.mark.parametrize(
    ("share", "words"), [(0.34, "a third"), (0.66, "two thirds"), (0.5, "half"), (0.12, "12%"), (0.1, "a tenth")]
)
def test_fractions_in_words_where_they_are_meant(share: float, words: str):
    assert wording.fraction(share) == words


def test_counts_carry_a_true_minus():
    assert wording.count(-1234) == "−1,234"
    assert wording.signed(463) == "+463"
    assert wording.signed(-32) == "−32"
    assert wording.signed(0) == "0"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(3, "year"), "three years"),
        (Period(52, "week"), "a year"),
        (Period(12, "month"), "a year"),
        (Period(39, "week"), "39 weeks"),
        (Period(182, "day"), "26 weeks"),
        (Period(319, "day"), "319 days"),
        (Period(float("inf"), "year"), "all time to come"),
    ],
)
def test_lengths_of_time(period: Period, words: str):
    assert wording.span(period) == words


def test_dates_and_months():
    assert wording.short_day(date(2011, 5, 1)) == "1 May 2011"
    assert wording.month("2011-07") == "Jul 2011"
    assert wording.month("2011-Q3") == "2011 Q3"
    assert wording.month("2011") == "2011"


@pytest.mark.parametrize(
    ("currency", "value", "words"),
    [
        ("GBP", 4_163_000, "£4.2m"),
        ("GBP", 33_339, "£33,000"),
        ("GBP", 412_300, "£412k"),
        ("GBP", -9_663, "−£9,660"),
        ("SEK", 2_500_000, "SEK 2.5m"),
        (None, 285.4, "285"),
    ],
)
def test_money_in_sentences_has_no_more_figures_than_it_can_bear(currency: str | None, value: float, words: str):
    assert Money(currency).short(value) == words


@pytest.mark.parametrize(
    ("low", "mean", "high", "words"),
    [
        (2.8e6, 4.2e6, 5.5e6, "2.8 to 5.5"),
        (0.8e6, 4.2e6, 5.5e6, "£800k to £5.5m"),
        (51_000, 66_000, 84_000, "£51,000 to £84,000"),
    ],
)
def test_a_range_says_its_unit_once_where_both_ends_share_it(low: float, mean: float, high: float, words: str):
    assert Money("GBP").span(Estimate(mean, low, high)) == words


def test_money_without_a_currency_says_so_instead_of_inventing_one():
    assert Money(None).unit == ""
    assert Money(None).said == " Amounts in the currency of the file."
    assert Money(None).counted(1000) == "thousands of the file's currency"
    assert Money("EUR").counted(1000) == "€ thousand"
