"""Mail, private notes, news, the customer team and who may speak about what."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from goodwill.records.models import (
    AccountMember,
    Attachment,
    Contact,
    ContactNews,
    Mail,
    Party,
    SpeakingRule,
    Topic,
    User,
)
from tests.things.there import More, Otherwise, There

DAY = date(2030, 1, 1)


def hang(there: There) -> dict[str, list[Any]]:
    party, owner, mark = there.party, there.owner, there.mark
    mail = Mail.objects.create(
        message_id=f"<{mark}1@example.com>", sender=f"{mark}eve@example.com", recipients=[f"{mark}box@example.com"],
        outside=[f"{mark}eve@example.com"], sent=timezone.now(), subject=f"{mark}offer", text=f"{mark}words", by=owner,
    )  # fmt: skip
    told = Contact.objects.create(party=party, kind="complaint", text=f"{mark}slow", on="2011-09-01", by=owner)
    ContactNews.objects.create(contact=told, person=owner)
    member = AccountMember.objects.create(
        party=party, person=owner, role="finance", does=f"{mark}does", since="2011-01-01"
    )
    return {
        **{key: [party.pk] for key in ("customer-team", "customer-team-add", "speaking-of")},
        **{key: [told.pk] for key in ("contact-private", "contact-change", "news-seen")},
        **{key: [mail.pk] for key in ("mail-link", "mail-ignore", "mail-back")},
        **{key: [member.pk] for key in ("team-member-leave", "team-member-back")},
        "topic-retire": [Topic.objects.create(name="Weather").pk],
    }


def add(more: More) -> None:
    name, party, manager = more.name, more.party, more.manager
    noted = Contact.objects.create(party=party, text=name, on=date.today(), by=manager, private=True)  # noqa: DTZ011
    ContactNews.objects.create(contact=noted, person=more.ada)
    sent = {"sender": f"{name}@example.com", "sent": timezone.now(), "by": manager}
    Mail.objects.create(message_id=f"<{name}>", outside=[f"{name}@example.com"], **sent)
    kept = Mail.objects.create(message_id=f"<{name}-kept>", state="matched", **sent)
    mailed = Contact.objects.create(party=party, text=name, kind="mail", on=date(2011, 1, 1), by=manager, mail=kept)
    stored = {"name": f"{name}.txt", "stored": f"{more.number:032}", "kind": "text", "size": 1, "sha256": ""}
    Attachment.objects.create(party=party, contact=mailed, **stored)
    AccountMember.objects.create(party=party, person=manager, role="service", since=DAY - timedelta(20_000))
    topic = Topic.objects.create(name=name)
    SpeakingRule.objects.create(topic=topic, role="service")
    SpeakingRule.objects.create(topic=topic, party=party, person=manager)


def arguments(party: Party, _other: Party, jonas: User) -> dict[str, Any]:
    return {
        "mail": Mail.objects.create(message_id="<1@x>", sender="eve@x.example", sent=timezone.now(), by=jonas),
        "member": AccountMember.objects.create(party=party, person=jonas, role="finance", since=DAY),
        "topic": Topic.objects.create(name="Weather"),
        "contact": Contact.objects.create(party=party, text="Quiet", on=DAY, by=jonas, private=True),
        "private": False,
        "wanted": True,
        "host": "mail.example.com",
        "person": jonas,
        "role": "service",
        "chosen": {},
    }


OTHERWISE: Otherwise = {}
