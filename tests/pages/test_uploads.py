"""Order files that mean harm, through the page that takes them: refused with a sentence, or shown as words."""

import gzip
import io
import sqlite3
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goodwill.evidence.sources import growing
from goodwill.programme.jobs import worker
from goodwill.records.models import OrderImport
from tests import people
from tests.programme.test_import_undone import empty

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SCRIPT = "<script>alert(1)</script>"
HTML = f"<!doctype html><html>{SCRIPT}<table><tr><td>customer</td></tr></table></html>".encode()
SVG = f'<svg xmlns="http://www.w3.org/2000/svg">{SCRIPT}</svg>'.encode()
XML = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY own SYSTEM "file:///etc/hostname">]><x>&own;</x>'
ORDERS = "customer,date,amount\n" + "".join(f"C{n % 40},2024-{n % 12 + 1:02d}-0{n % 9 + 1},10\n" for n in range(200))


@pytest.fixture(autouse=True)
def _empty_workspace(client):
    empty()
    client.force_login(people.ada())


def work() -> None:
    while worker.work_once():
        pass


def sent(client, name: str, content: bytes) -> tuple[OrderImport, str]:
    """The import, and its page, once the file was looked at."""
    before = files()
    client.post(reverse("imports"), {"file": SimpleUploadedFile(name, content)})
    work()
    found = OrderImport.objects.latest("id")
    assert {file.name for file in files() - before} == {found.path}  # nothing but the upload itself was written
    return found, client.get(reverse("import", args=[found.pk])).content.decode()


def files() -> set[Path]:
    """What lies where uploads come to, and whatever a name could have led to."""
    home = Path(settings.FOLDER)
    there = [file for part in ("uploads", "incoming") for file in (home / part).rglob("*")]
    return {file for file in (*there, *home.parent.glob("evil*"), *home.rglob("*evil*")) if file.is_file()}


def zipped(*names: str, content: bytes = b"") -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content or ORDERS)
    return sink.getvalue()


def database(tmp_path: Path) -> bytes:
    connection = sqlite3.connect(tmp_path / "orders.db")
    connection.execute(
        "CREATE VIEW orders AS SELECT load_extension('x') AS customer, 1 AS amount, '2024-01-01' AS date"
    )
    connection.close()
    return (tmp_path / "orders.db").read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("orders.csv", HTML, "it is a web page (HTML)"),
        ("orders.xlsx", SVG, "orders.xlsx is no table of orders"),
        ("orders.csv", XML, "it is an XML document"),
        ("orders.csv", gzip.compress(HTML), "it is a web page (HTML)"),
        ("orders.csv", b"MZ\x90\x00" * 99, "it is a program"),
        ("orders.zip", zipped("a.csv", "../../b.csv"), "holds 2 files"),
        ("orders.csv.gz", gzip.compress(ORDERS.encode() + b"\n" * 9_000_000), "which no order book does"),
        ("orders.zip", zipped("a.csv", content=ORDERS.encode() + b"\n" * 9_000_000), "which no order book does"),
    ],
    ids=("HTML", "SVG", "XML", "packed HTML", "program", "path in a zip", "gzip bomb", "zip bomb"),
)
def test_what_is_no_order_book_stops_with_a_sentence(client, monkeypatch, name, content, sentence):
    monkeypatch.setattr(growing, "FREE", 1_000_000)

    found, page = sent(client, name, content)

    assert found.state == "stopped"
    assert sentence in found.message
    assert SCRIPT not in page


def test_a_database_is_not_opened(client, tmp_path):
    found, _ = sent(client, "orders.csv", database(tmp_path))

    assert found.message == "orders.csv is a database. Export the table of orders from it as CSV or Parquet."


@pytest.mark.parametrize("inside", ["../../../evil.csv", "/etc/cron.d/evil.csv", "C:\\evil.csv", f"{SCRIPT}.csv"])
def test_a_name_inside_an_archive_is_never_a_path(client, inside):
    found, page = sent(client, "orders.zip", zipped(inside))

    assert found.state == "checked"
    assert SCRIPT not in page


@pytest.mark.parametrize("name", [f"{SCRIPT}.csv", f'"><img src=x onerror=alert(1)>{SCRIPT}', "../../../evil.csv"])
def test_a_name_is_shown_as_words_and_never_a_path(client, name):
    found, page = sent(client, name, ORDERS.encode())

    assert Path(settings.MEDIA_ROOT, found.path).resolve().parent == Path(settings.MEDIA_ROOT).resolve()
    assert "/" not in found.name
    assert "<img src=x" not in page
    assert SCRIPT not in page
    assert SCRIPT not in client.get(reverse("imports")).content.decode()


def test_script_in_heads_and_cells_is_words_on_every_page_and_in_the_set_aside_file(client):
    content = ORDERS.replace("amount", f"amount {SCRIPT}", 1) + f"{SCRIPT},2024-01-02,10\nC1,{SCRIPT},10\n"
    found, page = sent(client, "orders.csv", content.encode())
    assert SCRIPT not in page
    client.post(reverse("import-columns", args=[found.pk]), {f"column amount {SCRIPT}": "amount"})
    work()
    client.post(reverse("import-confirm", args=[found.pk]))
    work()
    found.refresh_from_db()
    assert (found.state, found.result["set_aside"]) == ("done", 1)

    for address in ("import", "relationships", "today", "portfolio", "imports", "history"):
        arguments = [found.pk] if address == "import" else []
        assert SCRIPT not in client.get(reverse(address, args=arguments)).content.decode()
    aside = client.get(reverse("import-set-aside", args=[found.pk]))
    assert SCRIPT in b"".join(aside).decode()
    assert aside["Content-Disposition"] == 'attachment; filename="set-aside.csv"'
    assert aside["X-Content-Type-Options"] == "nosniff"
    assert aside["Content-Security-Policy"].startswith("sandbox")


def test_an_upload_that_says_to_be_too_long_is_not_read(client, monkeypatch):
    monkeypatch.setattr(settings, "UPLOAD_LIMIT", 1024**2)
    before = files()

    answer = client.post(reverse("imports"), {"file": SimpleUploadedFile("a.csv", b"x" * (2 * 1024**2))}, follow=True)

    assert "The file is larger than 1 MB. Import it in parts." in answer.content.decode()
    assert files() == before
    assert not OrderImport.objects.exists()
