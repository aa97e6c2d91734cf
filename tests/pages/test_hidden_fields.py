"""A field that is hidden from a role stands in no answer to it: not as a value, a sum, an order or a question."""

import io
import zipfile
from email.utils import format_datetime

import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from goodwill.programme import contact_points, own_fields, policy, tags, working
from goodwill.programme.finding import find
from goodwill.programme.finding.documents import write_documents
from goodwill.programme.mail.receiving import receive
from goodwill.programme.segments import keeping
from goodwill.records.models import Change, Contact, Identifier, Rights, SavedView, Segment, StandingChange, Workspace
from goodwill.records.user import Role
from tests import people
from tests.pages.addresses import OURS, addresses
from tests.pages.test_rights import RULES, SENT
from tests.programme.mail.letters import mail

pytestmark = pytest.mark.django_db

WORD = "zqxhidden"
"""Stands in every text that is hidden: addresses, identifiers, tags, an own field, the reason of the standing."""
FIGURES = ("7,654,321", "7654321", "£7.7m", "£7.65m", "7.65", "1,234,567", "1234567", "8,765,432", "0.3713", "37%")
"""The worth with its range, and the chance of being active."""
DAYS = ("1987-06-05", "5 June 1987", "6 July 1988", "1988-07-06")
"""The first and the last order."""
ROLES = (Role.HEAD, Role.MANAGER, Role.ANALYST, Role.READER)
FIELDS = (*policy.HIDEABLE, "industry", "secret_field")


def hidden_world(role: Role):
    """One relationship that the role may see, with everything of it hidden, and its address."""
    walker, hal = people.user("Walker", role), people.user("Boss", Role.ADMINISTRATOR)
    party, run = people.party("Plain", walker), people.run()
    known = {"value_low": 1_234_567.0, "value_high": 8_765_432.0, "reason": f"{WORD} reason", "group": "butterfly"}
    ordered = {"first_order": "1987-06-05", "last_order": "1988-07-06", "rung": "advocate"}
    people.standing(party, run, value=7_654_321.0, p_active=0.3713, p_return=0.3713, **known, **ordered)
    where = addresses(party, hal, "open")
    field = own_fields.define(by=hal, label="Secret field", kind="text")
    assert field.name == "secret_field"
    version = type(party).objects.get(id=party.pk).version
    values = {"email": f"{WORD}@example.com", "telephone": "0555 7654321"}
    working.edit_party(by=hal, party=party, version=version, values=values, own={field: f"{WORD} own"})
    for kind in ("address", "web"):
        contact_points.add_contact_point(by=hal, party=party, kind=kind, value=f"{WORD}.{kind}.example")
    Identifier.objects.create(source="billing", value=f"{WORD}-17", party=party, added_by=hal)
    tags.add(by=hal, party=party, name=f"{WORD} tag")
    told = {"p_active": 0.3713, "p_active_before": 0.9, "value": 7_654_321.0, "value_before": 8_765_432.0}
    StandingChange.objects.create(run=run, party=party, kind="cooled", **told)
    segment = keeping.keep(by=hal, name="Valuable", filters="value>7000000")
    keeping.ask_everybody(segment, "edit", print)
    today = {"Date": format_datetime(timezone.now())}
    receive(mail(f"{WORD}@example.com", f"box@example.com, {WORD}2@example.com", Message_ID="<1@x>", **today))
    working.set_private(by=hal, contact=Contact.objects.get(mail__message_id="<1@x>"), private=False)
    receive(mail(f"{WORD}3@example.com", f"{WORD}4@example.com", Message_ID="<2@x>", **today))
    write_documents([party.pk])
    for name in ("head", "manager", "analyst", "reader"):
        people.hide(name, *FIELDS)
    return walker, party, where, segment


def told_in(answer) -> str:
    """The text of an answer, of the files in it too."""
    raw = b"".join(answer) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if "spreadsheetml" in kind:
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            return " ".join(book.read(name).decode() for name in book.namelist())
    if "parquet" in kind:
        return str(pq.read_table(io.BytesIO(raw)).to_pydict())
    return raw.decode(errors="replace")  # a PDF is no text; what is printed is tested with the sheet


def leaks(text: str) -> list[str]:
    return [sign for sign in (WORD, *FIGURES, *DAYS, 'class="pill butterfly', "advocate") if sign in text]


