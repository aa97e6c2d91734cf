import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.needing import capabilities, needs
from goodwill.programme.needing.needs import Told
from goodwill.records.models import Capability, Change
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db


def test_the_catalogue_tells_how_many_needs_name_a_capability_and_how_many_ask_for_more():
    hal = people.hal()
    can = capabilities.add_capability(by=hal, name="Delivery", level=6, words="Within a day")
    ash = people.party("Ash")
    for level in (4, 6, 9, None):
        needs.add_need(by=hal, party=ash, told=Told("Fast", capability=can, level=level))

    (row,) = capabilities.catalogue(hal)

    assert (row.capability, row.needs, row.short, row.share) == (can, 4, 1, 0.6)


def test_retired_it_is_offered_to_no_need_and_it_can_come_back():
    hal = people.hal()
    can = capabilities.add_capability(by=hal, name="Delivery", level=6)

    capabilities.retire_capability(by=hal, capability=can)
    assert not capabilities.capabilities().exists()
    assert [row.capability for row in capabilities.catalogue(hal, retired=True)] == [can]
    capabilities.bring_back_capability(by=hal, capability=can)

    assert capabilities.capabilities().get() == can
    said = ["added capability", "retired capability", "capability back"]
    assert [change.action for change in Change.objects.order_by("id")] == said


def test_two_of_one_name_a_level_beyond_the_scale_and_no_name_are_refused():
    hal = people.hal()
    can = capabilities.add_capability(by=hal, name="Delivery", level=6)

    for name, level, says in (("delivery", 5, "already"), (" ", 5, "a name"), ("Advice", 11, "0 to 10, not to 11")):
        with pytest.raises(UsageError, match=says):
            capabilities.add_capability(by=hal, name=name, level=level)
    capabilities.retire_capability(by=hal, capability=can)
    capabilities.add_capability(by=hal, name="Delivery", level=5)
    with pytest.raises(UsageError, match="already"):
        capabilities.bring_back_capability(by=hal, capability=can)


def test_the_second_of_two_editors_is_told():
    hal = people.hal()
    can = capabilities.add_capability(by=hal, name="Delivery", level=6)
    capabilities.edit_capability(by=hal, capability=can, version=1, name="Delivery", level=7)

    with pytest.raises(EditedMeanwhileError):
        capabilities.edit_capability(by=hal, capability=can, version=1, name="Delivery", level=2)
    assert Capability.objects.get().level == 7


def test_a_manager_does_not_say_what_the_company_can_do():
    with pytest.raises(PermissionDenied):
        capabilities.add_capability(by=people.maya(), name="Delivery", level=6)
