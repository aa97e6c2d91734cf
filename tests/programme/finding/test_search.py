from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodwill.programme import own_fields, working
from goodwill.programme.finding import find
from goodwill.programme.finding.documents import documents, rebuild
from goodwill.programme.finding.search import _indexed
from goodwill.programme.finding.words import asked
from goodwill.programme.touched import catch_up
from goodwill.records.models import ContactPoint, Identifier, Party, SearchDocument, Touched
from tests import people

pytestmark = pytest.mark.django_db
DAY = date(2011, 9, 1)


def indexed(name, manager=None, **fields):
    made = people.party(name, manager, **fields)
    from goodwill.programme.touched import touch

    touch([made.id])
    catch_up()
    return made


def shown(user, text):
    return {group.code: [found.party.name for found in group.rows] for group in find(user, text).groups}


@pytest.mark.parametrize(
    "text",
    ["müller", "MULLER", "muell", "mull gm", "gmbh", "koeln", "Köln müller", "einkauf@", "mueller.example", "0221 4460",
     "+49 221", "4460", "K-77", "k77", "77"],
)  # fmt: skip
def test_a_party_is_found_by_the_beginnings_of_its_words(text):
    party = people.party("Müller GmbH", place="Köln")
    ContactPoint.objects.create(party=party, kind="email", value="einkauf@mueller.example")
    ContactPoint.objects.create(party=party, kind="telephone", value="+49 221 4460")
    Identifier.objects.create(party=party, value="K-77")
    people.party("Meyer AG", place="Bonn")
    rebuild(None, print)

    assert shown(people.hal(), text) == {"organisations": ["Müller GmbH"]}


@pytest.mark.parametrize(
    "text",
    ["", "  ", '"', "ulle", "müller meyer", "' OR 1=1", "*", "NOT", "names:müller", ":*", "z & | !", "\x00", "0"],
)
def test_what_is_not_there_is_not_found(text):
    indexed("Müller GmbH")
    indexed("Meyer AG")

    assert shown(people.hal(), text) == {}


def test_what_was_written_is_found_where_it_was_written():
    hal = people.hal()
    party = indexed("Acme", place="Leeds")
    person = working.add_person(by=hal, organisation=party, name="Ruth Ash", role="Buyer")
    working.note(by=hal, party=party, text="They asked for the price list of spring", on=DAY)
    working.make_task(by=hal, party=party, title="Send the catalogue", due=DAY, kind="promise")
    catch_up()

    assert shown(hal, "ruth") == {"people": ["Ruth Ash"]}
    assert shown(hal, "acme") == {"organisations": ["Acme"], "people": ["Ruth Ash"]}
    assert shown(hal, "price spring") == {"notes": ["Acme"]}
    assert shown(hal, "catalog") == {"tasks": ["Acme"]}
    assert shown(hal, "leeds price") == {"notes": ["Acme"]}
    said = find(hal, "price").groups[0].rows[0].said
    assert "".join(piece for piece, _ in said) == "Note of 1 September 2011: They asked for the price list of spring"
    assert [piece for piece, hit in said if hit] == ["price"]
    assert person.affiliations.get().organisation == party


def test_the_nearest_and_the_most_valuable_come_first():
    hal, run = people.hal(), people.run()
    for name, value in (("Ash & Sons", 1.0), ("Ash Timber", 50.0), ("White Ash", 900.0)):
        people.standing(indexed(name), run, value=value)

    assert shown(hal, "ash")["organisations"] == ["Ash Timber", "Ash & Sons", "White Ash"]


def test_a_manager_finds_only_its_own_book():
    maya, jonas = people.maya(), people.jonas()
    indexed("Mine", maya)
    other = indexed("Minerva", jonas)
    working.note(by=jonas, party=other, text="Secret minutes")
    catch_up()

    assert shown(maya, "min") == {"organisations": ["Mine"]}
    assert shown(maya, "secret") == {}
    assert shown(jonas, "min") == {"organisations": ["Minerva"]}


@pytest.mark.django_db(transaction=True)
def test_what_people_change_is_in_the_index_when_it_is_committed():
    hal = people.hal()
    party = indexed("Old")
    working.edit_party(by=hal, party=party, version=1, values={"name": "New"})

    assert (shown(hal, "old"), shown(hal, "new")) == ({}, {"organisations": ["New"]})
    assert not Touched.objects.exists()


def test_a_party_that_is_gone_leaves_no_word():
    hal = people.hal()
    indexed("Gone").delete()

    assert _indexed(Party.objects.all(), asked("gone")) == []
    assert find(hal, "gone").groups == []


