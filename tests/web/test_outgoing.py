import pytest

from goodwill.terms import UsageError
from goodwill.web.outgoing import MailServer, outgoing

SENDER = "goodwill@example.com"


@pytest.mark.parametrize(
    ("told", "server"),
    [
        ("smtps://box:pass%40word@mail.example.com", MailServer("mail.example.com", 465, "box", "pass@word", ssl=True)),
        ("smtp://mail.example.com", MailServer("mail.example.com", 587, starttls=True)),
        ("smtp://mail.example.com:2525", MailServer("mail.example.com", 2525, starttls=True)),
        ("smtp://localhost", MailServer("localhost", 25)),
        ("smtp://127.0.0.1:1025", MailServer("127.0.0.1", 1025)),
    ],
)
def test_an_address_names_a_mail_server_and_how_it_is_spoken_to(monkeypatch, told, server):
    monkeypatch.setenv("GOODWILL_EMAIL_URL", told)
    monkeypatch.setenv("GOODWILL_EMAIL_FROM", SENDER)

    found, named = outgoing()
    assert found
    assert {**vars(named), "sender": ""} == {**vars(server), "sender": ""}
    assert named.sender == SENDER


def test_without_one_nothing_is_sent(monkeypatch):
    monkeypatch.delenv("GOODWILL_EMAIL_URL", raising=False)

    assert not outgoing()[0]


@pytest.mark.parametrize("told", ["mail.example.com", "https://mail.example.com", "smtp://", "smtp://a:secret@b:port"])
def test_what_names_none_is_refused_without_telling_the_password(monkeypatch, told):
    monkeypatch.setenv("GOODWILL_EMAIL_URL", told)
    monkeypatch.setenv("GOODWILL_EMAIL_FROM", SENDER)

    with pytest.raises(UsageError) as refused:
        outgoing()
    assert "secret" not in str(refused.value)


def test_a_mail_needs_a_sender(monkeypatch):
    monkeypatch.setenv("GOODWILL_EMAIL_URL", "smtp://localhost")
    monkeypatch.delenv("GOODWILL_EMAIL_FROM", raising=False)

    with pytest.raises(UsageError, match="GOODWILL_EMAIL_FROM"):
        outgoing()
