import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme import accounts, policy, teams
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import Change, Team
from goodwill.records.user import Role
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def north():
    """Maya leads it, Jonas belongs to it."""
    maya, jonas = people.maya(), people.jonas()
    return teams.make(by=people.hal(), name="  North ", lead=maya, members=[jonas])


def names(person, action="see"):
    return set(policy.parties(person, action).values_list("name", flat=True))


def test_who_leads_a_team_works_with_the_relationships_of_its_members(north):
    maya, jonas = north.lead, north.members.get()
    people.party("Hers", maya)
    people.party("His", jonas)
    people.party("Far", people.user("Zed", Role.MANAGER))

    assert names(maya) == names(maya, "edit") == {"Hers", "His"}
    assert names(jonas) == {"His"}


def test_where_a_role_reaches_its_teams_every_member_sees_what_the_others_manage(north):
    maya, jonas = north.lead, north.members.get()
    people.party("Hers", maya)
    people.party("His", jonas)
    people.may("manager", see="team")

    assert names(jonas) == {"Hers", "His"}
    assert names(jonas, "edit") == {"His"}


def test_a_team_is_changed_in_the_history_too(north):
    hal, zed = people.User.objects.get(name="Hal"), people.user("Zed", Role.MANAGER)

    teams.edit(by=hal, team=north, version=1, name="North", lead=zed, members=[])

    north.refresh_from_db()
    assert (north.lead, north.members.count(), north.version) == (zed, 0, 2)
    told = Change.objects.filter(action="changed team").get()
    assert (told.before["lead"], told.after["lead"]) == ("Maya", "Zed")
    assert (told.before["members"], told.after["members"]) == (["Jonas"], [])


def test_of_two_who_change_a_team_the_slower_is_told(north):
    hal = people.User.objects.get(name="Hal")
    teams.edit(by=hal, team=north, version=1, name="Northern", lead=None, members=[])

    with pytest.raises(EditedMeanwhileError):
        teams.edit(by=hal, team=north, version=1, name="South", lead=None, members=[])
    assert Team.objects.get().name == "Northern"


def test_a_team_needs_a_name_of_its_own_and_people_who_work_here(north):
    hal = people.User.objects.get(name="Hal")
    for asked, sentence in (
        ({"name": " ", "lead": None, "members": []}, "Give the team a name"),
        ({"name": "North", "lead": None, "members": []}, "There is a team North already"),
        ({"name": "South", "lead": None, "members": [people.partner()]}, "cannot belong to a team"),
    ):
        with pytest.raises(UsageError, match=sentence):
            teams.make(by=hal, **asked)
    assert list(Team.objects.all()) == [north]


def test_dissolved_its_people_see_each_other_no_more(north):
    maya = north.lead
    people.party("His", north.members.get())
    assert names(maya) == {"His"}

    teams.drop(by=people.User.objects.get(name="Hal"), team=north)

    assert names(maya) == set()


def test_who_becomes_a_partner_leaves_its_teams(north):
    accounts.change_role(by=people.ada(), person=north.members.get(), role=Role.PARTNER)
    accounts.change_role(by=people.User.objects.get(name="Ada"), person=north.lead, role=Role.PARTNER)

    north.refresh_from_db()
    assert north.lead is None
    assert north.members.count() == 0


def test_a_manager_composes_no_team(north):
    with pytest.raises(PermissionDenied):
        teams.drop(by=north.lead, team=north)
