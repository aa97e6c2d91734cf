"""The feed, read by a strict reader that has nothing to do with what wrote it."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goodwill.programme import absences, accounts, handing_over, working
from goodwill.programme.calendar import feed
from goodwill.records.models import CalendarFeed, Change, Task
from tests import people
from tests.programme.calendar.reading import Component
from tests.programme.calendar.reading import read as read_strictly

pytestmark = pytest.mark.django_db


def read(client, token: str) -> bytes:
    answer = client.get(reverse("calendar-feed", args=[token]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "no-store" in answer["Cache-Control"]
    return answer.content


def events(content: bytes) -> dict[str, Component]:
    return {str(event["SUMMARY"]): event for event in read_strictly(content).parts}


def test_a_calendar_program_reads_whole_days_with_their_words_as_they_were(client):
    maya = people.maya()
    party = people.party("Ash, Oak; & Söhne \\ Co", maya)
    due = date(2030, 6, 5)
    title = "Send the samples; ask about price, terms\\conditions “früh” " + "é" * 90
    working.make_task(by=maya, party=party, title=title, due=due, kind="promise", remind=date(2030, 6, 3))

    found = events(read(client, feed.make(by=maya)))

    (event,) = found.values()
    assert event["SUMMARY"] == f"Promise: {title}"
    assert event["DESCRIPTION"] == party.name
    assert (event["DTSTART"], event["DTEND"]) == (due, due + timedelta(days=1))
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["URL"] == f"http://testserver{reverse('task', args=[Task.objects.get().pk])}"
    (alarm,) = event.parts
    assert (alarm["TRIGGER"], alarm["DESCRIPTION"]) == (timedelta(days=-2, hours=9), title)


def test_lines_end_and_fold_as_the_format_asks(client):
    maya = people.maya()
    working.make_task(by=maya, party=people.party("Ash", maya), title="ü" * 190, due=date(2030, 6, 5))

    content = read(client, feed.make(by=maya))

    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is cut in two
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert f"SUMMARY:{'ü' * 190}\r\n" in unfolded
    assert re.match(r"BEGIN:VCALENDAR\r\n", unfolded)


def test_an_entry_keeps_its_identity_when_it_changes(client):
    maya = people.maya()
    first, second = (
        working.make_task(by=maya, party=people.party(name, maya), title=name, due=date(2030, 6, 5))
        for name in ("Ash", "Oak")
    )
    token = feed.make(by=maya)
    before = {name: event["UID"] for name, event in events(read(client, token)).items()}
    Task.objects.filter(id=first.pk).update(due=date(2030, 7, 1))

    after = {name: event["UID"] for name, event in events(read(client, token)).items()}
    again = {name: event["UID"] for name, event in events(read(client, feed.make(by=maya))).items()}

    assert before == after == again
    assert len(set(before.values())) == 2
    working.complete(by=maya, task=second)
    assert set(events(read(client, feed.make(by=maya)))) == {"Ash"}


def test_absences_and_planned_contacts_are_in_it(client):
    maya, jonas, today = people.maya(), people.jonas(), timezone.localdate()
    absences.arrange(by=maya, person=maya, cover=jonas, starts=today, ends=today + timedelta(days=4))
    working.note(
        by=maya, party=people.party("Ash", maya), text="See the yard", kind="visit", on=today + timedelta(days=9)
    )

    found = events(read(client, feed.make(by=maya)))

    assert set(found) == {"Away, Jonas covers", "Visit: Ash"}
    assert found["Away, Jonas covers"]["DTEND"] == today + timedelta(days=5)
    content = read(client, feed.make(by=jonas))
    assert set(events(content)) == {"Maya is away, Jonas covers", "Visit: Ash"}
    assert b"yard" not in content  # what was written stays in the workspace


def test_rights_are_asked_at_every_reading(client):
    maya, jonas, today = people.maya(), people.jonas(), timezone.localdate()
    working.make_task(by=jonas, party=people.party("Oak", jonas), title="His", due=date(2030, 6, 5))
    token = feed.make(by=maya)
    assert events(read(client, token)) == {}

    absence = absences.arrange(by=jonas, person=jonas, cover=maya, starts=today, ends=today)
    assert set(events(read(client, token))) == {"Jonas is away, Maya covers", "His"}
    absences.call_off(by=jonas, absence=absence)
    assert events(read(client, token)) == {}


def test_what_was_planned_goes_with_the_book(client):
    maya, jonas, day = people.maya(), people.jonas(), timezone.localdate() + timedelta(days=3)
    party = people.party("Ash", maya)
    working.note(by=maya, party=party, text="The yard", kind="visit", on=day)
    working.make_task(by=maya, party=party, title="Call", due=day)

    handing_over.hand_over(by=people.hal(), giver=maya, taker=jonas)

    assert set(events(read(client, feed.make(by=jonas)))) == {"Visit: Ash", "Call"}
    assert events(read(client, feed.make(by=maya))) == {}


def test_a_closed_account_a_revoked_and_a_guessed_address_open_nothing(client, caplog):
    ada, maya = people.ada(), people.maya()
    old = feed.make(by=maya)
    token = feed.make(by=maya)
    gone = [client.get(reverse("calendar-feed", args=[wrong])) for wrong in (old, "guess")]
    accounts.deactivate(by=ada, person=maya)
    gone.append(client.get(reverse("calendar-feed", args=[token])))
    accounts.reactivate(by=ada, person=maya)
    assert events(read(client, token)) == {}
    feed.revoke(by=maya)
    gone.append(client.get(reverse("calendar-feed", args=[token])))

    assert {(answer.status_code, answer.content) for answer in gone} == {(404, b"There is no such calendar.")}
    assert not CalendarFeed.objects.exists()
    assert caplog.records


def test_only_a_fingerprint_of_the_token_is_kept():
    maya = people.maya()
    token = feed.make(by=maya)

    kept = CalendarFeed.objects.values_list("hash", "person")
    assert len(token) >= 40
    assert token not in str(list(kept))
    assert token not in str(list(Change.objects.values()))
    assert feed.reader_of(token) == maya
