import pytest

from goodwill.programme import policy, timeline
from goodwill.programme.focal_point import news
from goodwill.programme.mail import receiving
from goodwill.programme.mail.receiving import receive
from goodwill.records.models import Attachment, Change, Contact, ContactPoint, Mail
from tests import people
from tests.programme.mail.letters import mail

pytestmark = pytest.mark.django_db
BOX = "box-secret@mail.example.com"


@pytest.fixture(autouse=True)
def box():
    workspace = people.Workspace.the()
    workspace.mail_host, workspace.mail_token = "mail.example.com", "secret"
    workspace.save()


@pytest.fixture
def berg():
    found = people.party("Berg", people.maya())
    ContactPoint.objects.create(party=found, kind="email", value="office@berg.example")
    return found


def test_a_mail_of_ours_lands_on_the_timeline_of_whom_it_went_to_and_is_private(berg):
    jonas, ana = people.jonas(), people.analyst()
    kept = receive(mail("jonas@example.com", "Office@Berg.example", "Offer 17", "Ten tons", cc=BOX))

    contact = Contact.objects.get()
    assert (kept.state, kept.by, kept.raw) == ("matched", jonas, None)
    assert (contact.party, contact.kind, contact.private, contact.by) == (berg, "mail", True, jonas)
    assert f"{contact.on}" == "2011-09-05"
    maya = berg.relationships.get().manager
    assert [e.title for e in timeline.timeline(maya, berg, only="contacts")] == ["Mail from Jonas"]
    assert [one.contact for one in news.contact_news(maya)] == [contact]
    assert not policy.contacts(ana).exists()
    # He wrote it, and yet the party is not his to see.
    assert not policy.contacts(jonas).exists()


def test_a_mail_of_a_customer_that_we_copy_or_pass_on_lands_by_its_sender(berg):
    people.jonas()
    receive(mail("Ruth <office@berg.example>", "jonas@example.com", cc=BOX))
    receive(mail("jonas@example.com", BOX, text="See below\n\nFrom: Ruth <office@berg.example>\nHello"))

    assert [(c.party, str(c.by)) for c in Contact.objects.order_by("id")] == [(berg, "None"), (berg, "Jonas")]


@pytest.mark.usefixtures("berg")
def test_a_stranger_lands_on_no_timeline_whatever_it_says():
    kept = receive(mail("eve@evil.example", "office@berg.example", cc=f"{BOX}, maya@example.com"))
    passed = receive(mail("eve@evil.example", BOX, text="From: Ruth <office@berg.example>"))

    assert [kept.state, passed.state] == ["unmatched", "unmatched"]
    assert not Contact.objects.exists()
    assert bytes(kept.raw or b"").startswith(b"From: eve")


@pytest.mark.usefixtures("berg")
def test_who_has_left_or_is_a_partner_is_a_stranger():
    jonas, _ = people.jonas(), people.partner()
    jonas.is_active = False
    jonas.save()

    for sender in ("jonas@example.com", "pia@example.com"):
        assert receive(mail(sender, "office@berg.example", Message_ID=f"<{sender}>")).state == "unmatched"


@pytest.mark.usefixtures("berg")
def test_the_same_mail_is_there_once_whichever_way_it_comes():
    people.jonas()
    one = receive(mail("jonas@example.com", "office@berg.example", Message_ID="<1@x>"))
    again = receive(mail("jonas@example.com", "office@berg.example", text="Other words", Message_ID="<1@x>"))

    assert one == again
    assert Contact.objects.count() == 1


def test_a_mail_to_several_people_is_a_contact_of_each_and_one_entry_where_they_work(berg):
    people.jonas()
    for name in ("Ruth", "Tom"):
        ContactPoint.objects.create(party=people.person(name, berg), kind="email", value=f"{name.lower()}@berg.example")
    receive(mail("jonas@example.com", "ruth@berg.example, tom@berg.example, office@berg.example"))

    assert sorted(c.party.name for c in Contact.objects.all()) == ["Ruth", "Tom"]
    maya = berg.relationships.get().manager
    assert len(timeline.timeline(maya, berg, only="contacts")) == 1