@pytest.mark.parametrize("role", ROLES)
def test_no_address_tells_what_is_hidden(client, role):
    walker, _, where, _ = hidden_world(role)
    client.force_login(walker)

    for name in OURS:
        if name not in RULES or RULES[name][0] != "get":
            continue
        answer = client.get(where(name), follow=True)
        assert leaks(told_in(answer)) == [], name


def test_what_is_looked_for_stands_there_as_long_as_it_is_not_hidden(client):
    walker, party, _, segment = hidden_world(Role.HEAD)
    client.force_login(walker)
    export = {"format": "csv", "query": f"columns={','.join(FIELDS)},value_low,first_order"}
    Rights.objects.all().delete()

    found = set(leaks(told_in(client.post("/relationships/export", export))))
    assert {WORD, "7654321", "1987-06-05", "0.3713"} <= found
    found = set(leaks(told_in(client.get(f"/relationships/{party.pk}/"))))
    assert {WORD, "7,654,321", "6 July 1988", "37%", 'class="pill butterfly'} <= found
    assert leaks(told_in(client.get(f"/segments/{segment.pk}/")))
    assert "Plain" in told_in(client.get("/search/?q=zqxhid"))
    assert leaks(told_in(client.get("/relationships/board")))


@pytest.mark.parametrize("words", ["zqxhidden", "05557654321", "zqxhidden17"])
def test_nobody_is_found_by_a_word_that_is_hidden(words):
    walker, *_ = hidden_world(Role.ANALYST)
    assert find(walker, words).groups == []
    assert find(walker, "plain").groups

    Rights.objects.all().delete()
    assert find(walker, words).groups


@pytest.mark.parametrize("role", ROLES)
def test_nothing_that_is_sent_brings_out_what_is_hidden(client, role):
    walker, _, where, _ = hidden_world(role)
    client.force_login(walker)

    # Not those that end the relationship or take it away, so that the others have something to tell.
    for name in OURS:
        if name not in RULES or RULES[name][0] != "post" or name in ("party-end", "session-end"):
            continue
        sent = {"file": SimpleUploadedFile("b.txt", b"words")} if name == "add-file" else SENT.get(name, {})
        answer = client.post(where(name), sent, follow=True)
        assert leaks(told_in(answer)) == [], name


@pytest.mark.parametrize("role", ROLES)
def test_side_doors_do_not_tell_it_either(client, role):
    walker, party, _, segment = hidden_world(role)
    client.force_login(walker)
    lists = "/relationships/"

    for address in (
        *(f"{lists}?sort={sign}{name}" for name in FIELDS for sign in ("", "-")),
        *(f"{lists}?by={name}" for name in FIELDS),
        f"{lists}?columns={','.join(FIELDS)},value_low,value_high,potential,first_order,last_order",
        f"{lists}?by=manager&columns=value",
        f"{lists}board",
        f"{lists}board?opened=former",
        f"{lists}?filter=segment:known&columns=segment",
        "/search/?q=plain",
        "/search/?q=zqxhid",
        "/search/?q=0555765",
        f"/palette/?q=zqxhid&recent={party.pk}",
        f"/relationships/{party.pk}/?only=standing",
        f"/relationships/{party.pk}/?only=orders",
        f"/relationships/{party.pk}/?only=changes",
        f"/relationships/{party.pk}/?of=group",
        f"/segments/{segment.pk}/",
        "/portfolio/list/export",
    ):
        assert leaks(told_in(client.get(address, follow=True))) == [], address
    for kind in ("csv", "xlsx", "parquet"):
        sent = {"format": kind, "query": f"columns={','.join(FIELDS)},value_low,first_order"}
        answer = client.post("/relationships/export", sent, follow=True)
        assert leaks(told_in(answer)) == [], kind


@pytest.mark.parametrize("name", ["value", "value_low", "potential", "first_order", "email", "tag", "secret_field"])
def test_a_filter_on_a_hidden_field_is_refused_in_a_sentence(client, name):
    walker, *_ = hidden_world(Role.HEAD)
    client.force_login(walker)

    answer = client.get("/relationships/", {"filter": f"{name}:1"})

    assert answer.status_code == 400
    assert f"&quot;{name}&quot; is hidden from your role" in answer.content.decode()


