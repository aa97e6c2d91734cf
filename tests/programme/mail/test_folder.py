"""A folder of a real mail server is read; wherever that breaks off, no mail is lost and none is there twice."""

import imaplib
import shutil
import tempfile
from pathlib import Path

import pytest
from django.db import DatabaseError

from goodwill.programme.mail import folder
from goodwill.programme.mail.folder import Place, read_folder
from goodwill.records.models import Contact, ContactPoint, Mail, MailFolder
from goodwill.terms import UsageError
from tests import people
from tests.programme.mail.dovecot import PASSWORD, dovecot
from tests.programme.mail.letters import mail

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def server():
    # Not below pytest's own folders, which are closed to the people as whom the server runs.
    here = Path(tempfile.mkdtemp(prefix="dovecot-"))
    here.chmod(0o755)
    with dovecot(here) as running:
        yield running
    shutil.rmtree(here, ignore_errors=True)


@pytest.fixture
def place(server, request):
    """Of a user of its own for each test."""
    return Place("localhost", server.port, request.node.name[:60])


@pytest.fixture
def put(server, place):
    """Puts mails into the folder as another program does, and tells what is in one."""

    class Program:
        def __call__(self, *mails: bytes) -> None:
            with self.open() as there:
                for one in mails:
                    there.append("INBOX", None, None, one)

        def numbers(self, name: str, asked: str = "ALL") -> int:
            with self.open() as there:
                if there.select(name)[0] != "OK":
                    return 0
                return len(there.search(None, asked)[1][0].split())

        def open(self) -> imaplib.IMAP4:
            return server.sign_in(place.user)

    return Program()


def letter(number: int) -> bytes:
    return mail("office@berg.example", "jonas@example.com", f"Order {number}", Message_ID=f"<{number}@berg.example>")


@pytest.fixture(autouse=True)
def berg():
    found = people.party("Berg", people.jonas())
    ContactPoint.objects.create(party=found, kind="email", value="office@berg.example")
    return found


def test_what_is_new_is_kept_and_moved_aside(server, place, put):
    put(letter(1), letter(2))

    assert read_folder(place, PASSWORD, tls=server.trusting()) == 2
    assert read_folder(place, PASSWORD, tls=server.trusting()) == 0
    assert [c.text.partition("\n")[0] for c in Contact.objects.order_by("id")] == ["Order 1", "Order 2"]
    assert (put.numbers("INBOX"), put.numbers("Goodwill", "SEEN")) == (0, 2)
    put(letter(3))
    assert read_folder(place, PASSWORD, tls=server.trusting()) == 1
    assert MailFolder.objects.get().last_uid == 3


def test_killed_before_it_was_kept_it_comes_again(server, place, put, monkeypatch):
    put(letter(1), letter(2))

    def fall(_raw):
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(folder, "receive", fall)
        with pytest.raises(DatabaseError):
            read_folder(place, PASSWORD, tls=server.trusting())
    assert put.numbers("INBOX") == 2

    assert read_folder(place, PASSWORD, tls=server.trusting()) == 2
    assert Mail.objects.count() == 2


def test_a_mail_that_cannot_be_kept_stays_and_holds_nothing_up(server, place, put, monkeypatch):
    put(letter(1), letter(2))
    keep = folder.receive

    def fall(raw):
        if b"Order 1" in raw:
            raise RecursionError
        return keep(raw)

    monkeypatch.setattr(folder, "receive", fall)
    assert read_folder(place, PASSWORD, tls=server.trusting()) == 2
    assert (put.numbers("INBOX"), Mail.objects.get().subject) == (1, "Order 2")


def test_one_that_the_server_does_not_give_now_comes_with_the_next_look(server, place, put, monkeypatch):
    put(letter(1), letter(2), letter(3))
    ask = imaplib.IMAP4.uid

    def busy(speaking, command, *arguments):
        if (command, arguments[0]) == ("FETCH", "2"):
            return "NO", [b"[UNAVAILABLE] Try again later"]
        return ask(speaking, command, *arguments)

    with monkeypatch.context() as broken:
        broken.setattr(imaplib.IMAP4, "uid", busy)
        read_folder(place, PASSWORD, tls=server.trusting())
    assert (Mail.objects.count(), put.numbers("INBOX"), MailFolder.objects.get().last_uid) == (2, 1, 1)

    read_folder(place, PASSWORD, tls=server.trusting())
    assert (Mail.objects.count(), put.numbers("INBOX"), put.numbers("Goodwill")) == (3, 0, 3)
    assert MailFolder.objects.get().last_uid == 2


