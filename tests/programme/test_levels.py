"""Whom an order counts for, with the real evidence store and a real analysis."""

import random
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodwill.programme import importing, levels, trees, workspace_settings
from goodwill.programme.jobs import worker
from goodwill.records.models import Party, Standing, User, Workspace
from goodwill.terms import UsageError
from tests import people
from tests.folder import empty_folder

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def _empty_folder():
    empty_folder()


def book() -> tuple[bytes, dict[str, set[str]]]:
    """An order book of 150 customers, and the days on which each bought."""
    rng, days = random.Random(3), {}
    rows = ["order,customer,date,amount"]
    for customer in range(150):
        for number in range(rng.randint(2, 6)):
            day = f"2024-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
            days.setdefault(f"C{customer}", set()).add(day)
            rows.append(f"{customer}-{number},C{customer},{day},{rng.randint(5, 500)}.00")
    return "\n".join(rows).encode(), days


def work() -> None:
    while worker.work_once():
        pass


def settled(*, by: User, **changed: str) -> bool:
    workspace = Workspace.the()
    settings = replace(workspace_settings.Settings.of(workspace), **changed)
    return workspace_settings.settle(by=by, version=workspace.version, settings=settings)


def standing_of(party: Party) -> Standing | None:
    return Standing.objects.filter(run=Workspace.the().current, party=party).first()


@pytest.mark.slow
@pytest.mark.usefixtures("_empty_folder")
def test_a_group_is_judged_as_one_and_its_value_is_not_the_sum():
    ada = people.ada()
    content, days = book()
    found = importing.receive(by=ada, file=SimpleUploadedFile("orders.csv", content))
    work()
    importing.confirm(by=ada, order_import=found)
    work()
    parts = [Party.objects.get(identifiers__value=name) for name in ("C1", "C2", "C3")]
    alone = [standing_of(party).value for party in parts]
    top, middle, low = parts
    trees.place(by=ada, party=middle, parent=top)
    trees.place(by=ada, party=low, parent=middle)

    assert settled(by=ada, level="top")
    work()

    judged = standing_of(top)
    union = days["C1"] | days["C2"] | days["C3"]
    assert judged.occasions == len(union)
    assert str(judged.last_order) == max(union)
    assert standing_of(middle) is None
    assert standing_of(low) is None
    assert judged.value != pytest.approx(sum(alone), rel=1e-3)
    assert judged.value_low < judged.value < judged.value_high
    run = Workspace.the().current
    assert run.level == "top"
    assert levels.judged_as(low, run) == top
    assert levels.judged_as(top, run) is None

    settled(by=ada, level="order")
    work()
    assert [standing_of(party).value for party in parts] == pytest.approx(alone)


def test_bills_go_to_one_party_and_no_further():
    hal, a, b, c = people.hal(), *(people.party(name) for name in "ABC")
    levels.bill_to(by=hal, party=a, payer=b)

    with pytest.raises(UsageError, match="go to another party"):
        levels.bill_to(by=hal, party=c, payer=a)
    with pytest.raises(UsageError, match="pays the bills of others"):
        levels.bill_to(by=hal, party=b, payer=c)
    with pytest.raises(UsageError, match="pays its own bills"):
        levels.bill_to(by=hal, party=c, payer=c)


def test_each_level_maps_an_order_to_the_party_that_decides():
    hal, top, middle, low = people.hal(), *(people.party(name) for name in ("Top", "Middle", "Low"))
    for above, below in ((top, middle), (middle, low)):
        trees.place(by=hal, party=below, parent=above)
    levels.bill_to(by=hal, party=low, payer=middle)
    key = low.identifiers.create(value="L").id

    assert [dict(levels.deciding(level))[key] for level in ("order", "bill-to", "top")] == [low.id, middle.id, top.id]
