"""Files that mean harm, and those that do not."""

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from goodwill.programme import attachments
from goodwill.programme.file_names import harmless
from goodwill.records.models import Attachment, Change
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def archive(*names: str, body: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, body)
    return out.getvalue()


def attach(by, party, name: str, content: bytes) -> Attachment:
    return attachments.attach(by=by, party=party, file=SimpleUploadedFile(name, content))


DOCUMENT = ("[Content_Types].xml", "word/document.xml")
GOOD = (
    ("offer.pdf", b"%PDF-1.7\n", "pdf"),
    ("list.csv", b"a,b\n1,2\n", "text"),
    ("letter.docx", archive(*DOCUMENT), "docx"),
    ("bomb.zip", archive("zeros", body=bytes(20_000_000)), "zip"),
    ("page.html", HTML, "html"),
    ("drawing.svg", SVG, "svg"),
)


@pytest.mark.parametrize(("name", "content", "kind"), GOOD)
def test_what_a_file_is_is_told_by_its_content(name, content, kind):
    maya = people.maya()

    assert attach(maya, people.party("Own", maya), name, content).kind == kind


BAD = (
    ("empty.pdf", b"", "is empty"),
    ("offer.pdf", HTML, "not a PDF"),
    ("photo.png", SVG, "not a PNG"),
    ("notes.txt", HTML, "not a text"),
    ("notes.txt", b"MZ\x00\x01", "not a text"),
    ("tool.exe", b"MZ\x00", "not kept here"),
    ("noname", b"words", "not kept here"),
    ("macros.docx", archive(*DOCUMENT, "word/vbaProject.bin"), "not a Word"),
    ("many.docx", archive(*DOCUMENT, *(f"p{n}" for n in range(6_000))), "not a Word"),
    ("broken.zip", b"PK\x03\x04rubbish", "not a ZIP"),
)


@pytest.mark.parametrize(("name", "content", "sentence"), BAD)
def test_a_disguised_file_is_refused_with_a_sentence_and_leaves_nothing(name, content, sentence):
    maya = people.maya()
    party = people.party("Own", maya)
    before = set(attachments._folder().iterdir())

    with pytest.raises(UsageError, match=sentence):
        attach(maya, party, name, content)
    assert not Attachment.objects.exists()
    assert set(attachments._folder().iterdir()) == before


def test_a_file_above_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(attachments, "LIMIT", 1024**2)
    maya = people.maya()

    with pytest.raises(UsageError, match="larger than 1 MB"):
        attach(maya, people.party("Own", maya), "a.txt", b"x" * (1024**2 + 1))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\a.txt", "a.txt"),
        ("in\u202efdp.txt", "infdp.txt"),
        ("a\r\nSet-Cookie: b.txt", "aSet-Cookie_ b.txt"),
        ("con.txt", "_con.txt"),
        ("...", "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_made_harmless(given, kept):
    assert harmless(given) == kept


def test_another_managers_party_takes_no_file_and_its_files_are_not_there():
    maya, jonas = people.maya(), people.jonas()
    party = people.party("Other", jonas)
    kept = attach(jonas, party, "a.txt", b"words")

    with pytest.raises(PermissionDenied):
        attach(maya, party, "b.txt", b"words")
    with pytest.raises(PermissionDenied):
        attachments.delete(by=maya, attachment=kept)
    assert list(attachments.attachments(maya, party)) == []


def test_a_deleted_file_comes_back_and_the_history_tells_both():
    maya = people.maya()
    party = people.party("Own", maya)
    kept = attach(maya, party, "a.txt", b"words")

    attachments.delete(by=maya, attachment=kept)
    assert list(attachments.attachments(maya, party)) == []
    attachments.restore(by=maya, attachment=kept)
    assert list(attachments.attachments(maya, party)) == [kept]
    assert attachments.path_of(kept).read_bytes() == b"words"
    assert [c.action for c in Change.objects.order_by("id")] == ["added file", "deleted file", "restored file"]


def test_a_file_leaves_only_to_be_saved(client):
    maya = people.maya()
    client.force_login(maya)
    kept = attach(maya, people.party("Own", maya), "drawing.svg", SVG)

    answer = client.get(f"/files/{kept.pk}/")
    assert answer["Content-Disposition"] == 'attachment; filename="drawing.svg"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(answer) == SVG
