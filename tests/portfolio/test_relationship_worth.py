import pytest

from goodwill.portfolio.relationship_worth import advise


@pytest.mark.parametrize(
    ("group", "verdict"), [("stranger", "no"), ("butterfly", "no"), ("barnacle", "open"), ("true friend", "yes")]
)
def test_neither_loyalty_alone_nor_profit_alone_makes_a_relationship_worth_it(group, verdict):
    found = advise(group)

    assert (found.verdict, found.practice) == (verdict, "")
    assert ("is not worth it here" in found.title) is (verdict == "no")


def test_without_a_group_it_is_not_known():
    found = advise("")

    assert (found.verdict, found.treatment) == (None, "")
    assert found.title.endswith("is not known")


@pytest.mark.parametrize(
    ("value", "after_costs", "verdict"),
    [(-1, True, "no"), (1, True, "yes"), (899, False, "no"), (901, False, "yes")],
)
def test_a_true_friend_for_whom_more_is_made_than_it_brings_is_not_worth_it(value, after_costs, verdict):
    found = advise("true friend", value=value, cost=900, after_costs=after_costs, currency="GBP")

    assert found.verdict == verdict
    if verdict == "no":
        assert "costs £900 over the value horizon, and it brings £899." in found.why


def test_how_we_deal_is_held_against_it():
    assert advise("stranger", relational=0.3).practice == (
        "We deal with it as a relationship all the same, by 0.30 more than by transaction."
    )
    assert advise("true friend", relational=-0.2).practice.startswith("Yet we deal with it by transaction, by 0.20")
    assert advise("true friend", relational=0.2).practice == ""
    assert advise("stranger", relational=0.04).practice == ""