def test_its_address_is_told_to_nobody_from_whom_addresses_are_hidden(berg):
    maya = berg.relationships.get().manager
    receive(mail("office@berg.example", "maya@example.com"))
    assert timeline.timeline(maya, berg)[0].title == "Mail from office@berg.example"

    people.hide("manager", "email")
    assert timeline.timeline(maya, berg)[0].title == "Mail from a hidden address"
    Contact.objects.update(private=False)
    assert timeline.contacts_of(berg)[0].title == "Mail from a hidden address"


def test_nothing_is_passed_over_where_mails_to_several_fill_a_page(berg, monkeypatch):
    monkeypatch.setattr(timeline, "PAGE", 4)
    people.jonas()
    for name in ("Ruth", "Tom"):
        ContactPoint.objects.create(party=people.person(name, berg), kind="email", value=f"{name.lower()}@berg.example")
    for number in range(6):
        told = {"Message_ID": f"<{number}@x>", "Date": f"Mon, {5 + number:02} Sep 2011 10:00:00 +0200"}
        receive(mail("jonas@example.com", "ruth@berg.example, tom@berg.example", f"Offer {number}", **told))

    maya = berg.relationships.get().manager
    first = timeline.page(maya, berg, only="contacts")
    then = timeline.page(maya, berg, only="contacts", after=first.next)
    assert [e.note for e in (*first.entries, *then.entries)] == [f"Offer {number}" for number in (5, 4, 3, 2, 1, 0)]


def test_a_circular_waits_for_somebody_to_say_whose_it_is():
    jonas = people.jonas()
    for number in range(25):
        one = people.party(f"N{number}", jonas)
        ContactPoint.objects.create(party=one, kind="email", value=f"n{number}@x.example")

    assert receive(mail("jonas@example.com", ", ".join(f"n{n}@x.example" for n in range(25)))).state == "unmatched"


def test_its_files_are_kept_as_others_are_and_what_is_not_is_listed(berg):
    people.jonas()
    files = (("offer.pdf", b"%PDF-1.4"), ("run.exe", b"MZ"), ("a.png", b"no picture"))
    kept = receive(mail("jonas@example.com", "office@berg.example", files=files))

    maya, ana = berg.relationships.get().manager, people.analyst()
    assert [file.name for file in policy.attachments(maya)] == ["offer.pdf"]
    assert not policy.attachments(ana).exists()
    assert Attachment.objects.get().contact == Contact.objects.get()
    assert [sentence.split()[2] for sentence in kept.refused] == ["run.exe", "a.png"]


@pytest.mark.usefixtures("berg")
def test_of_a_mail_that_is_too_large_its_head_is_kept(monkeypatch):
    people.jonas()
    monkeypatch.setattr(receiving, "LIMIT", 1024**2)
    kept = receive(mail("jonas@example.com", "office@berg.example", "Plans", "x\n" * 700_000))

    assert (kept.subject, kept.text, kept.state) == ("Plans", "", "matched")
    assert kept.refused == ["It is larger than 1 MB: its text and files are not kept."]


@pytest.mark.usefixtures("berg")
def test_what_a_machine_wrote_bothers_nobody():
    kept = receive(mail("office@berg.example", BOX, Auto_Submitted="auto-replied"))

    assert (kept.state, kept.raw) == ("ignored", None)
    assert not Contact.objects.exists()


def test_nobody_is_named_or_said_to_have_done_something_by_a_mail(berg):
    maya = berg.relationships.get().manager
    receive(mail("maya@example.com", "office@berg.example", text="@Maya @Hal"))

    assert not Contact.objects.get().mentions.exists()
    assert not Change.objects.filter(by=maya).exists()
    assert Mail.objects.get().by == maya
