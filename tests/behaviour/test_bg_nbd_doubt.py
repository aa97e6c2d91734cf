import numpy as np

from goodwill.behaviour import BgNbd
from goodwill.behaviour.bg_nbd_doubt import why_leaving_is_unclear, why_rates_are_unclear
from goodwill.terms import Histories


def customers(*groups):
    """Histories from (how many, repeat purchases, last purchase age, observed for)."""
    many, x, t_x, T = (np.array(column) for column in zip(*groups, strict=True))
    return Histories(np.repeat(x, many), np.repeat(t_x, many).astype(float), np.repeat(T, many).astype(float))


def test_a_rush_before_the_as_of_day_hides_who_has_left():
    # Rhythm 10 weeks; silent for 1 week, or for 40 and so for four times the rhythm.
    told = why_leaving_is_unclear(customers((95, 3, 29, 30), (5, 3, 30, 70), (40, 0, 0, 30)))
    assert "of 100 customers with three or more occasions only 5.0% have been silent" in told
    # Evenly spread over T = 4 gaps, three purchases all lie in the first half with chance 1/8.
    assert "where 12.5% would be even if nobody ever left" in told
    assert "95% bought in the last tenth of their time on record, where 27% would at an even pace" in told


def test_few_who_fell_silent_cannot_be_told_from_waiting():
    told = why_leaving_is_unclear(customers((95, 3, 25, 30), (5, 3, 30, 70)))
    assert told.endswith("so that leaving cannot be told from waiting")


def test_leaving_that_is_seen_but_alike():
    told = why_leaving_is_unclear(customers((60, 3, 3, 30), (40, 5, 29, 30)))
    assert "100 customers with three or more occasions 60.0% have been silent" in told
    assert "the 40 who bought six times or more are too few, or too alike" in told


def test_hardly_anyone_with_a_rhythm():
    assert why_leaving_is_unclear(customers((500, 1, 5, 30), (2, 2, 5, 30))) == (
        "of 502 customers only 2 had the three occasions that show a rhythm"
    )


def test_hardly_anyone_who_came_again():
    assert why_rates_are_unclear(customers((500, 0, 0, 30), (3, 1, 5, 30))) == (
        "of 503 customers only 3 had a second occasion"
    )


def test_everyone_buys_at_one_rate():
    told = why_rates_are_unclear(customers((50, 2, 20, 30), (50, 3, 20, 30)))
    assert told.startswith("the numbers of repeat purchases vary 0.10 times as much between customers as chance alone")


def test_too_short_a_record():
    told = why_rates_are_unclear(customers((900, 0, 0, 2), (90, 1, 1, 2), (10, 9, 1, 2)))
    assert told.startswith("10.0% of the customers had a second occasion, in 2.0 weeks on record on average")


def test_all_on_one_day():
    assert why_rates_are_unclear(customers((40, 1, 0, 0))) == "all customers first bought on the as-of day"


def test_weights_are_counted_as_customers():
    rows = Histories(
        np.array([3, 3]), np.array([25.0, 30]), np.array([30.0, 70]), "week", weights=np.array([950.0, 50.0])
    )
    assert "of 1,000 customers with three or more occasions only 5.0%" in why_leaving_is_unclear(rows)


def test_given_parameters_are_not_doubted():
    assert BgNbd(0.9, 10.6, 0.34, 309).doubt(customers((5, 1, 1, 2))) is None


def test_where_nobody_came_twice_that_is_all_there_is_to_say():
    histories = customers((3, 0, 0, 30))
    fitted = BgNbd.fit(histories, rng=np.random.default_rng(1))
    assert fitted.doubt(histories).startswith("Nobody has bought twice yet")
