"""The Imports page lists what came in on the command line, with its rows set aside and its undo."""

import pytest
from django.urls import reverse

from goodwill.programme.imports.parties import import_parties
from goodwill.programme.jobs import worker
from goodwill.records.models import OrderImport, Party
from tests import people

pytestmark = pytest.mark.django_db(transaction=True)


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
