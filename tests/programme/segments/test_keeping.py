import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodwill.programme import key_accounts, working
from goodwill.programme.jobs import worker
from goodwill.programme.lists import relationships
from goodwill.programme.segments import keeping, reading
from goodwill.programme.touched import catch_up, touch
from goodwill.records.models import Affiliation, Membership, Party, Segment, Workspace
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db


def kept(name="Butterflies", filters="group:butterfly", by=None):
    segment = keeping.keep(by=by or people.hal(), name=name, filters=filters)
    while worker.work_once():
        pass
    segment.refresh_from_db()
    return segment


def inside(segment):
    return sorted(Membership.objects.filter(segment=segment, until__isnull=True).values_list("party__name", flat=True))


def analysed(groups):
    """A new analysis that says these groups, and what follows it."""
    run = people.run()
    for party in Party.objects.order_by("id"):
        if group := groups.get(party.name):
            people.standing(party, run, group=group, value=10.0)
    keeping.ask_after_analysis(print)
    return run


def test_a_segment_knows_its_members_and_who_came_and_left_by_what():
    hal = people.hal()
    for name in "ABC":
        people.party(name)
    analysed({"A": "butterfly", "B": "butterfly", "C": "stranger"})
    segment = kept(by=hal)
    assert inside(segment) == ["A", "B"]
    assert (segment.size, segment.worth, segment.arrived, segment.left) == (2, 20.0, 0, 0)

    run = analysed({"A": "stranger", "B": "butterfly", "C": "butterfly"})
    segment.refresh_from_db()

    assert inside(segment) == ["B", "C"]
    assert (segment.size, segment.worth, segment.arrived, segment.left, segment.run) == (2, 20.0, 1, 1, run)
    gone = Membership.objects.get(until__isnull=False)
    assert (gone.party.name, gone.came_by, gone.left_by) == ("A", "made", "analysis")
    assert Membership.objects.get(party__name="C").came_by == "analysis"


def test_asking_again_changes_nothing():
    hal = people.hal()
    people.party("A")
    analysed({"A": "butterfly"})
    segment = kept(by=hal)
    before = list(Membership.objects.values()), Segment.objects.values().get(id=segment.id)

    keeping.ask_after_analysis(print)

    after = list(Membership.objects.values()), Segment.objects.values().get(id=segment.id)
    assert after[0] == before[0]
    assert {k: v for k, v in after[1].items() if k != "evaluated"} == {
        k: v for k, v in before[1].items() if k != "evaluated"
    }


def test_an_edit_moves_only_the_party_that_was_edited():
    hal, party = people.hal(), people.party("Ash")
    segment = kept("Place", "place:Leeds", hal)

    working.edit_party(by=hal, party=party, version=1, values={"place": "Leeds"})
    catch_up()
    segment.refresh_from_db()
    assert (inside(segment), segment.size, segment.arrived) == (["Ash"], 1, 1)
    assert Membership.objects.get().came_by == "edit"

    working.edit_party(by=hal, party=party, version=2, values={"place": "York"})
    catch_up()
    segment.refresh_from_db()
    assert (inside(segment), segment.size, segment.left) == ([], 0, 1)


def test_who_is_chosen_or_let_go_as_a_key_account_moves():
    hal = people.hal()
    people.party("A")
    chosen = key_accounts.choose(
        by=hal, relationship=people.party("B").relationships.get(), ground="value", reason="Large"
    )
    segment = kept(filters="key:no", by=hal)
    assert inside(segment) == ["A"]

    key_accounts.let_go(by=hal, account=chosen, reason="Small")
    catch_up()

    assert inside(segment) == ["A", "B"]


def test_who_changes_hands_or_name_moves_between_segments():
    hal, maya, party = people.hal(), people.maya(), people.party("Ash")
    segment = kept("Maya's", "manager:Maya", hal)
    working.assign(by=hal, parties=[party], manager=maya)
    catch_up()
    assert inside(segment) == ["Ash"]

    from goodwill.programme.accounts import rename

    rename(by=maya, name="Mia")
    catch_up()
    while worker.work_once():
        pass
    assert inside(segment) == []


def test_who_is_found_by_the_name_of_another_moves_when_that_is_renamed():
    hal = people.hal()
    above = people.party("Acme")
    people.party("Ash", parent=above)
    people.party("Bee", bill_to=above)
    ruth = people.party("Ruth", kind="person")
    Affiliation.objects.create(person=ruth, organisation=above)
    segments = [kept(f, f"{f}:Acme", hal) for f in ("parent", "bill_to", "organisation")]
    assert [inside(segment) for segment in segments] == [["Ash"], ["Bee"], ["Ruth"]]

    working.edit_party(by=hal, party=above, version=above.version, values={"name": "Zinc"})
    catch_up()

    assert [inside(segment) for segment in segments] == [[], [], []]


