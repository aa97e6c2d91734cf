"""The Imports pages: orders come in as columns are told, and what came in on the command line is listed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goodwill.programme.imports.parties import import_parties
from goodwill.programme.jobs import worker
from goodwill.records.models import Identifier, OrderImport, Party
from tests import people
from tests.folder import empty_folder

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_folder():
    empty_folder()


@pytest.fixture
def found(tmp_path) -> OrderImport:
    (tmp_path / "parties.csv").write_text("id,name\n1,Berg\n2,<b>Tal</b>\n3,\n")
    import_parties(
        by=people.ada(), what="parties", files=[str(tmp_path / "parties.csv")], columns={}, source="orders",
        market=None, overwrite=None, max_set_aside=1.0, dry_run=False, set_aside=None, say=lambda _step: None,
    )  # fmt: skip
    return OrderImport.objects.get()


def test_an_import_of_parties_is_listed_and_shown_with_its_rows_set_aside(client, found):
    client.force_login(people.hal())

    assert f"Parties, number {found.pk}" in client.get(reverse("imports")).content.decode()
    page = client.get(reverse("import", args=[found.pk])).content.decode()

    assert "2 made, 0 changed, 1 set aside" in page
    assert "No name" in page
    answer = client.get(reverse("import-set-aside", args=[found.pk]))
    assert b",no_name," in b"".join(answer)


def test_it_is_undone_there_and_what_stays_is_told(client, found):
    client.force_login(people.hal())
    Party.objects.filter(name="<b>Tal</b>").update(place="Ulm")

    client.post(reverse("import-undo", args=[found.pk]))
    worker.work_once()

    assert list(Party.objects.values_list("name", flat=True)) == ["<b>Tal</b>"]
    page = client.get(reverse("import", args=[found.pk])).content.decode()
    assert "&lt;b&gt;Tal&lt;/b&gt; stays: it was changed since." in page


def test_an_analyst_sees_it_and_cannot_undo_it(client, found):
    client.force_login(people.analyst())

    assert "Undo this import" not in client.get(reverse("import", args=[found.pk])).content.decode()
    assert client.post(reverse("import-undo", args=[found.pk])).status_code == 403


def uploaded(client, content: bytes, **form: str) -> OrderImport:
    client.post(reverse("imports"), {"file": SimpleUploadedFile("book.csv", content), **form})
    worker.work_once()
    return OrderImport.objects.latest("id")


def orders(customer: str, when: str, amount: str) -> bytes:
    rows = [f"C{at % 20},2024-{at % 12 + 1:02d}-{at % 27 + 1:02d},{at + 1}.50" for at in range(60)]
    return "\n".join([f"{customer};{when};{amount}", *(row.replace(",", ";") for row in rows)]).encode()


def seen(client, found: OrderImport) -> str:
    return client.get(reverse("import", args=[found.pk])).content.decode()


def test_columns_that_say_nothing_are_shown_and_a_person_says_which_is_what(client):
    client.force_login(people.ada())
    found = uploaded(client, orders("klantcode", "wanneer", "bedragje"))
    assert found.state == "stopped"

    page = seen(client, found)

    assert "Which column is what?" in page
    assert "No column of book.csv could be recognised as the customer." in page
    assert "C0, C1, C2" in page
    assert "--" not in page.partition("<main")[2].replace("<!--", "")
    roles = {"column klantcode": "customer", "column wanneer": "date", "column bedragje": "amount"}
    client.post(reverse("import-columns", args=[found.pk]), roles | {"dates": "year-first"})
    worker.work_once()

    found.refresh_from_db()
    assert (found.state, found.result["accepted"]) == ("checked", 60)
    assert "Check the columns" in seen(client, found)
    client.post(reverse("import-confirm", args=[found.pk]))
    worker.work_once()
    found.refresh_from_db()
    assert (found.state, Party.objects.count()) == ("done", 20)


def test_what_was_chosen_stays_chosen_where_it_is_not_enough(client):
    client.force_login(people.ada())
    found = uploaded(client, orders("klantcode", "wanneer", "bedragje"))

    client.post(reverse("import-columns", args=[found.pk]), {"column wanneer": "date"})
    worker.work_once()

    found.refresh_from_db()
    assert found.state == "stopped"
    assert {c["column"]: c["how"] for c in found.result["columns"]}["wanneer"] == "by you"


def test_a_file_that_is_no_table_asks_for_another(client):
    client.force_login(people.ada())

    page = seen(client, uploaded(client, b"Dear reader\nno orders today\n"))

    assert "Choose another file" in page
    assert "Which column is what?" not in page


def test_rows_set_aside_are_told_in_words_with_one_of_them(client):
    client.force_login(people.ada())
    found = uploaded(client, orders("customer", "date", "amount") + b"\nC1;someday;3\n;2024-01-01;3\n")

    page = seen(client, found)

    assert "The date is no day that can be read." in page
    assert "line 62 of book.csv: The date &quot;someday&quot; is no day that can be read." in page
    assert "The row names no customer." in page
    assert "bad_date" not in page


def test_too_many_rows_set_aside_point_to_the_columns_and_to_no_option(client):
    client.force_login(people.ada())

    page = seen(client, uploaded(client, b"customer,date,amount\nA,soon,1\nB,later,2\nC,2024-01-01,3\n"))

    assert "Choose another column as the date among the columns, or mend the file and choose it again." in page


def test_the_same_id_of_two_systems_is_two_parties(client):
    client.force_login(people.ada())
    first = orders("customer", "date", "amount")
    for content, source in ((first, ""), (first + b"\nC1;2024-05-05;9.50", "  web   shop ")):
        found = uploaded(client, content, source=source)
        client.post(reverse("import-confirm", args=[found.pk]))
        while worker.work_once():
            pass

    assert sorted(Identifier.objects.filter(value="C1").values_list("source", flat=True)) == ["orders", "web shop"]
    assert Party.objects.count() == 40
    assert '<option value="web shop">' in client.get(reverse("imports")).content.decode()


def test_progress_tells_how_many_rows_and_customers(client):
    client.force_login(people.ada())
    steps: list[str] = []
    client.post(reverse("imports"), {"file": SimpleUploadedFile("book.csv", orders("customer", "date", "amount"))})
    found = OrderImport.objects.get()

    worker.work_once(heard=steps.append)
    client.post(reverse("import-confirm", args=[found.pk]))
    worker.work_once(heard=steps.append)

    assert "Reading book.csv: 60 of 60 rows checked" in steps
    assert steps[-2:] == ["Finding parties: 20 of 20 customers", "Writing 60 rows"]


def test_a_source_that_cannot_be_written_is_refused(client):
    client.force_login(people.ada())

    answer = client.post(
        reverse("imports"), {"file": SimpleUploadedFile("a.csv", b"x"), "source": "x" * 101}, follow=True
    )

    assert "at most 100 characters" in answer.content.decode()
    assert not OrderImport.objects.exists()
