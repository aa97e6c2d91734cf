"""The pages of a party: made, placed, reached, in markets; and what a page asks of the database."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodwill.programme import trees, working
from goodwill.records.models import Affiliation, ContactPoint, Party, Relationship, Workspace
from tests import people

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


def test_a_party_like_one_that_is_there_is_pointed_out_first(client):
    people.party("Acme Ltd")
    client.force_login(people.hal())
    sent = {"kind": "organisation", "name": "ACME", "market": "supplier"}

    assert "here already" in text(client.post("/relationships/new", sent))
    assert Party.objects.count() == 1
    answer = client.post("/relationships/new", sent | {"seen": "ACME"})
    made = Party.objects.get(name="ACME")
    assert answer.url == f"/relationships/{made.id}/"
    assert made.relationships.get().market == "supplier"


def test_the_short_form_shows_five_fields_and_folds_the_rest(client):
    client.force_login(people.hal())

    shown, folded = text(client.get("/relationships/new")).split('<details class="fold more"')
    assert [shown.count(f'name="{name}"') > 0 for name in ("kind", "name", "market", "place", "email")] == [True] * 5
    assert 'name="telephone"' in folded.split("</details>")[0]


def test_somebody_known_is_added_and_leaves(client):
    firm, person = people.party("Firm"), people.person("Ruth")
    client.force_login(people.hal())

    client.post(f"/relationships/{firm.id}/affiliations", {"other": f"Ruth #{person.id}", "role": "buyer"})
    made = Affiliation.objects.get()
    assert "Ruth" in text(client.get(f"/relationships/{firm.id}/"))
    client.post(f"/affiliations/{made.id}/", {"role": "buyer", "ended": "2026-01-31", "version": 1})
    assert "Formerly (1)" in text(client.get(f"/relationships/{firm.id}/"))


def test_two_people_changing_one_row_see_theirs_mine_and_the_original(client):
    party = people.party("A")
    held = party.relationships.get()
    point = ContactPoint.objects.create(party=party, kind="web", value="https://a.example", preferred=True)
    person = Affiliation.objects.create(person=people.person("Ruth"), organisation=party)
    client.force_login(people.hal())
    for address, first, second, field in (
        (f"/markets/relationships/{held.id}/", {"state": "paused"}, {"state": "in talks"}, "State"),
        (
            f"/contact-points/{point.id}/",
            {"value": "https://b.example", "preferred": "on"},
            {"value": "https://c.example", "preferred": "on"},
            "Address or number",
        ),
        (f"/affiliations/{person.id}/", {"role": "buyer"}, {"role": "user"}, "Role"),
    ):
        assert client.post(address, first | {"version": 1}).status_code == 302
        answer = client.post(address, second | {"version": 1, f"original_{next(iter(first))}": "was"})

        assert answer.status_code == 409
        (differing,) = answer.context["fields"]
        assert differing == {
            "name": field,
            "theirs": next(iter(first.values())),
            "mine": next(iter(second.values())),
            "original": "was",
        }
        again = {k: v for k, v in answer.context["form"].initial.items() if v is not None}
        assert client.post(address, again).status_code == 302


def test_a_circle_is_refused_in_a_sentence(client):
    hal, top, low = people.hal(), people.party("Top"), people.party("Low")
    trees.place(by=hal, party=low, parent=top)
    client.force_login(hal)

    answer = client.post(f"/relationships/{top.id}/group", {"parent": f"Low #{low.id}", "bill_to": ""})
    assert "Low stands below Top already" in text(answer)
    client.post(f"/relationships/{low.id}/group", {"parent": "", "bill_to": ""})
    low.refresh_from_db()
    assert low.parent is None


def test_a_subsidiary_says_that_it_is_judged_as_part_of_its_parent(client):
    hal, top, low, run = people.hal(), people.party("Top"), people.party("Low"), people.run()
    trees.place(by=hal, party=low, parent=top)
    run.level = "top"
    run.save()
    client.force_login(hal)

    told = text(client.get(f"/relationships/{low.id}/"))
    assert "is judged as part of" in told
    assert f'<a href="/relationships/{top.id}/">Top</a>.' in told
    assert "is judged as part of" not in text(client.get(f"/relationships/{top.id}/"))


def test_a_market_lists_who_stands_in_it_and_who_did(client):
    hal = people.hal()
    for name, ended in (("Now", None), ("Then", "2020-01-31")):
        party = people.party(name)
        Relationship.objects.create(party=party, market="supplier", state="supplier", ended=ended)
    client.force_login(hal)

    assert "Now" in (now := text(client.get("/markets/supplier/")))
    assert ">Then<" not in now
    assert ">Then<" in text(client.get("/markets/supplier/?show=ended"))
    for shown, name in (("", "Now"), ("?show=ended", "Then"), ("?q=no", "Now")):
        listed = text(client.get(client.get(f"/markets/supplier/{shown}").context["list_url"]))
        assert [n for n in ("Now", "Then") if f">{n}<" in listed] == [name]
    assert "Nobody here is called so" in text(client.get("/markets/supplier/?q=zzz"))
    assert client.get("/markets/nothing/").status_code == 404


def test_the_list_of_markets_is_a_setting(client):
    client.force_login(people.ada())
    assert "Competitors" in text(client.get("/"))

    client.post(
        "/settings/workspace",
        {"version": 1, "markets": "christopher", "level": "order", "discount": 10, "value_horizon": "3 years"},
    )
    told = text(client.get("/"))
    assert "Referrers" in told
    assert "Competitors" not in told
    assert Workspace.the().markets == "christopher"


def test_what_a_record_page_asks_does_not_grow_with_what_it_shows(client):
    hal, top = people.hal(), people.party("Top")
    client.force_login(hal)

    def grow(to: int) -> None:
        for number in range(to):
            low = people.party(f"Low {number}")
            trees.place(by=hal, party=low, parent=top)
            people.person(f"Ruth {number}", at=top)
            people.person(f"Gone {number}", at=top, ended="2020-01-31")
            Relationship.objects.create(party=low, market="supplier", state="supplier")
            ContactPoint.objects.create(party=top, kind="web", value=f"https://{low.id}.example")

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    grow(2)
    address = f"/relationships/{top.id}/?of=group"
    asked(address)
    few = asked(address), asked("/markets/supplier/")
    grow(12)
    assert (asked(address), asked("/markets/supplier/")) == few


def test_suggestions_are_of_the_users_own_book(client):
    maya = people.maya()
    people.party("Acme mine", maya)
    people.party("Acme other", people.jonas())
    client.force_login(maya)

    told = text(client.get("/relationships/suggest?q=acme"))
    assert "Acme mine" in told
    assert "Acme other" not in told


def test_the_next_step_of_an_organisation_is_also_what_was_promised_to_its_people(client):
    hal, acme = people.hal(), people.party("Acme")
    ruth, gone = people.person("Ruth", at=acme), people.person("Gone", at=acme, ended="2026-01-31")
    working.make_task(by=hal, party=gone, title="Call elsewhere", due=date(2026, 2, 1))
    working.make_task(by=hal, party=ruth, title="Send samples", due=date(2026, 3, 1), kind="promise")
    working.make_task(by=hal, party=acme, title="Renew", due=date(2026, 4, 1))
    client.force_login(hal)

    told = client.get(f"/relationships/{acme.pk}/").content.decode()

    assert "Next: Send samples" in told
    assert f'for <a href="/relationships/{ruth.pk}/">Ruth</a>.' in told
    assert ", for <a" not in client.get(f"/relationships/{ruth.pk}/").content.decode().partition("</section>")[0]
