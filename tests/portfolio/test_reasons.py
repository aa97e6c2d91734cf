from datetime import date

import pytest

from goodwill.portfolio.reasons import Moved, Terms, active_reason, moved_reason, value_reason
from goodwill.terms import Period

FIRST, AS_OF = date(2011, 1, 1), date(2011, 8, 31)
YEAR, THREE = Period(1, "year"), Period(3, "year")


@pytest.mark.parametrize(
    ("p_active", "purchase_days", "last", "sentence"),
    [
        (0.8, 5, date(2011, 1, 29), "Orders every 7 days on average; silent for 214."),
        (0.9, 3, AS_OF, "Orders every 121 days on average; the last time on the day itself."),
        (0.9, 2, date(2011, 1, 2), "Orders every day on average; silent for 241."),
        (1.0, 1, FIRST, "Ordered once, 242 days ago: before a second order nothing tells a pause from an end."),
    ],
)
def test_a_chance_to_be_active_rests_on_how_often_it_came_and_on_its_silence(p_active, purchase_days, last, sentence):
    assert active_reason(p_active, purchase_days=purchase_days, first=FIRST, last=last, as_of=AS_OF) == sentence


def test_what_a_doubtful_fit_cannot_say_is_said():
    assert active_reason(None, purchase_days=3, first=FIRST, last=AS_OF, as_of=AS_OF).startswith("Not known: ")
    assert value_reason(None, None, None, Terms(YEAR, THREE, 0.1, "revenue", "GBP")).startswith("Not known: ")


@pytest.mark.parametrize(
    ("basis", "margin_rate", "stays"),
    [
        ("assumed-margin", 0.3, ", of which 30% stay as assumed margin"),
        ("margin", 0.24, ", of which 24% stay as margin"),
        ("revenue", 1.0, "; what of it stays is not known"),
    ],
)
def test_a_worth_rests_on_orders_their_size_and_what_stays(basis, margin_rate, stays):
    terms = Terms(YEAR, THREE, 0.1, basis, "GBP")
    assert value_reason(4.2, 1050.0, margin_rate, terms) == (
        f"Rests on 4.2 purchase days expected within a year, each with £250 of net revenue{stays}. "
        "Counted over 3 years, discounted 10% a year."
    )


@pytest.mark.parametrize(
    ("moved", "purchase_days", "sentence"),
    [
        (Moved("new", 90.0, 0, 0), 1, "New since 1 January 2011: it had not ordered by then."),
        (
            Moved("dearer", 420.0, -35.0, 0),
            2,
            (
                "With 2 purchase days since 1 January 2011 it is worth £420 more; "
                "what was learned of all customers took off £35."
            ),
        ),
        (Moved("cheaper", -150.0, 0.2, 0), 0, "Without an order since 1 January 2011 it is worth £150 less."),
        (Moved("cheaper", -90.0, 0, 0), 1, "With 1 purchase day since 1 January 2011 it is worth £90 less."),
        (
            Moved(None, 0.0, 12.0, 800.0),
            0,
            (
                "Without an order since 1 January 2011 it is worth as much as before; "
                "what was learned of all customers added £12; another method of valuing added £800."
            ),
        ),
    ],
)
def test_what_moved_a_worth_is_told_part_by_part(moved, purchase_days, sentence):
    assert moved_reason(moved, since=FIRST, purchase_days=purchase_days, currency="GBP") == sentence
