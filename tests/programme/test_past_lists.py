"""Lists as they were known then: every condition, in words; and nobody sees whom it may not."""

import io
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import python_calamine
from django.core.exceptions import PermissionDenied

from goodwill.programme import past_lists
from goodwill.programme.kept.analysed import analysed
from goodwill.programme.movement import movement
from goodwill.records.models import Change, Relationship
from goodwill.terms import UsageError
from tests import kept_runs, people

pytestmark = pytest.mark.django_db
DAY = date(2011, 7, 20)


@pytest.fixture
def cast():
    """Four parties: Al stays a butterfly, Bo goes from barnacle to stranger, Cy is new, Di is Maya's."""
    maya = people.maya()
    al, bo, cy, di = (people.party(n, maya if n == "Di" else None) for n in ("Al", "Bo", "Cy", "Di"))
    silent = date(2011, 1, 10)
    kept_runs.keep(
        kept_runs.JUNE,
        [
            (al, "butterfly", 0.3, 900.0, 500.0, DAY),
            (bo, "barnacle", 0.7, 20.0, 60.0, silent),
            (di, "true friend", 0.9, 800.0, 2000.0, DAY),
        ],
    )
    kept_runs.keep(
        kept_runs.JULY,
        [
            (al, "butterfly", 0.2, 950.0, 400.0, DAY),
            (bo, "stranger", 0.4, 20.0, -5.0, silent),
            (cy, "stranger", 0.1, 30.0, 3.0, DAY),
            (di, "true friend", 0.95, 700.0, 1900.0, DAY),
        ],
        current=True,
        more={"mean_spend": [50.0, 60.0, 70.0, 150.0], "called": [1, 1, 0, 5]},
    )
    kept_runs.days(
        (al, date(2010, 1, 5)), (al, date(2011, 7, 20)), (bo, date(2011, 1, 10)), (cy, date(2011, 7, 20)),
        (di, date(2011, 6, 1)), (di, date(2011, 7, 20)),
    )  # fmt: skip
    return maya


def names(user, asked, *, as_of="") -> list[str]:
    days = analysed()
    day = next(d for d in days if not as_of or d.as_of.isoformat() == as_of)
    found = past_lists.listed(user, days, day, asked)
    rows = past_lists.page(user, found)
    assert len(rows) == found.count
    return [row.party.name for row in rows]


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Di", "Al", "Cy", "Bo"]),
        ({"group": "stranger"}, ["Cy", "Bo"]),
        ({"was": "barnacle"}, ["Bo"]),
        ({"was": "new"}, ["Cy"]),
        ({"was": "barnacle", "group": "butterfly"}, []),
        ({"potential_from": "700", "return_to": "50"}, ["Al"]),
        ({"return_from": "95"}, ["Di"]),
        ({"bought": "2011-06-01..2011-06-30"}, ["Di"]),
        ({"new": "2011-07-01..2011-07-31"}, ["Cy"]),
        ({"regained": "2011-07-01..2011-07-31"}, ["Al"]),
        # Bo's 90 days of silence end on 10 April.
        ({"lost": "2011-04-01..2011-04-30"}, ["Bo"]),
        ({"lost": "2011-05-01..2011-07-31"}, []),
        ({"base": "out"}, ["Bo"]),
        ({"best": "25"}, ["Di"]),
        ({"best": "25..50"}, ["Al"]),
        # Al came back after 561 days, Di after 49; 20 July 2011 was a Wednesday, 1 June 2011 too.
        ({"again": "2011-07-01..2011-07-31"}, ["Di", "Al"]),
        ({"again": "2010-01-01..2011-06-30"}, []),
        ({"gap": "49..49"}, ["Di"]),
        ({"gap": "50..600"}, ["Al"]),
        # By 2 May, 90 days before the end, Cy and Di had not come yet; Al was last there on its first day, Bo too.
        ({"stayed": "0"}, ["Al", "Bo"]),
        ({"stayed": "1"}, []),
        ({"weekday": "1"}, ["Bo"]),
        ({"weekday": "3"}, ["Di", "Al", "Cy"]),
        ({"month": "1"}, ["Al", "Bo"]),
        ({"month": "6"}, ["Di"]),
        ({"spend_from": "100", "spend_to": "200"}, ["Di"]),
        ({"called": "5"}, ["Di"]),
        ({"called": "1"}, ["Al", "Bo"]),
        ({"cost": "1"}, ["Bo"]),
    ],
)
def test_each_condition_finds_its_own(asked, found):
    assert names(people.hal(), asked) == found


