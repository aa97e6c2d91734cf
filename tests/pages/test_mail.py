import pytest
from django.urls import reverse

from goodwill.programme.mail import box
from goodwill.programme.mail.receiving import receive
from goodwill.records.models import Contact, ContactPoint, Mail, Topic
from tests import people
from tests.programme.mail.letters import mail

pytestmark = pytest.mark.django_db


def test_a_mail_of_nobody_is_put_on_a_timeline_or_ignored_and_back(client):
    hal = people.hal()
    berg = people.party("Berg", people.maya())
    first, second = (receive(mail("piet@x.example", "box@y.example", f"Offer {n}")) for n in (1, 2))
    client.force_login(hal)

    assert "Offer 1" in client.get(reverse("unmatched-mail")).content.decode()
    client.post(reverse("mail-link", args=[first.pk]), {"party": f"Berg #{berg.pk}", "address": ""})
    client.post(reverse("mail-ignore", args=[second.pk]))
    assert list(Mail.objects.order_by("id").values_list("state", flat=True)) == ["matched", "ignored"]
    client.post(reverse("mail-back", args=[second.pk]))
    page = client.get(reverse("unmatched-mail")).content.decode()
    assert "Offer 2" in page
    assert "Offer 1" not in page


def test_the_markup_of_a_mail_is_never_markup_of_ours(client):
    maya = people.maya()
    berg = people.party("Berg", maya)
    ContactPoint.objects.create(party=berg, kind="email", value="office@berg.example")
    bad = "<script>alert(1)</script>"
    receive(mail(f'"{bad}" <office@berg.example>', "maya@example.com", bad, bad))
    receive(mail(f'"{bad}" <eve@evil.example>', "maya@example.com", bad, bad))
    client.force_login(people.hal())

    for address in (reverse("record", args=[berg.pk]), reverse("unmatched-mail"), reverse("today")):
        assert bad not in client.get(address).content.decode()


def test_an_administrator_settles_the_address_and_makes_another(client):
    client.force_login(people.ada())
    client.post(reverse("mail-settings"), {"host": "mail.example.com"})
    first = box.box()

    assert first.partition("@")[0] in client.get(reverse("mail-settings")).content.decode()
    client.post(reverse("mail-renew"))
    assert box.box() not in ("", first)
    assert "no name of a host" in client.post(reverse("mail-settings"), {"host": "a b"}).content.decode()


def test_a_topic_of_somebody_else_is_named_beside_the_field_and_after_keeping(client):
    hal, maya = people.hal(), people.maya()
    berg = people.party("Berg", maya)
    price = Topic.offered().get(name="Price")
    client.force_login(hal)
    client.post(reverse("speaking"), {f"topic-{price.pk}": ["manager"]})

    record = reverse("record", args=[berg.pk])
    assert 'data-others="Maya (the manager)"' in client.get(record).content.decode()
    sent = {"kind": "call", "text": "Ten per cent", "topic": price.pk}
    told = client.post(reverse("add-note", args=[berg.pk]), sent, follow=True).content.decode()
    assert "About price Maya (the manager) may speak; the manager is told." in told
    assert Contact.objects.get().out_of_turn
    client.force_login(maya)
    assert "not for Hal to speak about" in client.get("/").content.decode()
    client.get(record)
    assert "New with your accounts" not in client.get("/").content.decode()


def test_a_spoilt_day_or_page_shows_the_newest(client):
    client.force_login(people.hal())

    for address in ("/week/?of=x", "/week/?of=9999-12-31", "/week/?of=0001-01-01", "/mail/?after=x", "/mail/?after=²"):
        assert client.get(address).status_code == 200