@pytest.mark.parametrize(
    ("name", "filters", "sentence"),
    [
        ("", "group:butterfly", "Give the segment a name"),
        ("X", " ", "needs a filter"),
        ("X", "segment:other", "cannot ask for another segment"),
        ("X", "colour:red", "no field"),
        ("X", "followed:yes", "take followed out"),
        ("TAKEN", "group:butterfly", "already"),
    ],
)
def test_what_can_not_be_kept_is_a_sentence(name, filters, sentence):
    hal = people.hal()
    keeping.keep(by=hal, name="Taken", filters="group:stranger")

    with pytest.raises(UsageError, match=sentence):
        keeping.keep(by=hal, name=name, filters=filters)


def test_a_reader_keeps_no_segment_and_nobody_drops_anothers():
    maya, jonas = people.maya(), people.jonas()
    with pytest.raises(PermissionDenied):
        keeping.keep(by=people.reader(), name="X", filters="group:butterfly")
    segment = keeping.keep(by=maya, name="X", filters="group:butterfly")
    with pytest.raises(PermissionDenied):
        keeping.drop(by=jonas, segment=segment)
    keeping.drop(by=maya, segment=segment)
    assert not Segment.objects.exists()


def test_a_manager_sees_its_own_members_only_counts_included():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    for name, manager in (("A", maya), ("B", jonas), ("C", jonas)):
        people.party(name, manager)
    analysed({"A": "butterfly", "B": "butterfly", "C": "stranger"})
    segment = kept(by=hal)
    analysed({"A": "butterfly", "B": "stranger", "C": "butterfly"})

    def seen(user):
        found = reading.listing(user)[0]
        return found.size, found.worth, found.arrived, found.left

    assert seen(hal) == (2, 20.0, 1, 1)
    assert seen(maya) == (1, 10.0, 0, 0)
    assert seen(jonas) == (1, 10.0, 1, 1)
    assert [m.party.name for m in reading.moves(maya, segment, left=True)] == []
    assert [m.party.name for m in reading.moves(jonas, segment, left=True)] == ["B"]
    assert [(m.arrived, m.left, m.members) for m in reading.months(maya, reading.listing(maya)[0])] == [(0, 0, 1)]
    assert [(m.arrived, m.left, m.members) for m in reading.months(hal, reading.listing(hal)[0])] == [(1, 1, 2)]


def test_a_list_asks_for_a_segment_by_name():
    hal = people.hal()
    for name in "AB":
        people.party(name)
    analysed({"A": "butterfly", "B": "stranger"})
    kept("High Flyers", by=hal)

    assert [p.name for p in relationships(hal, 'segment:"high flyers"')] == ["A"]
    assert [p.name for p in relationships(hal, '-segment:"high flyers"')] == ["B"]


def test_pieces_of_the_whole_are_asked_for_one_by_one(monkeypatch):
    monkeypatch.setattr(keeping, "CHUNK", 2)
    hal = people.hal()
    for number in range(9):
        people.party(f"P{number}")
    analysed({f"P{number}": "butterfly" for number in range(7)})

    assert len(inside(kept(by=hal))) == 7


FILTERS = ("group:butterfly", "value>15", "-group:stranger", "place:Leeds or group:barnacle", "manager:Maya", "name~a")
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["analysis", "place", "assign", "free", "import", "undo import"]),
        st.integers(0, 4),
        st.sampled_from(["butterfly", "stranger", "barnacle", ""]),
    ),
    max_size=10,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_membership_is_what_the_filter_finds_after_anything_that_happens(acts):
    with transaction.atomic():
        _live(acts)
        transaction.set_rollback(True)


def _live(acts):
    hal, maya = people.hal(), people.maya()
    for name in ("Ash", "Birch", "Cedar", "Alder", "Elm"):
        people.party(name)
    segments = [keeping.keep(by=hal, name=text, filters=text) for text in FILTERS]
    while worker.work_once():
        pass
    for act in acts:
        _happens(*act, hal, maya)
        catch_up()
        for segment in segments:
            segment.refresh_from_db()
            _is_what_the_filter_finds(segment, hal)


def _happens(what, which, group, hal, maya):
    parties = list(Party.objects.order_by("id"))
    party = parties[which % len(parties)]
    if what == "analysis":
        run = people.run()
        for number, one in enumerate(parties):
            if (number + which) % 3 and group:
                people.standing(one, run, group=group, value=10.0 * (number % 3))
        keeping.ask_after_analysis(print)
    elif what == "place":
        working.edit_party(by=hal, party=party, version=party.version, values={"place": "Leeds" if group else ""})
    elif what in ("assign", "free"):
        working.assign(by=hal, parties=[party], manager=maya if what == "assign" else None)
    elif what == "import":
        touch([people.party(f"New {which}").id], why="import")
    elif len(parties) > 1:
        party.delete()
        keeping.ask_after_analysis(print)


def _is_what_the_filter_finds(segment, hal):
    found = relationships(hal, segment.filter)
    run = Workspace.the().current
    values = [] if run is None else run.standings.filter(party__in=found).values_list("value", flat=True)
    assert inside(segment) == sorted(found.values_list("name", flat=True)), segment.filter
    assert segment.size == found.count()
    assert segment.worth == pytest.approx(sum(value or 0 for value in values))
