"""Mails come in through a real socket, for the one address and nobody else."""

import smtplib

import pytest
from django.db import DatabaseError

from goodwill.programme.mail import box, smtp
from goodwill.records.models import Contact, ContactPoint, Mail
from tests import people
from tests.pages.serving import free_port
from tests.programme.mail.letters import mail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address():
    return box.set_host(by=people.ada(), host="Mail.Example.com")


@pytest.fixture
def program():
    """As another mail server speaks to ours."""
    port = free_port()
    controller, receiver = smtp.receiver("127.0.0.1", port)
    controller.start()
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as speaking:
        yield speaking
    controller.stop()
    receiver.close()


def test_a_mail_to_the_workspace_s_address_lands_on_the_timeline(address, program):
    berg = people.party("Berg", people.jonas())
    ContactPoint.objects.create(party=berg, kind="email", value="office@berg.example")

    program.sendmail("jonas@example.com", [address.upper()], mail("jonas@example.com", "office@berg.example"))
    assert Contact.objects.get().party == berg
    program.sendmail("bounce@x.example", [address], mail("eve@evil.example", "office@berg.example"))
    assert Mail.objects.filter(state="unmatched").count() == 1


def test_any_other_address_is_turned_away(address, program):
    local, _, host = address.partition("@")
    for wrong in ("maya@example.com", f"box@{host}", f"{local}@example.com", f"{local}x@{host}"):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            program.sendmail("jonas@example.com", [wrong], mail("jonas@example.com", "office@berg.example"))
        assert next(iter(refused.value.recipients.values()))[0] == 550
        program.rset()
    assert not Mail.objects.exists()


def test_the_address_before_is_turned_away_once_there_is_another(address, program):
    box.renew(by=people.User.objects.get())

    with pytest.raises(smtplib.SMTPRecipientsRefused):
        program.sendmail("jonas@example.com", [address], mail("jonas@example.com", "office@berg.example"))


def test_without_a_host_nothing_comes_in(address, program):
    box.set_host(by=people.User.objects.get(), host="")

    with pytest.raises(smtplib.SMTPRecipientsRefused):
        program.sendmail("a@b.example", [address], mail("a@b.example", address))


def test_what_is_too_large_is_refused_before_it_is_sent(address, program):
    program.ehlo()
    assert int(program.esmtp_features["size"]) == smtp.LIMIT
    program.putcmd("mail", f"FROM:<a@b.example> SIZE={smtp.LIMIT + 1}")
    assert program.getreply()[0] == 552
    assert address


def test_what_cannot_be_kept_now_stays_with_its_sender(address, program, monkeypatch):
    def fall(_raw):
        raise DatabaseError

    monkeypatch.setattr(smtp, "receive", fall)
    with pytest.raises(smtplib.SMTPDataError) as said:
        program.sendmail("a@b.example", [address], mail("a@b.example", address))
    assert said.value.smtp_code == 451


def test_more_senders_than_there_is_room_for_are_asked_to_come_again(address, program, monkeypatch):
    monkeypatch.setattr(smtp, "MOST_AT_ONCE", 1)

    with pytest.raises(smtplib.SMTPConnectError) as said:
        smtplib.SMTP("127.0.0.1", program.sock.getpeername()[1], timeout=20)
    assert said.value.smtp_code == 421
    assert program.noop()[0] == 250
    assert address
