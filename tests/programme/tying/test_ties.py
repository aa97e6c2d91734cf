from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme import key_accounts
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.tying import inventory, keeping, kinds, overview, scale
from goodwill.records.models import Change, Tie, TieKind, TieScale
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db


def kind(name="Orders through a link"):
    return kinds.catalogue().get(name=name)


def in_use(**values):
    today = timezone.localdate()
    return {"state": "active", "since": today, "evidence": "40 orders last week", "evidence_on": today} | values


def test_a_workspace_begins_with_kinds_on_three_levels():
    levels = kinds.by_level(scale.scale())

    assert [(one.level.rank, one.level.name) for one in levels] == [(1, "financial"), (2, "social"), (3, "structural")]
    assert all(one.kinds for one in levels)


def test_the_level_reached_is_the_highest_with_something_in_use():
    maya, ash = people.maya(), None
    ash = people.party("Ash", maya)
    assert inventory.inventory(ash).achieved is None

    keeping.add_tie(by=maya, party=ash, tie_kind=kind("Named contact"), values=in_use())
    keeping.add_tie(by=maya, party=ash, tie_kind=kind(), values={"state": "offered"})

    held = inventory.inventory(ash)
    assert held.ties.sentence == (
        "Bound at level 2, social, by Named contact. "
        "Level 3, structural, is offered (Orders through a link) and not used."
    )
    assert [bond.name for bond in held.next.idle] == ["Orders through a link"]
    assert "Orders through a link" not in [one.name for one in held.next.kinds]
    assert inventory.level_of([ash.pk])[ash.pk].name == "social"


def test_a_tie_counts_while_its_evidence_is_fresher_than_w():
    maya = people.maya()
    ash = people.party("Ash", maya)
    old = timezone.localdate() - timedelta(days=365)
    keeping.add_tie(by=maya, party=ash, tie_kind=kind(), values=in_use(since=old, evidence_on=old))

    held = inventory.inventory(ash)

    assert held.achieved is None
    (bond,) = held.levels[0].bonds
    assert "is older than 365 days" in bond.why_not


def test_the_cost_of_leaving_is_the_sum_of_its_known_parts():
    maya = people.maya()
    ash = people.party("Ash", maya)
    costs = {"leaving_hours": 40, "hourly_wage": 50.0, "lost_benefits": 600.0, "exit_fees": 400.0, "relational": 500.0}
    keeping.add_tie(by=maya, party=ash, tie_kind=kind(), values=in_use(yearly_cost=900.0, **costs))
    keeping.add_tie(by=maya, party=ash, tie_kind=kind("Named contact"), values=in_use(leaving_hours=5))

    held = inventory.inventory(ash)

    assert (held.leaving.procedural, held.leaving.financial, held.leaving.relational) == (2000, 1000, 500)
    assert (held.leaving.total, held.in_use, held.reckoned, held.cost) == (3500, 2, 1, 900)


def test_nobody_knows_what_leaving_costs_until_somebody_says():
    ash = people.party("Ash")

    assert inventory.inventory(ash).leaving.total is None
    assert inventory.inventory(ash).cost is None