def test_searching_asks_the_database_as_often_for_many_as_for_few(django_assert_max_num_queries):
    hal, run = people.hal(), people.run()
    for number in range(40):
        people.standing(indexed(f"Ash {number}"), run)
    with django_assert_max_num_queries(13):
        assert len(find(hal, "ash").groups[0].rows) == 20


TEXTS = st.text(alphabet="abÄöß é1-_.'\"&", max_size=8)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["name", "note", "task", "person", "assign", "contact gone", "identifier"]),
        st.integers(0, 3),
        TEXTS,
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, wanted=TEXTS)
def test_after_any_edits_the_index_says_what_the_tables_say(acts, wanted):
    from django.db import transaction

    with transaction.atomic():
        _act(acts, wanted)
        transaction.set_rollback(True)


def _act(acts, wanted):
    hal, maya = people.hal(), people.maya()
    parties = [indexed(name) for name in ("Äb", "ba", "a1", "é")]
    for what, which, text in acts:
        party = Party.objects.get(id=parties[which].id)
        if what == "name":
            working.edit_party(
                by=hal, party=party, version=party.version, values={"name": text, "telephone": f"{text} 1"}
            )
        elif what == "note":
            working.note(by=hal, party=party, text=text)
        elif what == "task":
            working.make_task(by=hal, party=party, title=text, due=DAY)
        elif what == "person":
            working.add_person(by=hal, organisation=party, name=text)
        elif what == "assign":
            working.assign(by=hal, parties=[party], manager=maya)
        catch_up()

    kept = {d.party_id: (d.names, d.reach, d.notes, d.tasks) for d in SearchDocument.objects.all()}
    from django.db.models import Q

    assert kept == {d.party_id: (d.names, d.reach, d.notes, d.tasks) for d in documents(Q())}
    # The database's index agrees with the words, read by hand.
    query = asked(wanted)
    if query:
        by_hand = {
            key
            for key, columns in kept.items()
            if all(any(w.startswith(s) for w in " ".join(columns).split() for s in any_of) for any_of in query.words)
        }
        assert set(_indexed(Party.objects.all(), query)) >= by_hand
        if not query.number:
            assert set(_indexed(Party.objects.all(), query)) == by_hand


@pytest.fixture
def drinks():
    """Acme is in tea, which a text says, and gold, which a choice says; what a number says is no word."""
    hal = people.hal()
    drink = own_fields.define(by=hal, label="Drink", kind="text")
    level = own_fields.define(by=hal, label="Level", kind="choice", choices=["Gold", "Tin"])
    size = own_fields.define(by=hal, label="Size", kind="number")
    acme, other = people.party("Acme"), people.party("Other")
    own_fields.write(party=acme, values={drink: "Darjeeling, Öolong", level: "gold", size: 77})
    own_fields.write(party=other, values={level: "tin"})
    rebuild(None, print)
    return hal, drink, level


def test_a_party_is_found_by_its_own_fields_of_words(drinks):
    hal, *_ = drinks

    for text in ("darj", "oolong", "gold", "acme gold darjeeling"):
        assert shown(hal, text) == {"organisations": ["Acme"]}
    assert shown(hal, "77") == shown(hal, "acme tin") == {}
    said = find(hal, "gold").groups[0].rows[0].said
    assert "".join(piece for piece, _ in said) == "Level: Gold"
    assert [piece for piece, hit in said if hit] == ["Gold"]


def test_by_a_field_that_is_hidden_or_retired_nothing_is_found(drinks):
    hal, drink, level = drinks
    people.hide("head", drink.name)

    assert shown(hal, "darj") == shown(hal, "acme darj") == shown(hal, "gold oolong") == {}
    assert shown(hal, "gold") == shown(hal, "acme gold") == {"organisations": ["Acme"]}
    assert "Darjeeling" not in str(find(hal, "acme"))

    own_fields.retire(by=hal, field=level)
    assert shown(hal, "gold") == {}
    assert shown(hal, "acme") == {"organisations": ["Acme"]}
    own_fields.bring_back(by=hal, field=level)
    assert shown(hal, "gold") == {"organisations": ["Acme"]}


def test_own_fields_are_found_by_those_who_are_not_told_how_a_party_is_reached(drinks):
    hal, drink, _ = drinks
    acme = Party.objects.get(name="Acme")
    working.edit_party(by=hal, party=acme, version=acme.version, values={"email": "tea@example.com"})
    catch_up()
    assert shown(hal, "gold tea") == {"organisations": ["Acme"]}

    people.hide("head", "email")
    assert shown(hal, "tea") == shown(hal, "gold tea") == {}
    assert shown(hal, "gold darj") == {"organisations": ["Acme"]}
    people.hide("head", drink.name)
    assert shown(hal, "gold darj") == shown(hal, "gold tea") == shown(hal, "darj") == {}
    assert shown(hal, "acme gold") == {"organisations": ["Acme"]}
