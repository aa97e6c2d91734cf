import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme import policy
from goodwill.programme.mail import unmatched
from goodwill.programme.mail.receiving import receive
from goodwill.records.models import Contact, ContactPoint, Mail
from goodwill.terms import UsageError
from tests import people
from tests.programme.mail.letters import mail

pytestmark = pytest.mark.django_db


def stranger(number: int = 1, sender: str = "piet@vandam.example") -> Mail:
    files = (("offer.pdf", b"%PDF-1.4"),)
    return receive(mail(sender, "box@mail.example", f"Offer {number}", files=files, Message_ID=f"<{number}@x>"))


def test_the_head_sees_all_of_the_queue_and_a_manager_what_came_from_its_own_address():
    maya, hal = people.maya(), people.hal()
    stranger()
    sent = receive(mail("maya@example.com", "lopes@porto.example"))

    assert unmatched.unmatched(hal).count() == 2
    assert list(unmatched.unmatched(maya)) == [sent]
    for person in (people.analyst(), people.reader(), people.partner()):
        assert not unmatched.unmatched(person).exists()


def test_put_on_a_timeline_it_is_there_with_its_files_private():
    hal = people.hal()
    berg, kept = people.party("Berg", people.maya()), stranger()

    assert unmatched.link(by=hal, mail=kept, party=berg) == 1
    kept.refresh_from_db()
    contact = Contact.objects.get()
    assert (kept.state, kept.raw) == ("matched", None)
    assert (contact.party, contact.private, contact.by) == (berg, True, None)
    assert [file.name for file in contact.files.all()] == ["offer.pdf"]
    assert not berg.contact_points.exists()


def test_with_the_address_the_others_of_the_queue_follow_and_the_next_ones_too():
    hal = people.hal()
    berg, first = people.party("Berg", people.maya()), stranger(1)
    stranger(2)
    stranger(3, "else@other.example")

    assert unmatched.link(by=hal, mail=first, party=berg, address="piet@vandam.example") == 2
    assert [point.value for point in berg.contact_points.all()] == ["piet@vandam.example"]
    assert unmatched.unmatched(hal).count() == 1
    assert stranger(4).state == "matched"


def test_a_manager_s_address_draws_nothing_out_of_the_queue_that_it_may_not_see():
    maya = people.maya()
    berg = people.party("Berg", maya)
    people.jonas()
    receive(mail("jonas@example.com", "piet@vandam.example", Message_ID="<1@x>"))
    own = receive(mail("maya@example.com", "piet@vandam.example", Message_ID="<2@x>"))

    assert unmatched.link(by=maya, mail=own, party=berg, address="piet@vandam.example") == 1
    assert Mail.objects.filter(state="unmatched").count() == 1


def test_nobody_puts_a_mail_of_others_or_onto_a_timeline_of_others():
    maya, jonas = people.maya(), people.jonas()
    kept, berg = stranger(), people.party("Berg", maya)
    own = receive(mail("jonas@example.com", "lopes@porto.example"))

    with pytest.raises(PermissionDenied):
        unmatched.link(by=maya, mail=kept, party=berg)
    with pytest.raises(PermissionDenied):
        unmatched.link(by=jonas, mail=own, party=berg)
    with pytest.raises(UsageError, match="does not stand in this mail"):
        unmatched.link(by=people.hal(), mail=kept, party=berg, address="ruth@berg.example")


def test_what_somebody_else_dealt_with_meanwhile_is_said():
    hal, berg = people.hal(), people.party("Berg", people.maya())
    kept = stranger()
    unmatched.link(by=hal, mail=kept, party=berg)

    with pytest.raises(UsageError, match="meanwhile"):
        unmatched.link(by=hal, mail=kept, party=berg)
    assert Contact.objects.count() == 1


def test_what_is_ignored_leaves_the_queue_and_comes_back():
    hal, kept = people.hal(), stranger()
    unmatched.ignore(by=hal, mail=kept)
    assert not unmatched.unmatched(hal).exists()
    assert policy.mails(hal).exists()

    unmatched.bring_back(by=hal, mail=kept)
    assert unmatched.unmatched(hal).exists()


def test_a_circular_stays_in_the_queue_when_one_of_its_addresses_becomes_known(monkeypatch):
    monkeypatch.setattr("goodwill.programme.mail.matching.MOST_PARTIES", 1)
    hal, maya = people.hal(), people.maya()
    berg, tal = people.party("Berg", maya), people.party("Tal", maya)
    for party, value in ((berg, "ruth@berg.example"), (tal, "tom@tal.example")):
        ContactPoint.objects.create(party=party, kind="email", value=value)
    many = "ruth@berg.example, tom@tal.example, piet@vandam.example"
    circular = receive(mail("maya@example.com", many, Message_ID="<1@x>"))

    assert unmatched.link(by=hal, mail=stranger(2), party=berg, address="piet@vandam.example") == 1
    circular.refresh_from_db()
    assert circular.state == "unmatched"
