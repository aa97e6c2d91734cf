"""The sentences of a record are those of the engine, from its standing and what was kept of the days before."""

from datetime import date

import pyarrow as pa
import pytest

from goodwill.programme.kept import files
from goodwill.programme.past_standings import past_runs, past_standings
from goodwill.programme.standing_reasons import reasons
from tests import kept_runs, people

pytestmark = pytest.mark.django_db
LAST = date(2011, 7, 20)
SETTINGS = {
    "horizon": {"length": 1, "unit": "year"},
    "value_horizon": {"length": None, "unit": "year"},
    "discount_rate_per_year": 0.1,
    "basis": "assumed-margin",
}


@pytest.fixture
def stood():
    """Ash ordered on two days by June, on three by July."""
    ash = people.party("Ash")
    june = kept_runs.keep(
        kept_runs.JUNE, [(ash, "butterfly", 0.3, 9.0, 5.0, LAST)], more={"repeat_purchases": pa.array([1])}
    )
    run = kept_runs.keep(kept_runs.JULY, [(ash, "butterfly", 0.3, 9.0, 25.0, LAST)], current=True)
    run.results |= {"settings": SETTINGS, "evidence": {"currency": "GBP"}}
    between = files.folder() / f"{june.pk}-{run.pk}.parquet"
    files.write(
        between,
        pa.table(
            {"party": [ash.pk], "method": [0.0], "re_estimated": [-20.0], "evidence": [22.0], "part": pa.array([3])}
        ),
    )
    standing = people.standing(
        ash, run, first_order=date(2011, 7, 6), last_order=LAST, expected_orders=2.0, expected_revenue=90.0,
        margin_rate=0.3, reason="butterfly: 30% likely to buy again",
    )  # fmt: skip
    yield ash, run, standing
    between.unlink()


def test_each_figure_has_its_sentence(stood):
    ash, run, standing = stood
    runs = past_runs(before=run.as_of)

    found = reasons(standing, run, runs, past_standings(ash, runs))

    assert found.active == "Orders every 7 days on average; silent for 11."
    assert found.group == "Butterfly: 30% likely to buy again"
    assert found.value == (
        "Rests on 2.0 purchase days expected within a year, each with £45 of net revenue, of which 30% stay as assumed "
        "margin. Counted without an end, discounted 10% a year."
    )
    assert found.moved == (
        "1 more purchase day since 30 June 2011 added £22; what was learned of all customers took off £20."
    )


def test_what_an_earlier_version_kept_is_read_and_says_as_much_as_it_can(stood):
    ash, run, standing = stood
    old = pa.table({"party": [ash.pk], "group": ["butterfly"], "p_active": [0.3], "lifetime_value": [5.0]})
    runs = past_runs(before=run.as_of)
    files.write(files.standings_file(runs[0][1]), old)
    past = past_standings(ash, runs)

    assert [(known.as_of, known.p_active, known.purchase_days) for known in past] == [(kept_runs.JUNE, 0.3, None)]
    assert reasons(standing, run, runs, past).moved == ""
    run.results = None
    standing.first_order = None
    assert reasons(standing, run, [], []) == reasons(standing, run, runs, past)


def test_the_record_shows_them_word_for_word(stood, client):
    ash, run, _ = stood
    run.save()
    client.force_login(people.hal())

    told = client.get(f"/relationships/{ash.pk}/").content.decode()

    assert "Orders every 7 days on average; silent for 11." in told
    assert "each with £45 of net revenue, of which 30% stay as assumed margin." in told
    assert "1 more purchase day since 30 June 2011 added £22" in told
    assert "Still active 90%, after 30% on 30 June 2011" in told
