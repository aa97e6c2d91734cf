"""A bulk action undone: every table is as it was before."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodwill.programme import bulk, tags, trees, working
from goodwill.programme.jobs import worker
from goodwill.records.models import BulkAction, Party, PartyTag, Relationship, Tag, Task, User
from tests import people
from tests.all_tables import differing, everything
from tests.folder import empty_folder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SIZE = 6
DUE = date(2011, 9, 1)
MANAGERS = ("", "Maya", "Jonas")
TAGS = ("gold", "Gold", "late payer", "new one")
CHOSEN = st.sets(st.integers(0, SIZE - 1), min_size=1)
ACTIONS = st.one_of(
    st.tuples(st.just("assign"), st.sampled_from(("Maya", "Jonas", "Hal"))),
    st.tuples(st.just("tasks"), st.just("Send the list")),
    st.tuples(st.just("tag"), st.sampled_from(TAGS)),
    st.tuples(st.just("untag"), st.sampled_from(TAGS)),
)
# Of each party: its manager, the owner of its task, whether that is done, its tag, whether it is the party before's.
PARTIES = st.lists(
    st.tuples(
        st.sampled_from(MANAGERS),
        st.sampled_from(MANAGERS),
        st.booleans(),
        st.sampled_from(("", "gold")),
        st.booleans(),
    ),
    min_size=SIZE,
    max_size=SIZE,
)


def cast() -> dict[str, User]:
    made = {"Hal": people.hal, "Maya": people.maya, "Jonas": people.jonas}
    return {name: User.objects.filter(name=name).first() or make() for name, make in made.items()}


@pytest.fixture(autouse=True)
def _empty_folder():
    empty_folder()


def begin(world: list[tuple[str, str, bool, str, bool]], who: dict[str, User]) -> list[Party]:
    """The parties, in a workspace with nothing else."""
    for model in (Task, PartyTag, Tag, Relationship):
        model.objects.all().delete()
    Party.objects.update(parent=None)
    Party.objects.all().delete()
    made: list[Party] = []
    for number, (manager, owner, done, tag, below) in enumerate(world):
        party = people.party(f"P{number}", who.get(manager))
        if below and made:
            trees.place(by=who["Hal"], party=party, parent=made[-1])
        task = working.make_task(by=who["Hal"], party=party, title="Call", due=DUE, owner=who.get(owner))
        if done:
            working.complete(by=who["Hal"], task=task)
        if tag:
            tags.add(by=who["Hal"], party=party, name=tag)
        made.append(party)
    work()
    return made


def work() -> None:
    while worker.work_once():
        pass


def arguments(kind: str, what: str, who: dict[str, User]) -> dict[str, object]:
    known = {"assign": lambda: {"manager": who[what].pk}, "tasks": lambda: {"title": what, "due": "2011-09-15"}}
    return known.get(kind, lambda: {"tag": what})()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=PARTIES, actions=st.lists(st.tuples(ACTIONS, CHOSEN), min_size=1, max_size=3))
def test_any_bulk_actions_undone_the_last_one_first_leave_every_table_as_it_was(monkeypatch, world, actions):
    monkeypatch.setattr(bulk, "BATCH", 2)
    who = cast()
    hal, made = who["Hal"], begin(world, who)
    before, started = [], []
    for (kind, what), chosen in actions:
        before.append(everything())
        started.append(bulk.prepare(by=hal, kind=kind, filters="", chosen=[made[at].pk for at in chosen]))
        bulk.start(by=hal, bulk=started[-1], arguments=arguments(kind, what, who))
        work()

    while started:
        bulk.undo(by=hal, bulk=BulkAction.objects.get(pk=started.pop().pk))
        work()
        assert differing(before.pop(), everything()) == {}
