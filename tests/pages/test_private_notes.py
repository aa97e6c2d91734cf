"""A word that stands only in what is private is in no answer to who may not read it, whichever way it is asked."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goodwill.programme import attachments, correcting, following, working
from goodwill.programme.jobs.worker import work_once
from goodwill.programme.mail.receiving import receive
from goodwill.records.models import Attachment, Contact, ContactPoint, User
from goodwill.records.user import Role
from tests import people
from tests.pages.addresses import addresses
from tests.pages.test_rights import RULES, SENT
from tests.programme.mail.letters import mail

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "zqxsecret"
ASKED = (
    "/search/?q=zqxsecret",
    "/palette/?q=zqxsecret",
    "/relationships/?filter=name~zqxsecret",
    "/relationships/suggest?q=zqxsecret",
)


@pytest.fixture
def where():
    """Everything there is about a party, and in every private thing about it the word."""
    maya = people.maya()
    berg = people.party("Berg", maya)
    people.standing(berg, people.run())
    found = addresses(berg, maya)
    for kind in Contact.Kind.values:
        noted = working.note(by=maya, party=berg, text=f"{WORD} @Walker", kind=kind, private=True)
        planned = working.note(by=maya, party=berg, text=WORD, kind=kind, private=True, on=date(2040, 1, 1))
        if kind == "complaint":
            working.answer(by=maya, complaint=noted, text=WORD)
        if kind != "mail":
            correcting.correct(by=maya, contact=planned, text=f"{WORD} of {kind}", kind=kind, on=date(2040, 1, 2))
        file = attachments.attach(by=maya, party=berg, file=SimpleUploadedFile("a.txt", b"words"))
        Attachment.objects.filter(id=file.id).update(contact=planned, name=f"{WORD}.txt")
    # What all could read is private with its past.
    told = working.note(by=maya, party=berg, text=WORD, kind="complaint")
    correcting.correct(by=maya, contact=told, text=f"{WORD} again", kind="complaint", on=told.on)
    working.answer(by=maya, complaint=told, text=WORD)
    working.set_private(by=maya, contact=told, private=True)
    ContactPoint.objects.create(party=berg, kind="email", value="office@berg.example")
    files = ((f"{WORD}.txt", b"words"), (f"{WORD}.exe", b"MZ"))
    kept = receive(mail(f"{WORD} <office@berg.example>", "maya@example.com", WORD, f"{WORD} @Walker", files=files))
    assert kept.state == "matched"
    return found


@pytest.mark.parametrize("role", [Role.ANALYST, Role.READER, Role.PARTNER])
def test_a_word_of_a_private_note_is_in_no_answer(client, where, role):
    people.may("analyst", history="all", share="all")
    people.may("reader", history="all", export="all")
    walker = people.user("Walker", role)
    if role != Role.PARTNER:
        following.follow(by=walker, party=Contact.objects.first().party)

    party = Contact.objects.filter(private=True).first().party
    record = reverse("record", args=[party.pk])
    told = {
        name: answer(client, RULES[name][0], where(name), SENT.get(name, {}))
        for name in RULES
        if name not in ("add-file", "report")
    }
    told |= {way: answer(client, "get", way) for way in ASKED}
    for only in ("contacts", "changes", "files", ""):
        way = f"{record}?only={only}&after=2099-01-01.5.0"
        told[way] = answer(client, "get", way) + answer(client, "get", f"{record}?of=group&only={only}")
    client.force_login(walker)
    for noted in Contact.objects.filter(private=True):
        told[f"change {noted.pk}"] = answer(client, "get", reverse("contact-change", args=[noted.pk]))
    for kept in Attachment.objects.filter(contact__private=True):
        assert client.get(reverse("file", args=[kept.pk])).status_code == 404
    while work_once():
        pass
    told[ASKED[0]] += answer(client, "get", ASKED[0])

    # The question itself is written back on the page of the search.
    said = {name: text.replace(f"“{WORD}”", "").replace(f'value="{WORD}"', "") for name, text in told.items()}
    assert [name for name, text in said.items() if WORD in text and "q=zqxsecret" not in name and "~" not in name] == []
    assert record not in "".join(told[way] for way in ASKED[:3])
    assert party.name not in told[ASKED[3]]


def test_the_manager_shares_it_from_the_timeline_and_takes_that_back(client):
    maya = people.maya()
    berg = people.party("Berg", maya)
    client.force_login(maya)
    client.post(reverse("add-note", args=[berg.pk]), {"kind": "note", "text": WORD, "private": "yes"})
    noted = Contact.objects.get()
    page = client.get(reverse("record", args=[berg.pk])).content.decode()

    assert noted.private
    assert "Private" in page
    way = reverse("contact-private", args=[noted.pk])
    told = client.post(way, {"private": "no"}, follow=True).content.decode()
    noted.refresh_from_db()
    assert not noted.private

    assert f'<form method="post" action="{way}">' in told
    client.post(way)
    noted.refresh_from_db()
    assert noted.private


def answer(client, method: str, way: str, sent: dict | None = None) -> str:
    # Some of these addresses end the session.
    client.force_login(User.objects.get(name="Walker"))
    got = getattr(client, method)(way, sent or {}, follow=True)
    return b"".join(got).decode(errors="replace") if got.streaming else got.content.decode(errors="replace")
