"""The history as a page and as a file: what it tells, whom, and that nothing of another's book comes through."""

import csv
import io
from datetime import date, timedelta

import pyarrow.parquet as pq
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from goodwill.programme import contact_points, past_changes, sign_ins, tags, working
from goodwill.programme.exports import exporting
from goodwill.programme.history import remember
from goodwill.programme.jobs import worker
from goodwill.programme.past_changes import Asked
from goodwill.programme.segments import keeping
from goodwill.records.models import Change, Export, Party
from tests import people

pytestmark = pytest.mark.django_db


def told(client, query: str = "") -> str:
    return client.get(f"/history/?{query}").content.decode()


def sign_in_of(person) -> None:
    sign_ins.note_sign_in(action=sign_ins.IN, person=person, by=person, address="192.0.2.7", device="Firefox")


@pytest.fixture
def book():
    """Maya keeps Steel, Jonas keeps Glass; each was edited by its manager, and each manager signed in."""
    maya, jonas = people.maya(), people.jonas()
    steel, glass = people.party("Steel", maya), people.party("Glass", jonas)
    for manager, party, place in ((maya, steel, "York"), (jonas, glass, "Bath")):
        working.edit_party(by=manager, party=party, version=party.version, values={"place": place})
        sign_in_of(manager)
    return maya, jonas, steel, glass


@pytest.mark.usefixtures("book")
def test_a_line_says_who_changed_what_from_what_to_what(client):
    client.force_login(people.ada())

    page = told(client)

    assert "Place: nothing → York" in page
    assert ">Steel</a>" in page
    assert ">Maya<" in page
    assert "192.0.2.7" in page


def test_a_line_says_things_by_their_names_and_words_as_they_were_written(client, book):
    ada, steel = people.ada(), book[2]
    client.force_login(ada)
    contact_points.add_contact_point(by=ada, party=steel, kind="address", value="York Road 7")
    tags.add(by=ada, party=steel, name="Gold")
    segment = keeping.keep(by=ada, name="Yorkshire", filters="place:York")
    keeping.drop(by=ada, segment=segment)

    page = told(client)

    assert "Address York Road 7 added" in page
    assert "partytag" not in page
    assert "Kept the segment Yorkshire" in page
    assert "No longer keeps the segment Yorkshire" in page
    assert "Kept a promise" not in page


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("what=sign-ins", "Signed in", "York"),
        ("what=parties", "York", "Signed in"),
        ("party=Stee", "York", "Bath"),
        ("until=2001-01-01", "Nothing of this kind", "York"),
        (f"since={date(2001, 1, 1)}", "York", "Nothing of this kind"),
        ("who=nobody", "Nothing of this kind", "York"),
    ],
)
def test_the_history_is_asked_by_who_what_when_and_party(client, query, there, not_there):
    client.force_login(people.ada())

    page = told(client, query)

    assert there in page
    assert not_there not in page


def test_of_one_person_and_of_one_party_by_number(book):
    maya, jonas, _, glass = book
    ada = people.ada()

    assert {c.by for c in past_changes.changes(ada, Asked(who=str(maya.pk)))} == {maya}
    assert {c.party for c in past_changes.changes(ada, Asked(party=f"Glass #{glass.pk}"))} == {glass}
    assert {c.by for c in past_changes.changes(ada, Asked(who=str(jonas.pk), what="sign-ins"))} == {jonas}


@pytest.mark.parametrize(("query", "sentence"), [("since=soon", "is no day"), ("what=secrets", "no kind")])
def test_what_cannot_be_asked_is_said(client, query, sentence):
    client.force_login(people.ada())

    answer = client.get(f"/history/?{query}")

    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_a_manager_reads_of_its_own_book_and_of_its_own_account(client, book):
    maya, jonas, *_ = book
    client.force_login(maya)

    page = told(client)

    assert "York" in page
    assert "Signed in" in page
    assert "Bath" not in page
    assert past_changes.changes(maya, Asked()).filter(by=jonas).count() == 0
    assert past_changes.changes(maya, Asked(party="Glass")).count() == 0


@pytest.mark.usefixtures("book")
def test_who_runs_the_programme_reads_no_ones_sign_ins_but_its_own(client):
    hal = people.hal()
    sign_in_of(hal)
    client.force_login(hal)

    page = told(client)
    assert "Bath" in page
    assert page.count("Signed in") == 1
    assert {c.by for c in past_changes.changes(hal, Asked(what="sign-ins"))} == {hal}