@pytest.mark.usefixtures("cast")
def test_a_past_day_is_told_as_it_was_known_then():
    assert names(people.hal(), {"group": "barnacle"}, as_of="2011-06-30") == ["Bo"]
    assert names(people.ada(), {"bought": "2011-07-01..2011-07-31"}, as_of="2011-06-30") == []


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize(
    "asked",
    [
        {"group": "whale"},
        {"potential_from": "much"},
        {"bought": "yesterday"},
        {"best": "half"},
        {"part": "luck"},
        {"weekday": "8"},
        {"month": "0"},
        {"gap": "long..longer"},
        {"stayed": "for ever"},
        {"called": "6"},
        {"called_then": "3"},
    ],
)
def test_what_cannot_be_understood_is_a_sentence(asked):
    with pytest.raises(UsageError):
        names(people.hal(), asked)


@pytest.mark.usefixtures("cast")
def test_a_day_that_an_earlier_version_analysed_still_has_its_lists():
    assert names(people.hal(), {"group": "barnacle", "spend_from": "0"}, as_of="2011-06-30") == []
    with pytest.raises(UsageError, match="not kept on 30 June 2011"):
        names(people.ada(), {"called": "1"}, as_of="2011-06-30")


def test_who_may_not_see_the_portfolio_gets_no_list(cast):
    with pytest.raises(PermissionDenied):
        names(cast, {})


@pytest.mark.usefixtures("cast")
def test_who_may_export_only_its_own_takes_no_other_away():
    hal = people.hal()
    people.may("head", export="own")
    Relationship.objects.filter(party__name="Bo").update(manager=hal)

    assert set(names(hal, {})) == {"Al", "Bo", "Cy", "Di"}
    written = past_lists.leaving(hal, analysed(), analysed()[0], {}, "csv").decode()
    assert "Bo" in written
    assert "Al" not in written


def test_who_is_shown_only_its_own_relationships_has_no_portfolio_whatever_was_chosen(cast):
    people.may("manager", portfolio="yes")

    with pytest.raises(PermissionDenied):
        names(cast, {})


@pytest.mark.usefixtures("cast")
def test_an_export_is_kept_in_the_history():
    text = past_lists.leaving(people.hal(), analysed(), analysed()[0], {"group": "butterfly"}, "csv").decode()

    assert text.splitlines()[0].startswith("as of,id,name,group")
    assert len(text.splitlines()) == 2
    told = Change.objects.get(action="exported").after
    assert told["columns"] == text.splitlines()[0].split(",")
    assert told | {"columns": []} == {
        "as of": "2011-07-31",
        "group": "butterfly",
        "columns": [],
        "format": "csv",
        "rows": 1,
    }


@pytest.mark.usefixtures("cast")
def test_a_list_of_a_past_day_leaves_as_parquet_and_excel_too():
    hal, days = people.hal(), analysed()

    table = pq.read_table(io.BytesIO(past_lists.leaving(hal, days, days[1], {}, "parquet")))

    assert table.schema.field("lifetime_value").type == pa.float64()
    assert set(table["as_of"].to_pylist()) == {days[1].as_of}
    book = past_lists.leaving(hal, days, days[1], {}, "xlsx")
    sheet = python_calamine.load_workbook(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert sorted(row[2] for row in sheet[1:]) == sorted(table["name"].to_pylist())
    assert [one.after["format"] for one in Change.objects.filter(action="exported").order_by("id")] == [
        "parquet",
        "xlsx",
    ]
    with pytest.raises(UsageError, match="CSV, Excel or Parquet"):
        past_lists.leaving(hal, days, days[1], {}, "html")


def test_todays_lists_say_the_same_where_they_can():
    brushed = {"potential_from": "100", "return_to": "50", "since": "2011-06-30"}
    assert past_lists.as_filter(brushed) == "potential>=100 return<=50"
    assert past_lists.as_filter({"group": "true friend"}) == 'group:"true friend"'
    assert past_lists.as_filter({"was": "butterfly"}) is None
    assert past_lists.as_filter({}) is None


@pytest.mark.usefixtures("cast")
def test_movement_counts_everyone_once():
    later, earlier = analysed()

    found = movement(earlier, later)

    assert sum(found.after) == 4
    assert found.before == (1, 1, 1, 0, 1)
    assert found.after == (1, 1, 0, 2)
    assert found.stayed == 2
    assert found.gone == 0


@pytest.mark.usefixtures("cast")
def test_a_day_after_the_current_one_rested_on_orders_that_were_taken_out_and_is_shown_no_more():
    kept_runs.keep(date(2025, 6, 30), [])

    assert [day.as_of for day in analysed()] == [kept_runs.JULY, kept_runs.JUNE]
