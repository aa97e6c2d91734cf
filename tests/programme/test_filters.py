import pytest

from goodwill.programme import columns, following, key_accounts
from goodwill.programme.filters import FIELDS, parse
from goodwill.programme.lists import page, relationships
from goodwill.records.models import Affiliation
from goodwill.terms import UsageError
from tests import people


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("colour:red", 'There is no field "colour"'),
        ("value>many", 'Worth needs a number, not "many"'),
        ("last_order<June", "Last order needs a day such as 2011-06-30"),
        ("group>3", "Group is a word"),
        ('name~"smith', "not closed"),
        ("(group:stranger", r"A parenthesis is not closed \(character 1\)"),
        ("group:stranger)", r'"\)" closes nothing \(character 15\)'),
        ("group:stranger ()", "nothing between the parentheses"),
        ("group:butterflies", r'Group is never "butterflies"; choose one of .* \(character 1\)'),
        ("name:Ann grop:stranger", r"did you mean group\?"),
        ("group:", "A value is missing after"),
        ("group:butterfly or", r'"or" stands between two conditions \(character 17\)'),
        ("a and b or c", "Put parentheses"),
        ("value>nan", "needs a number"),
        ("last_order<-99999y", "further than the calendar"),
        ("market~cust", "compare it with :"),
        ("na\0me", "cannot be written"),
        ("(" * 30 + "a" + ")" * 30, "12 deep"),
        ("a " * 900, "60 conditions"),
        ("or group:stranger", '"or" stands between'),
    ],
)
def test_what_cannot_be_understood_is_a_sentence(text, sentence):
    with pytest.raises(UsageError, match=sentence):
        parse(text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "ABC"),
        ("group:butterfly", "B"),
        ("-group:butterfly", "AC"),
        ("group:butterfly or group:stranger", "BC"),
        ("value>150", "C"),
        ("value>=100 value<150", "AB"),
        ("active<50%", "B"),
        ("A", "A"),
        ('name~"b"', "B"),
        ("last_order<2011-01-01", "C"),
        ("manager:Maya", "A"),
        ("manager:Maya or value>150", "AC"),
    ],
)
def test_a_filter_finds(text, found):
    hal, run = people.hal(), people.run()
    people.standing(people.party("A", people.maya()), run, last_order="2011-08-01")
    people.standing(people.party("B"), run, group="butterfly", p_active=0.3, last_order="2011-07-01")
    people.standing(people.party("C"), run, group="stranger", value=200.0, last_order="2010-05-01")

    assert "".join(sorted(p.name for p in relationships(hal, text))) == found


@pytest.mark.django_db
def test_people_are_found_by_where_they_work_as_far_as_one_may_see_it():
    maya, hal = people.maya(), people.hal()
    acme, bell = people.party("Acme", maya), people.party("Bell", people.jonas())
    ruth = people.party("Ruth", maya, kind="person")
    Affiliation.objects.create(person=ruth, organisation=acme, role="Buyer")
    Affiliation.objects.create(person=ruth, organisation=bell, role="Owner")
    Affiliation.objects.create(person=ruth, organisation=people.party("Cord"), ended="2011-01-01")
    party = people.party("Dale", maya, bill_to=bell)

    def found(user, text):
        return list(relationships(user, text))

    for text in ("organisation:Acme", "role:buyer", "organisation~cm role:known"):
        assert found(maya, text) == [ruth]
    assert found(hal, "organisation:Bell role:Owner") == [ruth]
    assert found(maya, "organisation:Bell or role:Owner or organisation:Cord") == []
    assert (found(hal, "bill_to:Bell"), found(maya, "bill_to:Bell"), found(maya, "bill_to:known")) == ([party], [], [])
    shown = [FIELDS[name] for name in ("organisation", "role", "bill_to", "followed")]
    following.follow(by=maya, party=ruth)
    key_accounts.choose(by=hal, relationship=party.relationships.get(), ground="value", reason="Large")
    told = columns.rows_of(maya, [ruth.id, party.id], shown)
    assert told[ruth.id] == {"organisation": ("Acme",), "role": ("Buyer",), "bill_to": None, "followed": True}
    keys = columns.rows_of(maya, [ruth.id, party.id], [FIELDS["key"]])
    assert [keys[one.id] for one in (ruth, party)] == [{"key": False}, {"key": True}]
    assert (told[party.id]["bill_to"], columns.rows_of(hal, [party.id], shown)[party.id]["bill_to"]) == (None, "Bell")


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["école", "ÉCOLE", "École", "cole norm"])
@pytest.mark.parametrize("name", ["ÉCOLE NORMALE", "école normale", "École Normale"])
def test_part_of_a_name_is_found_in_small_and_capital_letters(asked, name):
    found = people.party(name)
    people.party("Lycée Henri")

    assert list(relationships(people.hal(), f'name~"{asked}"')) == [found]


@pytest.mark.django_db
def test_a_name_that_grows_in_small_letters_is_kept():
    # The small letter of İ is two characters.
    found = people.party("İ" * 200)

    assert list(relationships(people.hal(), 'name~"İİ"')) == [found]


@pytest.mark.django_db
def test_a_standing_of_an_earlier_run_is_not_filtered_by():
    hal, old = people.hal(), people.run()
    party = people.party("A")
    people.standing(party, old, group="stranger")
    people.standing(party, people.run(), group="butterfly")

    assert not relationships(hal, "group:stranger").exists()
    assert relationships(hal, "group:butterfly").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["-value", "value", "name", "-last_order", "last_order"])
def test_pages_by_key_show_every_row_once(sort, monkeypatch):
    monkeypatch.setattr("goodwill.programme.lists.PAGE", 3)
    hal, run = people.hal(), people.run()
    for number in range(11):
        party = people.party(f"P{number % 4}")
        if number % 3:
            last = None if number == 4 else f"2011-0{1 + number % 5}-01"
            people.standing(party, run, value=float(number % 5) or None, last_order=last)

    shown, after = [], ""
    while True:
        some = page(relationships(hal), sort=sort, after=after)
        shown += [party.id for party in some.rows]
        after = some.next
        if not after:
            break

    assert len(shown) == 11
    assert len(set(shown)) == 11