def test_a_tie_is_changed_ended_and_removed_and_the_history_tells():
    maya = people.maya()
    ash = people.party("Ash", maya)
    made = keeping.add_tie(by=maya, party=ash, tie_kind=kind(), values=in_use())

    keeping.change_tie(by=maya, tie=made, version=1, values=in_use(state="ended", until=timezone.localdate()))
    with pytest.raises(EditedMeanwhileError):
        keeping.change_tie(by=maya, tie=made, version=1, values=in_use())
    assert inventory.inventory(ash).achieved is None
    assert len(inventory.inventory(ash).ended) == 1
    keeping.remove_tie(by=maya, tie=made)

    assert not Tie.objects.exists()
    assert [one.action for one in Change.objects.filter(party=ash).order_by("id")] == [
        "tied", "changed tie", "removed tie",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"state": "perhaps"}, "offered, in use or ended"),
        ({"yearly_cost": -1.0}, "0 or more"),
        ({"uptake_share": 1.5}, "from 0 to 100%"),
        ({"copied": 6}, "from 1 .* to 5"),
        ({"since": date(2026, 2, 1), "until": date(2026, 1, 1)}, "cannot end before"),
        ({"evidence": "Seen"}, "Evidence needs words and its day"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(values, sentence):
    maya = people.maya()
    with pytest.raises(UsageError, match=sentence):
        keeping.add_tie(by=maya, party=people.party("Ash", maya), tie_kind=kind(), values=values)


def test_a_manager_does_not_tie_anothers_party():
    with pytest.raises(PermissionDenied):
        keeping.add_tie(by=people.maya(), party=people.party("Ash", people.jonas()), tie_kind=kind(), values=in_use())


def test_a_fourth_level_stands_where_the_company_puts_it():
    hal = people.hal()
    scale.name_fourth(by=hal, name="Information", above="structural", version=1)
    assert list(scale.scale().words.values()) == ["financial", "social", "structural", "Information"]
    kinds.add_kind(by=hal, level="fourth", name="Shared forecasts", yearly_cost=2000.0, copied=1)

    with pytest.raises(UsageError, match="lie on the fourth level"):
        scale.name_fourth(by=hal, name="", above="structural", version=2)
    scale.name_fourth(by=hal, name="Customisation", above="social", version=2)
    with pytest.raises(UsageError, match="already"):
        scale.name_fourth(by=hal, name="Social", above="social", version=3)
    with pytest.raises(EditedMeanwhileError):
        scale.name_fourth(by=hal, name="Knowledge", above="social", version=2)

    assert [level.code for level in scale.scale().levels] == ["financial", "social", "fourth", "structural"]
    assert TieScale.the().version == 3


def test_the_catalogue_is_the_companys_own():
    hal = people.hal()
    made = kinds.add_kind(by=hal, level="social", name="Open day", copied=4)
    with pytest.raises(UsageError, match="already"):
        kinds.add_kind(by=hal, level="social", name="open day")
    with pytest.raises(PermissionDenied):
        kinds.add_kind(by=people.maya(), level="social", name="Dinner")

    values = {"level": "social", "name": "Open days", "gives": "", "yearly_cost": 50.0, "copied": 4}
    kinds.change_kind(by=hal, tie_kind=made, version=1, **values)
    kinds.retire_kind(by=hal, tie_kind=made)
    assert "Open days" not in [one.name for one in kinds.catalogue()]
    kinds.bring_back_kind(by=hal, tie_kind=made)
    assert "Open days" in [one.name for one in kinds.catalogue()]
    assert TieKind.objects.get(id=made.pk).yearly_cost == 50


def test_the_next_level_is_reached_by_the_cheapest_kinds_that_are_not_there():
    hal, ash = people.hal(), people.party("Ash")
    for name, cost in (("Open day", 300.0), ("Dinner", 90.0), ("Cup", 200.0), ("Card", 5.0)):
        kinds.add_kind(by=hal, level="financial", name=name, yearly_cost=cost)

    found = inventory.inventory(ash).next

    assert (found.level.name, [one.name for one in found.kinds]) == ("financial", ["Card", "Dinner", "Cup"])


def test_the_programme_sees_levels_costs_and_what_lacks_evidence():
    hal = people.hal()
    ash, birch, cedar = (people.party(name) for name in ("Ash", "Birch", "Cedar"))
    for party in (ash, birch, cedar):
        key_accounts.choose(by=hal, relationship=party.relationships.get(), ground="value", reason="Large")
    keeping.add_tie(by=hal, party=ash, tie_kind=kind(), values=in_use(yearly_cost=900.0))
    keeping.add_tie(by=hal, party=ash, tie_kind=kind("Volume rebate"), values=in_use())
    keeping.add_tie(by=hal, party=birch, tie_kind=kind(), values={"state": "active"})

    seen = overview.overview(hal)

    rows = {one.level.name if one.level else None: one for one in seen.levels}
    assert (rows["structural"].accounts, rows["structural"].ties, rows["structural"].cost) == (1, 2, 900)
    assert (rows["financial"].accounts, rows["financial"].cost, rows["financial"].unknown) == (0, None, 1)
    assert rows[None].accounts == 2
    assert [(party.name, bond.why_not) for party, bond in seen.stale] == [
        ("Birch", "No evidence that it is in use is on record.")
    ]
    with pytest.raises(PermissionDenied):
        overview.overview(people.maya())
