"""The week goes out as a real mail through a real socket, each Monday, once."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from goodwill.programme import working
from goodwill.programme.focal_point import digest, speaking
from goodwill.programme.focal_point.week import monday
from goodwill.programme.jobs.worker import work_once
from goodwill.programme.mail.receiving import receive
from goodwill.records.models import Job, User
from tests import people
from tests.pages.serving import free_port

pytestmark = pytest.mark.django_db(transaction=True)


class Taken:
    """What a mail server got; refuses: what it answers instead of taking it."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.refuses = ""

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - the library's name
        if self.refuses:
            return self.refuses
        self.mails.append(envelope.original_content)
        return "250 Taken"


@pytest.fixture
def server(settings):
    taken, port = Taken(), free_port()
    controller = Controller(taken, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.SENDS_MAIL = "127.0.0.1", port, True
    settings.DEFAULT_FROM_EMAIL, settings.ORIGIN = "goodwill@example.com", "https://goodwill.example.com"
    yield taken
    controller.stop()


@pytest.fixture
def maya():
    maya = people.maya()
    User.objects.filter(id=maya.id).update(weekly_digest=True)
    berg = people.party("Berg", maya)
    last = monday(timezone.localdate()) - timedelta(days=3)
    working.note(by=maya, party=berg, text="They will order", on=last)
    hal = people.hal()
    topic = speaking.add_topic(by=hal, name="zqxsecret topic")
    speaking.settle(by=hal, chosen={topic.id: ["finance"]})
    working.note(by=maya, party=berg, text="zqxsecret", on=last, private=True, topic=topic)
    return maya


def words(mail: bytes) -> str:
    return message_from_bytes(mail).get_payload(decode=True).decode()


def test_the_week_before_comes_by_mail_once_without_what_is_private(server, maya):
    for _ in range(2):
        digest.put_in_line()
        while work_once():
            pass

    assert len(server.mails) == 1
    mail = message_from_bytes(server.mails[0])
    assert (mail["To"], mail["From"], mail["Auto-Submitted"]) == (
        *("maya@example.com", "goodwill@example.com", "auto-generated"),
    )
    said = words(server.mails[0])
    assert "They will order" in said
    assert "something private" in said
    assert "zqxsecret" not in said
    assert "https://goodwill.example.com/week/?of=" in said
    assert not digest.waiting(timezone.localdate()).exists()
    assert digest.waiting(timezone.localdate() + timedelta(days=7)).get() == maya


def test_our_own_mail_is_never_taken_for_another_s(server, maya):
    digest.put_in_line()
    while work_once():
        pass

    assert maya
    assert receive(server.mails[0]).state == "ignored"


def test_only_who_asked_for_it_gets_it_and_from_the_next_monday_on(server, maya):
    User.objects.update(weekly_digest=False)
    digest.ask_for(by=maya, wanted=True)

    digest.put_in_line()
    assert not Job.objects.exists()
    assert digest.waiting(timezone.localdate() + timedelta(days=7)).exists()
    digest.ask_for(by=maya, wanted=False)
    assert not digest.waiting(timezone.localdate() + timedelta(days=7)).exists()
    assert not server.mails


def test_what_the_mail_server_does_not_take_is_tried_again(server, maya):
    server.refuses = "451 Later"
    digest.put_in_line()
    work_once()
    assert "did not take 1" in Job.objects.get().message
    assert digest.waiting(timezone.localdate()).get() == maya

    server.refuses = ""
    digest.put_in_line()
    work_once()
    assert len(server.mails) == 1


def test_without_a_mail_server_nothing_waits(settings, maya):
    settings.SENDS_MAIL = False
    digest.put_in_line()

    assert digest.waiting(timezone.localdate()).get() == maya
    assert not Job.objects.exists()
