"""The sentences of a record are those of the engine, from its standing and what was kept of the days before."""

from datetime import date

import pyarrow as pa
import pytest

from goodwill.programme.kept import files
from goodwill.programme.past_reasons import stood as stood_at
from goodwill.programme.past_standings import past_runs, past_standings
from goodwill.programme.standing_reasons import reasons
from goodwill.records.models import AnalysisRun, Rights
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
    hal = people.hal()
    runs = past_runs(before=run.as_of)

    found = reasons(standing, run, runs, past_standings(ash, runs, user=hal), user=hal)

    assert found.active == "Orders every 7 days on average; silent for 11."
    assert found.group == "Butterfly: 30% likely to buy again"
    assert found.value == (
        "Rests on 2.0 purchase days expected within a year, each with £45 of net revenue, of which 30% stay as assumed "
        "margin. Counted without an end, discounted 10% a year."
    )
    assert found.moved == (
        "With 1 purchase day since 30 June 2011 it is worth £22 more; what was learned of all customers took off £20."
    )


def test_what_an_earlier_version_kept_is_read_and_says_as_much_as_it_can(stood):
    ash, run, standing = stood
    hal = people.hal()
    old = pa.table({"party": [ash.pk], "group": ["butterfly"], "p_active": [0.3], "lifetime_value": [5.0]})
    runs = past_runs(before=run.as_of)
    files.write(files.standings_file(runs[0][1]), old)
    past = past_standings(ash, runs, user=hal)

    assert [(known.as_of, known.p_active, known.purchase_days) for known in past] == [(kept_runs.JUNE, 0.3, None)]
    assert reasons(standing, run, runs, past, user=hal).moved == ""
    run.results = None
    standing.first_order = None
    assert reasons(standing, run, [], [], user=hal) == reasons(standing, run, runs, past, user=hal)


def test_the_record_shows_them_word_for_word(stood, client):
    ash, run, _ = stood
    run.save()
    client.force_login(people.hal())

    told = client.get(f"/relationships/{ash.pk}/").content.decode()

    assert "Orders every 7 days on average; silent for 11." in told
    assert "each with £45 of net revenue, of which 30% stay as assumed margin." in told
    assert "With 1 purchase day since 30 June 2011 it is worth £22 more" in told
    assert "Still active 90%, after 30% on 30 June 2011" in told


@pytest.fixture
def both(stood):
    """What an analysis keeps today of both days."""
    ash, run, _ = stood
    june = past_runs(before=run.as_of)[0][1]
    for key, as_of, chance, repeats in ((june, kept_runs.JUNE, 0.3, 1), (run.pk, kept_runs.JULY, 0.4, 2)):
        table = files.read(key, ["party", "group", "potential", "lifetime_value", "lifetime_value_high"])
        more = {
            "p_active": chance, "p_return": chance, "repeat_purchases": repeats, "first_order": date(2011, 6, 1),
            "last_order": as_of, "expected_orders": 2.0, "expected_revenue": 90.0, "margin_rate": 0.3,
        }  # fmt: skip
        for name, value in more.items():
            table = table.append_column(name, pa.array([value]))
        files.write(files.standings_file(key), table)
    run.save()
    AnalysisRun.objects.filter(id=june).update(results=run.results)
    return ash


def test_each_past_analysis_tells_its_day_its_figures_and_its_reasons(both):
    july, june = stood_at(people.hal(), both)

    assert (july.as_of, july.current, june.as_of, june.current) == (kept_runs.JULY, True, kept_runs.JUNE, False)
    assert (june.group, june.p_active, june.value) == ("butterfly", 0.3, 5.0)
    assert june.reasons.active == "Orders every 29 days on average; the last time on the day itself."
    assert june.reasons.group == (
        "Butterfly: 30% likely to buy again within a year (median 50%), worth £9.00 of assumed margin a year while it "
        "stays (median £100)."
    )
    assert june.reasons.value.startswith("Rests on 2.0 purchase days expected within a year, each with £45 of net")
    assert (june.reasons.moved, july.reasons.moved) == (
        "",
        "With 1 purchase day since 30 June 2011 it is worth £22 more; what was learned of all customers took off £20.",
    )


def test_the_page_of_past_standings_shows_them_and_leaves_out_what_is_hidden(both, client):
    client.force_login(people.hal())
    where = f"/relationships/{both.pk}/standings"
    assert where in client.get(f"/relationships/{both.pk}/").content.decode()

    told = client.get(where).content.decode()
    assert "30 June 2011" in told
    assert "31 July 2011 <small>now" in told
    assert told.count("likely to buy again") == told.count("Rests on 2.0 purchase days") == 2

    people.hide("head", "value")
    told = client.get(where).content.decode()
    assert told.count("Likely to return within a year") == 2
    for said in ("Worth", "£", "Rests on", "likely to buy again", "Orders every"):
        assert said not in told


@pytest.mark.parametrize("field", ["value", "active", "return", "group", "orders"])
def test_what_is_hidden_is_told_by_no_sentence(stood, client, field):
    ash, run, standing = stood
    run.save()
    hal = people.hal()
    people.hide("head", field)
    client.force_login(hal)
    runs = past_runs(before=run.as_of)

    assert reasons(standing, run, runs, past_standings(ash, runs, user=hal), user=hal) is None
    told = client.get(f"/relationships/{ash.pk}/").content.decode()
    assert "<h2>Standing</h2>" in told
    assert 'class="reasons"' not in told
    for said in ("Orders every", "silent for", "likely to buy again", "Rests on", "£45", "assumed margin", "added £22"):
        assert said not in told


def test_past_days_tell_neither_what_is_hidden_nor_say_that_it_is_not_known(stood, client):
    ash, run, _ = stood
    hal = people.hal()
    client.force_login(hal)
    runs = past_runs(before=run.as_of)

    people.hide("head", "active", "orders")
    (known,) = past_standings(ash, runs, user=hal)
    assert (known.p_active, known.purchase_days, known.value) == (None, None, 5.0)
    told = client.get(f"/relationships/{ash.pk}/").content.decode()
    assert "Standing from 30 June 2011 to 31 July 2011" in told
    assert "till active" not in told

    Rights.objects.all().delete()
    people.hide("head", "value")
    told = client.get(f"/relationships/{ash.pk}/").content.decode()
    assert "Still active 90%, after 30% on 30 June 2011" in told
    assert "Worth with its 90% range" not in told
    assert (past_standings(ash, runs, user=hal)[0].value, past_standings(ash, runs, user=hal)[0].p_active) == (
        None,
        0.3,
    )