def test_a_server_that_does_not_tell_what_is_there_is_asked_again(server, place, put, monkeypatch):
    put(letter(1))
    with monkeypatch.context() as broken:
        broken.setattr(imaplib.IMAP4, "uid", lambda *_: ("NO", [b"Not now"]))
        with pytest.raises(imaplib.IMAP4.abort, match="does not tell what is in INBOX"):
            read_folder(place, PASSWORD, tls=server.trusting())

    assert read_folder(place, PASSWORD, tls=server.trusting()) == 1


def test_killed_after_it_was_kept_it_is_there_once(server, place, put, monkeypatch):
    put(letter(1))

    def fall(_server, _uid):
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(folder, "_move", fall)
        with pytest.raises(OSError):  # noqa: PT011 - it is the one that falls
            read_folder(place, PASSWORD, tls=server.trusting())
    assert (Mail.objects.count(), put.numbers("INBOX")) == (1, 1)

    read_folder(place, PASSWORD, tls=server.trusting())
    assert (Mail.objects.count(), put.numbers("INBOX"), put.numbers("Goodwill")) == (1, 0, 1)


def test_a_folder_that_was_made_anew_is_read_from_its_beginning(server, place, put):
    MailFolder.objects.create(name=place.name, validity=1, last_uid=999)
    put(letter(1))

    assert read_folder(place, PASSWORD, tls=server.trusting()) == 1


def test_what_somebody_has_read_is_read_all_the_same(server, place, put):
    put(letter(1))
    with put.open() as there:
        there.select("INBOX")
        there.store("1", "+FLAGS", r"(\Seen)")

    assert read_folder(place, PASSWORD, tls=server.trusting()) == 1


def test_of_what_is_too_large_the_head_is_kept(server, place, put, monkeypatch):
    monkeypatch.setattr(folder, "LIMIT", 1024)
    monkeypatch.setattr("goodwill.programme.mail.receiving.LIMIT", 1024)
    put(mail("office@berg.example", "jonas@example.com", "Plans", "x\n" * 2000))

    read_folder(place, PASSWORD, tls=server.trusting())
    kept = Mail.objects.get()
    assert (kept.subject, kept.text) == ("Plans", "")
    assert kept.refused


def test_a_wrong_password_and_a_stranger_s_certificate_are_refused(server, place):
    with pytest.raises(UsageError, match="GOODWILL_IMAP_PASSWORD"):
        read_folder(place, "wrong", tls=server.trusting())
    with pytest.raises(OSError, match="certificate"):
        read_folder(place, PASSWORD)


def test_a_password_that_the_library_cannot_send_is_refused_in_a_sentence(server, place):
    with pytest.raises(UsageError, match="no letters but a to z"):
        read_folder(place, "müll", tls=server.trusting())


def test_a_folder_that_is_not_there_is_said(server, place):
    elsewhere = Place("localhost", server.port, place.user, "Nowhere")
    with pytest.raises(UsageError, match="no folder Nowhere"):
        read_folder(elsewhere, PASSWORD, tls=server.trusting())


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("imaps://box%40berg@mail.example.com/INBOX", Place("mail.example.com", 993, "box@berg")),
        ("imaps://box@mail.example.com:9993/In%20box", Place("mail.example.com", 9993, "box", "In box")),
        ("imap://box@localhost", Place("localhost", 143, "box", tls=False)),
    ],
)
def test_an_address_names_a_folder(address, place):
    assert Place.parse(address) == place


@pytest.mark.parametrize(
    "address",
    ["mail.example.com", "imaps://mail.example.com", "imaps://a:b@c", "imap://a@mail.example.com", "imaps://a@b:x"],
)
def test_what_names_none_or_is_not_safe_is_refused(address):
    with pytest.raises(UsageError):
        Place.parse(address)