@pytest.mark.parametrize("role", [people.analyst, people.reader])
def test_others_do_not_read_the_history(client, role):
    client.force_login(role())

    assert client.get("/history/").status_code == 403
    assert client.post("/history/export", {"format": "csv"}).status_code == 403


def test_a_line_about_a_party_that_has_gone_says_its_number(client, book):
    *_, glass = book
    key = glass.pk
    Party.objects.filter(pk=key).delete()
    client.force_login(people.ada())

    assert f"no longer here, number {key}" in told(client)


def test_a_hidden_field_is_told_in_no_line():
    maya = people.maya()
    party = people.party("Steel", maya)
    people.hide("manager", "value")
    remember(
        by=maya,
        action="edited",
        row=party,
        party=party,
        before={"value": 1, "place": "A"},
        after={"value": 2, "place": "B"},
    )

    (line,) = past_changes.page(maya, Asked()).lines

    assert line.sentence == "Edited"
    assert [str(move) for move in line.moves] == ["Place: A → B"]


def test_pages_follow_one_another_without_a_gap_or_a_repetition():
    ada = people.ada()
    for number in range(2 * past_changes.PAGE + 7):
        remember(by=ada, action="edited", what="party", after={"name": str(number)})
    # Many lines of one moment: their numbers keep them apart.
    seen: list[int] = []
    after = ""
    while True:
        found = past_changes.page(ada, Asked(), after=after)
        seen += [line.change.pk for line in found.lines]
        after = found.next
        if not after:
            break

    assert seen == list(Change.objects.order_by("-at", "-id").values_list("id", flat=True))


def test_the_queries_of_the_page_do_not_grow_with_its_lines(client):
    ada = people.ada()
    client.force_login(ada)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/history/")
        return len(asked)

    def more(lines: int) -> None:
        for number in range(lines):
            party = people.party(f"P{number}", ada)
            remember(
                by=ada, action="assigned", row=party, party=party, before={"manager": None}, after={"manager": ada.pk}
            )

    more(2)
    queries()
    few = queries()
    more(20)
    assert queries() == few


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_the_history_leaves_as_a_file_and_that_is_in_the_history(client, kind):
    ada = people.ada()
    party = people.party("=Steel", ada)
    remember(by=ada, action="edited", row=party, party=party, before={"place": "A"}, after={"place": "=B()"})
    client.force_login(ada)

    answer = client.post("/history/export", {"format": kind, "query": "what=parties"})

    assert answer["Content-Disposition"] == f'attachment; filename="history.{kind}"'
    if kind == "csv":
        row = next(csv.DictReader(io.StringIO(answer.content.decode())))
        assert (row["Who"], row["What"], row["Name of the party or account"]) == ("Ada", "Place: A → =B()", "'=Steel")
    elif kind == "xlsx":
        cells = next(load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True))
        assert cells[1:4] == ("Ada", "Place: A → =B()", "Place: A → =B()")
        assert abs(cells[0] - timezone.localtime().replace(tzinfo=None)) < timedelta(minutes=5)
    else:
        row = pq.read_table(io.BytesIO(answer.content)).to_pylist()[0]
        assert (row["party"], row["changed"]) == (party.pk, ["Place: A → =B()"])
    export = Change.objects.get(action="exported")
    assert (export.by, export.what) == (ada, "history")
    assert export.after["filter"] == "what=parties"
    assert export.after["columns"] == ["at", "by", "sentence", "changed", "action", "of", "row", "party", "name"]
    assert (export.after["format"], export.after["rows"]) == (kind, 1)


@pytest.mark.django_db(transaction=True)
def test_a_long_history_is_written_in_the_background(client, monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    ada = people.ada()
    for number in range(3):
        remember(by=ada, action="edited", what="party", after={"name": str(number)})
    client.force_login(ada)

    answer = client.post("/history/export", {"format": "csv", "query": ""}, follow=True)
    assert b"Working on it" in answer.content
    while worker.work_once():
        pass

    export = Export.objects.get()
    assert b"3 lines." in client.get(f"/relationships/export/{export.pk}/").content
    taken = client.get(f"/relationships/export/{export.pk}/file")
    assert taken["Content-Disposition"] == 'attachment; filename="history.csv"'
    assert len(b"".join(taken).splitlines()) == 4
    taken.close()


def test_an_export_of_the_history_honours_the_book(client, book):
    maya, *_ = book
    client.force_login(maya)

    answer = client.post("/history/export", {"format": "csv", "query": ""}).content.decode()

    assert "York" in answer
    assert "Bath" not in answer
