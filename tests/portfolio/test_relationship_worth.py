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
    ("brings", "basis", "verdict", "says"),
    [
        (899, "margin", "no", "before such costs it left £899 in the last twelve months."),
        (899, "assumed-margin", "no", "before such costs it left, at the assumed margin, £899 in the last"),
        (-50, "margin", "no", "it left −£50 in"),
        (899, "revenue", "no", "its orders came to £899 in the last twelve months."),
        (900, "margin", "yes", ""),
        (None, "margin", "yes", ""),
    ],
)
def test_a_true_friend_for_whom_more_is_made_than_it_brings_is_not_worth_it(brings, basis, verdict, says):
    found = advise("true friend", cost=900, brings=brings, basis=basis, currency="GBP")

    assert found.verdict == verdict
    assert says in found.why
    assert ("What is made for it costs £900 in the year to come" in found.why) is (verdict == "no")


def test_who_costs_more_than_it_brings_with_nothing_made_for_it_is_judged_by_its_group():
    assert advise("true friend", brings=-5.0).verdict == "yes"


def test_how_we_deal_is_held_against_it():
    assert advise("stranger", relational=0.3).practice == (
        "We deal with it as a relationship all the same, by 0.30 more than by transaction."
    )
    assert advise("true friend", relational=-0.2).practice.startswith("Yet we deal with it by transaction, by 0.20")
    assert advise("true friend", relational=0.2).practice == ""
    assert advise("stranger", relational=0.04).practice == ""
