import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from goodwill.programme.imports.order_parties import forget_orphans
from goodwill.programme.selecting import candidates
from goodwill.records.models import Identifier, OrderImport, Party, Relationship, SelectionRound, Standing
from goodwill.terms import UsageError
from tests import people, selecting

pytestmark = pytest.mark.django_db


def put(by, held, party, **values):
    return candidates.add(
        by=by,
        selection_round=held,
        relationship=party.relationships.get(),
        **{"ground": "strategy", "reason": "Opens the north"} | values,
    )


def test_a_customer_is_put_on_the_list_by_hand_and_given_a_further_ground():
    hal, run = people.hal(), selecting.analysed()
    ash = selecting.customer("Ash", run, 0)
    held = selecting.opened(hal)

    one = put(hal, held, ash)
    assert put(hal, held, ash, ground="doubt", reason="Pays late") == one

    assert one.added_by == hal
    assert [(g.ground, g.reason, g.by) for g in one.grounds.all()] == [
        ("strategy", "Opens the north", hal),
        ("doubt", "Pays late", hal),
    ]
    one.refresh_from_db()
    assert one.probability == 0.5


def test_the_same_ground_twice_no_reason_and_what_is_no_customer_are_refused():
    hal, held = people.hal(), selecting.opened(people.ada())
    ash = people.party("Ash")
    put(hal, held, ash)

    with pytest.raises(UsageError, match="Ash is on the list on this ground already"):
        put(hal, held, ash)
    with pytest.raises(ValidationError, match="Say in a few words why"):
        put(hal, held, people.party("Birch"), reason=" ")
    mill = people.party("Mill")
    Relationship.objects.filter(party=mill).update(market="supplier", state="active")
    with pytest.raises(UsageError, match="Mill is no customer"):
        put(hal, held, mill)
    with pytest.raises(PermissionDenied):
        put(people.maya(), held, people.party("Cedar"))


def test_who_sees_its_own_book_alone_sees_its_own_candidates_alone():
    maya, run = people.maya(), selecting.analysed()
    people.may("manager", programme="yes")
    selecting.customer("Mine", run, 900, manager=maya)
    selecting.customer("Other", run, 800, manager=people.jonas())
    held = selecting.opened(people.hal())

    assert [c.relationship.party.name for c in candidates.candidates(maya, held)] == ["Mine"]
    assert candidates.candidates(people.reader(), held).count() == 2


def test_after_a_later_analysis_one_is_added_and_what_was_known_of_the_others_stays():
    hal, run = people.hal(), selecting.analysed()
    selecting.customer("Ash", run, 900)
    birch, held = people.party("Birch"), selecting.opened(hal)
    selecting.analysed()
    run.standings.all().delete()

    added = put(hal, held, birch)

    ash = selecting.candidate(held, "Ash")
    assert (ash.probability, ash.value, ash.why_unknown) == (0.5, 900, "")
    added.refresh_from_db()
    assert (added.probability, added.why_unknown) == (None, "The list rests on an earlier analysis. Draw it again.")


def test_a_candidate_stays_when_the_import_that_made_it_is_undone():
    run, made = (
        selecting.analysed(),
        OrderImport.objects.create(name="a.csv", path="a", sha256="", size=1, state="done"),
    )
    listed, other = selecting.customer("Listed", run, 900), people.party("Other")
    for number, party in enumerate((listed, other)):
        Identifier.objects.create(source="orders", value=str(number), party=party)
    Party.objects.update(made_by=made)
    Standing.objects.all().delete()
    held = SelectionRound.objects.create(name="Yearly", day="2011-09-01", opened_by=people.hal())
    held.candidates.create(relationship=listed.relationships.get())

    forget_orphans(frozenset())

    assert list(Party.objects.all()) == [listed]