def test_a_shared_view_that_asks_for_a_hidden_field_is_not_run_and_says_so(client):
    walker, *_ = hidden_world(Role.HEAD)
    boss = Change.objects.exclude(by=None).first().by
    asks = SavedView.objects.create(owner=boss, name="Rich", query="filter=value>7000000", shared=True)
    sorts = SavedView.objects.create(owner=boss, name="Sorted", query="sort=-value_low&by=group", shared=True)
    client.force_login(walker)

    refused = client.get(f"/relationships/?view={asks.pk}")
    assert refused.status_code == 400
    assert "hidden from your role" in refused.content.decode()
    arranged = client.get(f"/relationships/?view={sorts.pk}")
    assert arranged.status_code == 200
    assert 'href="/relationships/' in arranged.content.decode()


def test_a_segment_that_asks_for_a_hidden_field_gives_neither_members_nor_numbers(client):
    walker, party, _, segment = hidden_world(Role.HEAD)
    assert Segment.objects.get(id=segment.pk).size == 1
    client.force_login(walker)

    listed = client.get("/segments/").content.decode()
    assert "What it asks for is hidden from your role" in listed
    assert "7000000" not in listed
    assert "hidden from your role" in client.get(f"/segments/{segment.pk}/").content.decode()
    refused = client.get("/relationships/", {"filter": "segment:Valuable"})
    assert "What the segment Valuable asks for is hidden" in refused.content.decode()
    # Neither is anybody known to be in one by asking the other way round.
    for text in ("segment~Valu", "segment:known"):
        assert party.name not in client.get("/relationships/", {"filter": text}).content.decode()


def test_the_days_work_is_not_in_the_order_of_a_worth_that_is_hidden(client):
    maya = people.maya()
    run = people.run()
    run.compared_with = type(run).objects.create(as_of="2011-07-31", state="done")
    run.save()
    for name, value in (("Zoe", 900.0), ("Abel", 1.0)):
        party = people.party(name, maya)
        people.standing(party, run, value=value)
        StandingChange.objects.create(run=run, party=party, kind="cooled", value=value, p_active=0.2)
    client.force_login(maya)

    def order() -> list[str]:
        text = client.get("/").content.decode()
        return sorted(("Zoe", "Abel"), key=lambda name: text.index(f"Ask {name} what"))

    assert order() == ["Zoe", "Abel"]
    people.hide("manager", "value")
    assert order() == ["Abel", "Zoe"]
    people.hide("manager", "active")
    assert "Ask Zoe" not in client.get("/").content.decode()


def test_who_is_not_told_a_figure_of_the_portfolio_does_not_have_its_pages(client):
    client.force_login(people.analyst())
    assert client.get("/portfolio/").status_code == 200

    people.hide("analyst", "value")

    assert client.get("/portfolio/").status_code == 403
    assert 'href="/portfolio/"' not in client.get("/").content.decode()


def test_what_is_hidden_cannot_be_changed_and_saving_the_rest_leaves_it(client):
    walker, party, _, _ = hidden_world(Role.MANAGER)
    client.force_login(walker)
    page = client.get(reverse("edit", args=[party.pk])).content.decode()
    assert 'name="email"' not in page
    version = type(party).objects.get(id=party.pk).version

    client.post(reverse("edit", args=[party.pk]), {"name": "Plainer", "place": "", "version": version, "email": ""})

    party.refresh_from_db()
    assert party.name == "Plainer"
    assert party.contact_points.filter(value=f"{WORD}@example.com").exists()
    assert client.post(reverse("add-tag", args=[party.pk]), {"tag": "mine"}).status_code == 403
    point = party.contact_points.get(value=f"{WORD}@example.com")
    assert client.get(reverse("contact-point", args=[point.pk])).status_code == 403


def test_the_pages_ask_as_often_for_many_as_for_few_with_rights_that_were_changed(
    client, django_assert_max_num_queries
):
    walker, party, _, _ = hidden_world(Role.MANAGER)
    people.may("manager", see="team", edit="team")
    client.force_login(walker)
    counts = {}
    for round_ in range(2):
        for number in range(2 if round_ == 0 else 20):
            more = people.party(f"More {round_} {number}", walker)
            people.standing(more, Workspace.the().current)
            tags.add(by=people.User.objects.get(name="Boss"), party=more, name=f"tag {number}")
        for address in ("/", "/relationships/", "/segments/", f"/relationships/{party.pk}/", "/search/?q=more"):
            client.get(address)
            with django_assert_max_num_queries(200) as asked:
                client.get(address)
            counts.setdefault(address, []).append(len(asked))
    assert {address: few for address, (few, _) in counts.items()} == {
        address: many for address, (_, many) in counts.items()
    }
    assert Rights.objects.count() == 1
