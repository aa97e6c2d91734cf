from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme import working
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.needing import capabilities, needs
from goodwill.programme.needing.meeting import needs_of
from goodwill.programme.needing.needs import Told
from goodwill.records.models import Change, Need, Task
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery():
    return capabilities.add_capability(by=people.hal(), name="Delivery", level=6)


def test_a_need_is_met_as_far_as_the_capability_reaches(delivery):
    maya = people.maya()
    ash = people.party("Ash", maya)
    for level, share in ((8, 0.75), (5, 1.0), (0, 1.0)):
        need = needs.add_need(by=maya, party=ash, told=Told("Fast delivery", capability=delivery, level=level))
        (row,) = needs_of(maya, ash).rows
        assert row.share == share
        needs.drop_need(by=maya, need=need)
    needs.add_need(by=maya, party=ash, told=Told("Fast delivery", capability=delivery, level=8))
    assert needs_of(maya, ash).rows[0].because == "Delivery: 6 of the 8 they need"


def test_all_together_they_are_met_by_weight_and_the_widest_gap_stands_first(delivery):
    maya = people.maya()
    ash = people.party("Ash", maya)
    for what, weight, level in (("Small", 1, 12 / 2), ("Wide", 5, 10), ("Middle", 2, 10)):
        needs.add_need(by=maya, party=ash, told=Told(what, weight=weight, capability=delivery, level=level))
    needs.add_need(by=maya, party=ash, told=Told("Nobody knows", weight=5))
    done = Told("Done", weight=5, capability=delivery, level=9, satisfied_since=date(2011, 1, 1))
    needs.add_need(by=maya, party=ash, told=done)

    found = needs_of(maya, ash)

    assert [row.need.what for row in found.rows] == ["Wide", "Middle", "Small", "Nobody knows", "Done"]
    assert found.share == pytest.approx((1 * 1 + 5 * 0.6 + 2 * 0.6 + 5 * 6 / 9) / 13)
    assert (found.short, found.satisfied, found.known) == (("Wide", "Middle"), 1, 4)
    assert found.first_open.need.what == "Wide"


def test_a_judgement_counts_instead_until_it_is_taken_back(delivery):
    maya = people.maya()
    ash = people.party("Ash", maya)
    need = needs.add_need(by=maya, party=ash, told=Told("Fast", capability=delivery, level=8))

    needs.judge_need(by=maya, need=need, version=1, met=0.4, because="Late twice in May")
    (row,) = needs_of(maya, ash).rows
    assert (row.share, row.judged) == (0.4, True)
    assert row.because.startswith("Maya, ")
    assert row.because.endswith(": Late twice in May")
    need.refresh_from_db()
    needs.take_back_judgement(by=maya, need=need)

    assert needs_of(maya, ash).rows[0].share == 0.75
    actions = [change.action for change in Change.objects.filter(party=ash).order_by("id")]
    assert actions == ["added need", "judged need", "took back judgement"]


def test_what_comes_next_becomes_a_task_of_the_manager_and_no_next_step_is_asked_for_meanwhile(delivery):
    hal, maya = people.user("Hanna", "head"), people.maya()
    ash = people.party("Ash", maya)
    need = needs.add_need(by=maya, party=ash, told=Told("Fast", capability=delivery, level=8))
    due = timezone.localdate() + timedelta(days=7)

    task = needs.plan_next(by=hal, need=need, title="Try the night route", due=due)

    assert (task.owner, task.party, task.due) == (maya, ash, due)
    assert needs_of(maya, ash).first_open is None
    working.complete(by=maya, task=task)
    assert needs_of(maya, ash).first_open.need == need


def test_a_complementary_product_has_come_some_way_and_without_one_there_is_none():
    maya = people.maya()
    ash = people.party("Ash", maya)
    need = needs.add_need(by=maya, party=ash, told=Told("Fast", product="Parcel lockers"))
    assert need.complement == "open"

    needs.edit_need(by=maya, need=need, version=1, told=Told("Fast", product=" ", complement="taken"))
    assert (Need.objects.get().product, Need.objects.get().complement) == ("", "")


def test_the_history_names_the_capability(delivery):
    maya = people.maya()
    ash = people.party("Ash", maya)
    need = needs.add_need(by=maya, party=ash, told=Told("Fast"))

    needs.edit_need(by=maya, need=need, version=1, told=Told("Fast", capability=delivery, level=8))

    told = Change.objects.get(action="changed need")
    assert (told.before["capability"], told.after["capability"]) == (None, "Delivery")


def test_two_editors_wrong_values_and_anothers_book_are_refused():
    maya = people.maya()
    ash = people.party("Ash", maya)
    need = needs.add_need(by=maya, party=ash, told=Told("Fast"))
    needs.edit_need(by=maya, need=need, version=1, told=Told("Faster"))

    with pytest.raises(EditedMeanwhileError):
        needs.edit_need(by=maya, need=need, version=1, told=Told("Slow"))
    tomorrow = timezone.localdate() + timedelta(days=1)
    for told in (Told(" "), Told("A", weight=6), Told("A", level=11), Told("A", satisfied_since=tomorrow)):
        with pytest.raises(UsageError):
            needs.add_need(by=maya, party=ash, told=told)
    with pytest.raises(UsageError, match="rests on"):
        needs.judge_need(by=maya, need=need, version=2, met=0.5, because=" ")
    with pytest.raises(UsageError, match="not 120%"):
        needs.judge_need(by=maya, need=need, version=2, met=1.2, because="So")
    with pytest.raises(UsageError, match="next"):
        needs.plan_next(by=maya, need=need, title=" ", due=tomorrow)
    with pytest.raises(PermissionDenied):
        needs.add_need(by=people.jonas(), party=ash, told=Told("Fast"))
    assert not needs_of(people.user("Jo", "manager"), ash).rows
    assert not Task.objects.exists()
