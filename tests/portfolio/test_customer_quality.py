import pytest

from goodwill.portfolio.customer_quality import Mark, Requirement, fit, growth, judge, power, quality, sensitivity
from goodwill.terms import UsageError


def test_fit_is_the_weighted_share_of_needs_that_we_can_meet():
    found = fit([Requirement("speed", 10, 5, 3), Requirement("range", 4, 8), Requirement("colour", 0, 0, 9)])
    # (3 x .5 + 1 x 1) / 4
    assert found.score == pytest.approx(6.25)
    assert (found.source, found.because) == ("evidence", "62% of what it needs is met; short in speed")
    assert fit([]) is None


def test_growth_is_compound_and_standing_still_is_5():
    assert growth([100, 110, 121]).score == pytest.approx(7.5)
    assert growth([100, 110, 121]).because == "its purchases changed by +10% a year over 2 years"
    assert growth([100, 100]).score == 5
    assert growth([100, 0]).score == 0
    assert growth([100, 300]).score == 10
    assert growth([100]) is None
    assert growth([0, 100]) is None


def test_power_and_sensitivity_from_evidence():
    assert power(0.05).score == pytest.approx(2)
    assert power(0.5).score == 10
    exercised = power(0.05, given_up=0.1)
    assert exercised.score == pytest.approx(5)
    assert exercised.because == "it makes up 5.0% of our sales and pays 10% less than the full price"
    assert power(0.2, given_up=0.1).score == pytest.approx(8), "the stronger of the two, not both together"
    assert sensitivity(-1.5, low=-2, high=-1).score == pytest.approx(5)
    assert (
        sensitivity(-1.5, low=-2, high=-1).because == "a price 1% higher changes its purchases by −1.5% (−2.0 to −1.0)"
    )
    assert sensitivity(0.4).score == 0


def test_the_index_reverses_power_and_sensitivity_and_marks_what_was_judged():
    found = quality(
        {
            "fit": fit([Requirement("speed", 1, 1)]),
            "growth": judge(5, "x"),
            "power": power(0),
            "sensitivity": judge(4, "y"),
        }
    )
    assert found.index == pytest.approx(0.3 * 10 + 0.3 * 5 + 0.2 * 10 + 0.2 * 6)
    assert found.judged == ("growth", "sensitivity")
    assert (found.known, found.cultivate, found.warning) == (1, True, None)


def test_a_customer_not_worth_cultivating_is_named_with_the_reason():
    found = quality({"fit": judge(4, "wants what we do not make"), "growth": growth([100, 80]), "power": power(0.2)})
    assert found.cultivate is False
    assert found.known == pytest.approx(0.8)
    assert found.warning == (
        "Not to be cultivated: quality 2.0 of 10, below 4. What weighs most: growth 0.0 (its purchases changed by −20% "
        "a year over 1 year); bargaining power 8.0 (it makes up 20.0% of our sales)."
    )


def test_too_little_is_known_to_say():
    found = quality({"growth": growth([100, 80]), "fit": None})
    assert found.index == pytest.approx(0)
    assert (found.cultivate, found.warning) == (None, None)
    assert quality({}).index is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda: Mark(11, "judged", "x"), "A score of quality runs from 0 to 10, not to 11."),
        (lambda: judge(1, " "), "Say what a score of quality rests on."),
        (
            lambda: quality({"charm": None}),
            '"charm" is no criterion of quality. They are fit, growth, power, sensitivity.',
        ),
        (lambda: power(2), "A share of our sales lies between 0 and 1, not at 2."),
        (lambda: power(0, given_up=-0.1), "A share of the price lies between 0 and 1, not at -0.1."),
    ],
)
def test_what_cannot_be_is_refused(wrong, sentence):
    with pytest.raises(UsageError) as error:
        wrong()
    assert str(error.value) == sentence
