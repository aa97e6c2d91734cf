"""What a server that was killed in the middle of an upload leaves is found and deleted, and nothing else is."""

import os
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from goodwill.programme import attachments, importing
from goodwill.programme.left_over import SPARED, sweep_left_over
from tests import people

pytestmark = pytest.mark.django_db
UPLOADS, INCOMING = Path(settings.MEDIA_ROOT), Path(settings.FILE_UPLOAD_TEMP_DIR)
OURS = "0123456789abcdef0123456789abcdef.csv.gz"


@pytest.fixture(autouse=True)
def _empty_folders():
    for folder in (UPLOADS, INCOMING, Path(settings.FOLDER) / "attachments"):
        folder.mkdir(exist_ok=True)
        for file in folder.iterdir():
            file.unlink()


def left(folder: Path, name: str, *, old: bool = True) -> Path:
    file = folder / name
    file.write_text("customer,date")
    if old:
        aged(file)
    return file


def aged(file: Path) -> None:
    before = time.time() - SPARED.total_seconds() - 60
    os.utime(file, (before, before))


def test_an_upload_without_a_row_goes():
    files = [left(UPLOADS, OURS), left(Path(settings.FOLDER) / "attachments", OURS), left(INCOMING, "x.upload")]

    assert sweep_left_over() == 3
    assert not any(file.exists() for file in files)


def test_what_is_kept_on_its_way_or_not_ours_stays():
    ada = people.ada()
    found = importing.receive(by=ada, file=SimpleUploadedFile("orders.csv", b"customer,date"))
    file = attachments.attach(by=ada, party=people.party("A", ada), file=SimpleUploadedFile("a.txt", b"words"))
    kept = [UPLOADS / found.path, attachments.path_of(file)]
    for one in kept:
        aged(one)
    other = [left(UPLOADS, "README.txt"), left(INCOMING, "notes"), left(UPLOADS, OURS, old=False)]
    secret = left(Path(settings.FOLDER), "elsewhere")
    link = UPLOADS / OURS.replace("0", "9")
    link.symlink_to(secret)

    assert sweep_left_over() == 0
    assert all(one.exists() for one in (*kept, *other, secret, link))
    link.unlink()
    secret.unlink()
