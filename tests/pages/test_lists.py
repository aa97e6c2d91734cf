"""Lists arranged, saved, grouped and exported; own fields and tags on the way."""

import io

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from goodwill.programme import own_fields, tags
from goodwill.programme.exports import exporting
from goodwill.programme.filters import fields
from goodwill.programme.jobs import worker
from goodwill.programme.lists import page, relationships
from goodwill.records.models import BulkAction, Change, Export, OwnField, OwnValue, Party, PartyTag, SavedView, Tag
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture
def world(client):
    """Three relationships with own fields; the head of the programme looks at them."""
    hal, maya, run = people.hal(), people.maya(), people.run()
    made = [people.party(name, maya if name == "=Ann" else None, place="York") for name in ("=Ann", "Bea", "Cid")]
    for party, group, value in zip(made, ("butterfly", "stranger", "butterfly"), (10.0, 30.0, 20.0), strict=True):
        people.standing(party, run, group=group, value=value, value_low=1.0, value_high=90.0)
    size = own_fields.define(by=hal, label="Size", kind="number", unit="employees")
    field = own_fields.define(by=hal, label="Industry", kind="choice", choices=["Retail", "Steel"])
    own_fields.write(party=made[0], values={size: 5, field: "retail"})
    own_fields.write(party=made[1], values={size: 7})
    tags.add(by=hal, party=made[0], name="Key  account")
    client.force_login(hal)
    return hal, made


