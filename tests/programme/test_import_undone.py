"""An import undone: every table and the evidence store are as they were before."""

from datetime import date

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodwill.programme import importing, markets, tags, working
from goodwill.programme.segments import keeping
from goodwill.records.models import Party, User
from tests import people
from tests.all_tables import differing, everything
from tests.folder import empty_folder
from tests.programme.test_importing import csv, imported, work

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
# First customer and how many; some files have customers in common, and rows too.
FILES = st.tuples(st.sampled_from((0, 20, 40)), st.sampled_from((45, 60)), st.integers(1, 2))
ACTS = st.tuples(st.sampled_from(("note", "task", "tag", "edit", "begin", "assign", "person")), st.integers(0, 99))


def content(first: int, many: int, seed: int, rest: int = 9) -> bytes:
    """A file with a row to set aside, so that no two are the same."""
    return csv(range(first, first + many), seed=seed) + f"\nX{rest},,2024-01-01,{rest}".encode()


def act(by: User, what: str, party: Party) -> None:
    """What people do with a party meanwhile."""
    match what:
        case "note":
            working.note(by=by, party=party, text="Called")
        case "task":
            working.make_task(by=by, party=party, title="Call", due=date(2024, 9, 1))
        case "tag":
            tags.add(by=by, party=party, name="gold")
        case "edit":
            working.edit_party(by=by, party=party, version=party.version, values={"place": "Leeds"})
        case "begin":
            if not party.relationships.filter(market="supplier").exists():
                markets.begin(by=by, party=party, market="supplier")
        case "assign":
            working.assign(by=by, parties=[party], manager=by)
        case _:
            working.add_person(by=by, organisation=party, name="Ruth", email="ruth@example.com")


def empty() -> None:
    """As if the workspace were new."""
    call_command("flush", verbosity=0, interactive=False)
    empty_folder()


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(FILES, min_size=1, max_size=2), acts=st.lists(ACTS, max_size=6), order=st.randoms())
def test_any_imports_undone_in_any_order_leave_everything_as_it_was(files, acts, order):
    empty()
    hal = people.hal()
    keeping.keep(by=hal, name="Regulars", filters="orders>3")
    imported(hal, content(*files[0]), "kept.csv")
    every = list(Party.objects.order_by("id").values_list("id", flat=True))
    for what, at in acts:
        act(hal, what, Party.objects.get(pk=every[at % len(every)]))
    work()
    before = everything()
    later = [imported(hal, content(*file, rest=number), f"{number}.csv") for number, file in enumerate(files)]
    assert [found.state for found in later] == ["done"] * len(later)
    assert everything() != before

    order.shuffle(later)
    for found in later:
        importing.undo(by=hal, order_import=found)
        work()

    assert differing(before, everything()) == {}
