import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.managing import profiles
from goodwill.records.models import Change, ManagerProfile
from goodwill.terms import UsageError
from tests import people
from tests.programme.managing.desk import profile, skill

pytestmark = pytest.mark.django_db


def test_the_head_keeps_what_a_manager_brings():
    hal, maya = people.hal(), people.maya()

    kept = profile(hal, maya, skills=[skill("Pricing", 4)], languages=["German"], hours=40.0)
    profiles.save_profile(by=hal, owner=maya, version=kept.version, values={"hours": 60.0, "region": "North"})

    kept.refresh_from_db()
    assert (kept.hours, kept.region, kept.version, kept.skills[0]["level"]) == (60.0, "North", 2, 4)
    assert Change.objects.filter(action="edited profile").count() == 2


def test_of_two_who_write_it_the_second_is_told():
    hal, maya = people.hal(), people.maya()
    kept = profile(hal, maya)
    profiles.save_profile(by=hal, owner=maya, version=kept.version, values={"hours": 60.0})

    for version in (0, kept.version):
        with pytest.raises(EditedMeanwhileError):
            profiles.save_profile(by=hal, owner=maya, version=version, values={"hours": 1.0})
    assert ManagerProfile.objects.get().hours == 60.0


def test_a_manager_sees_its_own_and_those_who_see_the_programme_see_all():
    hal, maya, jonas, ana = people.hal(), people.maya(), people.jonas(), people.analyst()

    assert set(profiles.seen(maya)) == {maya}
    assert set(profiles.seen(hal)) == set(profiles.seen(ana)) == {hal, maya, jonas, ana}
    assert not profiles.seen(people.partner()).exists()
    assert profiles.managing() == [hal, jonas, maya]


def test_levels_run_from_one_to_five_and_a_skill_stands_once():
    hal, maya = people.hal(), people.maya()
    with pytest.raises(UsageError, match="Pricing has level 6"):
        profile(hal, maya, skills=[skill("Pricing", 6)])
    with pytest.raises(UsageError, match="pricing is given twice"):
        profile(hal, maya, skills=[skill("Pricing", 3), skill("pricing", 2)])
    with pytest.raises(UsageError, match="may not look after relationships"):
        profile(hal, people.reader())
    assert not ManagerProfile.objects.exists()


def test_nobody_writes_its_own():
    maya = people.maya()
    with pytest.raises(PermissionDenied):
        profile(maya, maya)