ADDRESSES = (
    "?columns=size,industry,tag,manager,value&sort=-size",
    "?columns=" + ",".join(fields.FIELDS),
    "?by=group",
    "?by=manager",
    "?by=industry",
    "?by=market",
    "?filter=tag:%22key account%22",
    "?filter=size>5&sort=industry",
    "?filter=manager:me",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_list_is_shown_however_it_is_arranged(client, address):
    assert client.get(f"/relationships/{address}").status_code == 200
    assert client.get(f"/relationships/{address}&only=rows").status_code == 200


def test_own_fields_sort_and_filter_with_those_unknown_last(world):
    hal, _ = world
    known = fields.fields_for(hal)
    rows = page(relationships(hal), sort="-size", many=True, fields=known).rows
    assert [party.name for party in rows] == ["Bea", "=Ann", "Cid"]
    assert [party.name for party in relationships(hal, "industry:RETAIL")] == ["=Ann"]


def test_groups_count_and_sum_the_whole_result(client):
    found = client.get("/relationships/?by=group").context["groups"]
    assert [(g.value, g.rows, g.worth) for g, _ in found] == [("butterfly", 2, 30.0), ("stranger", 1, 30.0)]


def test_a_view_is_saved_changed_shared_deleted_and_brought_back(client):
    client.post("/relationships/views", {"name": "Mine", "query": "filter=group%3Abutterfly"})
    view = SavedView.objects.get()
    assert client.get(f"/relationships/?view={view.pk}").context["total"] == 2
    assert client.get(f"/relationships/?view={view.pk}&filter=").context["changed"]
    client.post(f"/relationships/views/{view.pk}/update", {"query": "filter=group%3Astranger&by=group"})
    client.post(f"/relationships/views/{view.pk}/edit", {"name": "Theirs", "shared": "1"})
    client.force_login(people.jonas())
    shown = client.get(f"/relationships/?view={view.pk}")
    assert shown.status_code == 200
    assert "Bea" not in shown.content.decode()
    assert client.post(f"/relationships/views/{view.pk}/delete").status_code == 403
    client.force_login(view.owner)
    client.post(f"/relationships/views/{view.pk}/delete")
    assert not SavedView.objects.exists()
    client.post(f"/relationships/views/{view.pk}/restore")
    assert SavedView.objects.get().name == "Theirs"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_a_list_leaves_as_a_file_that_runs_nothing(client, kind):
    query = "columns=size,industry,tag,active,last_order"
    told = client.post("/relationships/export", {"format": kind, "query": query}).content
    if kind == "csv":
        assert told.decode().splitlines()[1].split(",")[1:5] == ["'=Ann", "5.0", "Retail", "Key account"]
    elif kind == "xlsx":
        cell = load_workbook(io.BytesIO(told)).active["B2"]
        assert (cell.value, cell.data_type) == ("=Ann", "s")
    else:
        row = pq.read_table(io.BytesIO(told)).to_pylist()[0]
        assert (row["name"], row["size"], row["tag"]) == ("=Ann", 5.0, ["Key account"])
    assert Change.objects.get(action="exported").after["rows"] == 3


@pytest.mark.django_db(transaction=True)
def test_a_long_list_is_written_in_the_background(client, monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    answer = client.post("/relationships/export", {"format": "csv", "query": ""}, follow=True)
    assert b"Working on it" in answer.content
    while worker.work_once():
        pass
    assert Export.objects.get().rows == 3
    taken = client.get(f"/relationships/export/{Export.objects.get().pk}/file")
    assert len(b"".join(taken).splitlines()) == 4
    taken.close()


def test_a_hidden_field_is_nowhere(client, monkeypatch):
    monkeypatch.setattr(fields, "hidden_from", lambda _user: frozenset(("value", "size")))
    told = client.get("/relationships/?columns=value,size,value_high&sort=-value&by=size").content.decode()
    assert "90% range" not in told
    assert client.get("/relationships/?filter=value>1").status_code == 400
    file = client.post("/relationships/export", {"format": "csv", "query": "columns=value,size,group"}).content
    assert file.decode().splitlines()[0] == "Number,Relationship,Group"


def test_own_values_are_changed_with_history_and_a_conflict_is_shown(client, world):
    _, (ann, *_rest) = world
    answer = client.post(f"/relationships/{ann.pk}/own", {"own_size": "9", "own_industry": "Steel", "version": 1})
    assert answer.status_code == 302
    assert Change.objects.get(action="edited").after == {"Size": 9.0, "Industry": "Steel"}
    again = client.post(f"/relationships/{ann.pk}/own", {"own_size": "8", "original_own_size": "5", "version": 1})
    assert again.status_code == 409
    assert again.context["fields"] == [{"name": "Size", "theirs": "9", "mine": "8", "original": "5"}]
    assert client.get(f"/relationships/{ann.pk}/").status_code == 200
    assert client.get(f"/relationships/{ann.pk}/edit").status_code == 200
    assert Party.objects.get(pk=ann.pk).version == 2


def test_a_retired_field_keeps_its_values(client, world):
    hal, _ = world
    field = OwnField.objects.get(name="size")
    client.post(f"/fields/{field.pk}/retire")
    assert "size" not in fields.fields_for(hal)
    assert client.get("/relationships/?filter=size>1").status_code == 400
    client.post(f"/fields/{field.pk}/back")
    assert client.get("/fields/").status_code == 200
    assert OwnValue.objects.filter(field=field).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_bulk_tag_is_undone_with_the_tag_it_brought(client):
    before = sorted(PartyTag.objects.values_list("id", "party", "tag")), sorted(Tag.objects.values_list("id", "name"))
    for kind, tag in (("tag", "new"), ("untag", "Key account")):
        client.post("/relationships/bulk", {"do": kind, "all": "1", "filter": ""})
        bulk = BulkAction.objects.latest("id")
        assert client.get(f"/relationships/bulk/{bulk.pk}/").status_code == 200
        client.post(f"/relationships/bulk/{bulk.pk}/", {"tag": tag})
        while worker.work_once():
            pass
        assert PartyTag.objects.count() == (4 if kind == "tag" else 0)
        client.post(f"/relationships/bulk/{bulk.pk}/undo")
        while worker.work_once():
            pass
        after = (
            sorted(PartyTag.objects.values_list("id", "party", "tag")),
            sorted(Tag.objects.values_list("id", "name")),
        )
        assert after == before


def test_a_condition_from_the_dialog_joins_the_filter(client):
    answer = client.get(
        "/relationships/?filter=place:York&add_field=group&add_sign=is+not&add_value=true+friend,stranger"
    )
    assert "place%3AYork+-group%3A%22true+friend%22%2Cstranger" in answer.url
