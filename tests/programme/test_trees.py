"""Parents and subsidiaries: the kept pairs always say what going up from parent to parent says."""

from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodwill.programme import policy, trees
from goodwill.records.models import Descent, Job, Party, User, Workspace
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db
SIZE = 7


def kept() -> set[tuple[int, int, int]]:
    return set(Descent.objects.values_list("ancestor", "descendant", "distance"))


def plain() -> set[tuple[int, int, int]]:
    """Computed from the parents alone, one step at a time."""
    parent = dict(Party.objects.values_list("id", "parent"))

    def above(key: int, distance: int) -> list[tuple[int, int]]:
        up = parent[key]
        return [] if up is None else [(up, distance), *above(up, distance + 1)]

    return {(up, key, distance) for key in parent for up, distance in above(key, 1)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(-1, SIZE - 1)), max_size=25))
def test_the_pairs_are_those_of_the_parents_after_any_moves(moves):
    hal = User.objects.filter(name="Hal").first() or people.hal()
    Party.objects.update(parent=None)
    Descent.objects.all().delete()
    some = [people.party(f"P{number}") for number in range(SIZE)]
    for moved, to in moves:
        party, target = some[moved], None if to < 0 else some[to]
        up = {(a, d) for a, d, _ in plain()}
        circle = target is not None and (target == party or (party.id, target.id) in up)
        before = kept()
        try:
            trees.place(by=hal, party=party, parent=target)
        except UsageError:
            assert circle
            assert kept() == before
        else:
            assert not circle
        assert kept() == plain()


def chain(*names, manager=None):
    """Each below the one before; only the first is managed."""
    hal = people.hal()
    made = [people.party(name, manager if i == 0 else None) for i, name in enumerate(names)]
    for above, below in pairwise(made):
        trees.place(by=hal, party=below, parent=above)
    return hal, made


def test_a_manager_reaches_the_whole_tree_and_the_people_anywhere_in_it():
    maya = people.maya()
    _, made = chain("Top", "Middle", "Low", "Lowest", manager=maya)
    there, left = people.person("Ruth", at=made[3]), people.person("Gone", at=made[3], ended="2011-01-01")
    people.party("Other")

    assert set(policy.parties(maya)) == {*made, there}
    assert left not in policy.parties(maya)


def test_what_is_freed_leaves_the_book():
    maya = people.maya()
    hal, made = chain("Top", "Middle", "Low", manager=maya)
    trees.place(by=hal, party=made[1], parent=None)

    assert set(policy.parties(maya)) == {made[0]}
    assert kept() == {(made[1].id, made[2].id, 1)}


def test_another_managers_party_is_not_taken_into_ones_own_tree():
    maya, jonas = people.maya(), people.jonas()
    mine, other = people.party("Mine", maya), people.party("Other", jonas)

    for party, parent in ((other, mine), (mine, other)):
        with pytest.raises(PermissionDenied):
            trees.place(by=maya, party=party, parent=parent)
    assert not Descent.objects.exists()


def test_the_tree_is_shown_from_the_top_with_the_depth_of_each():
    hal, made = chain("Top", "Middle", "Low")
    side = people.party("Aside")
    trees.place(by=hal, party=side, parent=made[0])

    shown = trees.tree(hal, made[1])
    assert [(b.party.name, b.depth, b.here) for b in shown.branches] == [
        ("Top", 0, False),
        ("Aside", 1, False),
        ("Middle", 1, True),
        ("Low", 2, False),
    ]
    assert shown.below
    assert not trees.tree(hal, side).below


def test_a_manager_of_a_subsidiary_is_not_told_of_its_parent():
    maya = people.maya()
    hal, parent, child = people.hal(), people.party("Secret", people.jonas()), people.party("Child", maya)
    trees.place(by=hal, party=child, parent=parent)

    shown = trees.tree(maya, child)
    assert shown.hidden_above
    assert shown.branches == []


def test_a_move_asks_for_a_new_analysis_only_where_groups_are_judged():
    hal, made = chain("Top", "Middle")
    assert not Job.objects.exists()

    Workspace.objects.update(level="top")
    trees.place(by=hal, party=made[1], parent=None)
    assert [job.kind for job in Job.objects.all()] == ["analyse"]


def test_a_person_stands_in_no_tree():
    hal, top = people.hal(), people.party("Top")

    with pytest.raises(UsageError, match="A person stands in no group"):
        trees.place(by=hal, party=people.person("Ruth"), parent=top)
