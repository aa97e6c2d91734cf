from goodwill.measures.rate import Rate


def test_a_rate_is_what_was_counted_of_what_there_was():
    rate = Rate("repeat rate", "Customers who came back", 1234, 4936)
    assert (rate.value, rate.sentence) == (0.25, "Customers who came back: 1,234 of 4,936.")


def test_a_rate_with_a_reason_against_it_is_undefined_and_says_why():
    rate = Rate("churn", "Customers lost", 1, 4, "The record is too short.")
    assert (rate.value, rate.sentence) == (None, "Customers lost. The record is too short.")


def test_a_rate_of_nobody_is_undefined_not_zero():
    assert Rate("churn", "Customers lost", 0, 0, "There is nobody.").value is None
