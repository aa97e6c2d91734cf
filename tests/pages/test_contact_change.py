"""The page on which what was written is corrected, from the timeline and back to it."""

from datetime import date

import pytest

from goodwill.programme import correcting, working
from goodwill.records.models import Change, Contact
from tests import people

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
LINES = "They want more\r\nAnd sooner"


@pytest.fixture
def berg():
    return people.party("Berg", people.maya())


@pytest.fixture
def maya(berg, client):
    manager = berg.relationships.get().manager
    client.force_login(manager)
    return manager


def opened(client, contact) -> dict[str, str]:
    """What a browser would send back of the page as it is."""
    page = client.get(f"/contacts/{contact.pk}/")
    original = page.context["original"]
    return {**original, **{f"original_{name}": value for name, value in original.items()}}


def test_the_writer_changes_it_from_the_timeline_and_comes_back_to_it(client, berg, maya):
    noted = working.note(by=maya, party=berg, text="They want mroe", on=DAY)
    assert f'href="/contacts/{noted.pk}/"' in client.get(f"/relationships/{berg.pk}/").content.decode()

    sent = opened(client, noted) | {"text": "They want more", "kind": "call"}
    answer = client.post(f"/contacts/{noted.pk}/", sent)

    assert answer.url == f"/relationships/{berg.pk}/#contact-{noted.pk}"
    noted.refresh_from_db()
    assert (noted.text, noted.kind, noted.on) == ("They want more", "call", DAY)


@pytest.mark.parametrize("text", [LINES, LINES.replace("\r\n", "\n"), f"{LINES}\n"])
def test_the_ends_of_lines_are_no_change(client, berg, maya, text):
    noted = working.note(by=maya, party=berg, text=text, on=DAY)

    assert client.post(f"/contacts/{noted.pk}/", opened(client, noted)).status_code == 302
    assert not Change.objects.filter(action="corrected").exists()
    assert client.post(f"/contacts/{noted.pk}/", opened(client, noted) | {"on": "2026-03-01"}).status_code == 302
    assert Change.objects.get(action="corrected").after == {"on": "2026-03-01"}


def test_of_two_who_change_it_at_once_the_second_sees_both_and_loses_nothing(client, berg, maya):
    noted = working.note(by=maya, party=berg, text=LINES, on=DAY)
    mine = opened(client, noted) | {"on": "2026-03-01"}
    theirs = {"text": "They want less", "kind": "note", "on": DAY}
    correcting.correct(by=people.hal(), contact=noted, **theirs)

    answer = client.post(f"/contacts/{noted.pk}/", mine)

    assert answer.status_code == 409
    assert [(f["name"], f["theirs"], f["mine"], f["original"]) for f in answer.context["fields"]] == [
        ("What was said or seen", "They want less", LINES, LINES),
        ("Day", "2026-03-02", "2026-03-01", "2026-03-02"),
    ]
    offered = {name: answer.context["form"].initial[name] for name in ("text", "kind", "on")}
    seen = {f"original_{name}": value for name, value in answer.context["original"].items()}
    assert client.post(f"/contacts/{noted.pk}/", offered | seen).status_code == 302
    noted.refresh_from_db()
    assert (noted.text, noted.on) == ("They want less", date(2026, 3, 1))


def test_what_others_wrote_has_no_link_and_no_page_for_the_manager(client, berg, maya):
    noted = working.note(by=people.hal(), party=berg, text="By the head", on=DAY)
    mail = Contact.objects.create(party=berg, kind="mail", text="Offer", on=DAY, by=maya)

    told = client.get(f"/relationships/{berg.pk}/").content.decode()
    assert "By the head" in told
    assert "/contacts/" not in told
    assert client.get(f"/contacts/{noted.pk}/").status_code == 403
    assert client.get(f"/contacts/{mail.pk}/").status_code == 404


def test_that_there_is_a_private_note_is_not_told(client, berg, maya):
    noted = working.note(by=maya, party=berg, text="Quiet", on=DAY, private=True)
    people.may("analyst", edit="own")
    client.force_login(people.analyst())

    assert client.get(f"/contacts/{noted.pk}/").status_code == 404
    assert client.post(f"/contacts/{noted.pk}/", {"text": "x", "kind": "note", "on": "2026-01-01"}).status_code == 404


def test_an_empty_text_is_refused_where_it_was_typed(client, berg, maya):
    noted = working.note(by=maya, party=berg, text="Words", on=DAY)

    answer = client.post(f"/contacts/{noted.pk}/", opened(client, noted) | {"text": " "})

    assert "text" in answer.context["form"].errors
