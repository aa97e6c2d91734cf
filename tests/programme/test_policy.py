import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme import handing_over, policy
from goodwill.records.models import Relationship, Rights, Task, Team
from goodwill.records.once import ask_again
from goodwill.records.user import Role
from tests import people

pytestmark = pytest.mark.django_db


def test_every_role_has_a_rule_for_every_action():
    for rules in policy.DEFAULTS.values():
        assert set(rules) == {role.value for role in Role}


def test_a_manager_sees_its_own_book_and_the_people_in_it():
    maya, jonas = people.maya(), people.jonas()
    own, other = people.party("Own", maya), people.party("Other", jonas)
    person = people.person("Ruth", at=own)

    assert set(policy.parties(maya)) == {own, person}
    assert set(policy.parties(jonas)) == {other}


def test_the_head_sees_all_and_may_edit_all():
    hal = people.hal()
    everyone = {people.party("A", people.maya()), people.party("B")}

    assert set(policy.parties(hal)) == everyone
    assert set(policy.parties(hal, "edit")) == everyone


def test_an_analyst_sees_all_and_edits_nothing():
    ana = people.analyst()
    people.party("A")

    assert policy.parties(ana).count() == 1
    assert not policy.parties(ana, "edit").exists()


def test_a_reader_may_not_export():
    with pytest.raises(PermissionDenied, match="Ask an administrator"):
        policy.demand(people.reader(), "export")


def test_who_has_left_may_do_nothing():
    hal = people.hal()
    people.party("A")
    hal.is_active = False

    assert not policy.parties(hal).exists()


def test_a_manager_does_not_see_the_tasks_of_another_book():
    maya, jonas = people.maya(), people.jonas()
    task = Task.objects.create(
        party=people.party("Other", jonas), title="Call", due="2011-09-01", owner=jonas, made_by=jonas
    )

    assert not policy.tasks(maya).exists()
    assert list(policy.tasks(jonas)) == [task]


def test_the_book_is_one_set_of_keys_however_a_party_comes_into_it():
    maya = people.maya()
    top = people.party("Top", maya)
    Relationship.objects.create(party=top, market="supplier", manager=maya)
    ruth = people.person("Ruth", at=top)
    people.Affiliation.objects.create(person=ruth, organisation=people.party("Also hers", maya))

    assert sorted(policy.parties(maya).values_list("name", flat=True)) == ["Also hers", "Ruth", "Top"]


def test_a_right_never_reaches_further_than_the_kept_rights_know():
    """What stands in the table but cannot be chosen, and what an older release wrote there, counts for nothing."""
    people.may("manager", see="everything", accounts="yes")
    people.may("partner", see="all")
    people.may("administrator", see="no")
    people.party("A")

    assert policy.reach(people.maya(), "see") == "own"
    assert not policy.may(people.User.objects.get(), "accounts")
    assert not policy.parties(people.partner()).exists()
    assert policy.parties(people.ada()).count() == 1


def test_the_head_hands_over_a_book_and_a_manager_none():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    people.party("Hers", maya)

    handing_over.hand_over(by=hal, giver=maya, taker=jonas)

    assert policy.parties(jonas).count() == 1
    with pytest.raises(PermissionDenied):
        handing_over.hand_over(by=jonas, giver=jonas, taker=maya)
    assert not policy.books(jonas).exists()


def test_within_its_teams_a_book_goes_from_member_to_member_only():
    maya, jonas, zed = people.maya(), people.jonas(), people.user("Zed", Role.MANAGER)
    Team.objects.create(name="North", lead=maya).members.add(jonas)
    people.party("His", jonas)
    people.may("manager", assign="team", edit="team", see="team")

    assert set(policy.books(maya)) == {maya, jonas}
    made = handing_over.hand_over(by=maya, giver=jonas, taker=maya)
    assert handing_over.takers(maya, jonas) == [maya]
    assert list(handing_over.made_between(maya)) == [made]
    assert not handing_over.made_between(zed).exists()
    with pytest.raises(PermissionDenied):
        handing_over.take_back(by=people.reader(), made=made)
    assert handing_over.take_back(by=maya, made=made).relationships == 1
    for giver, taker in ((zed, maya), (maya, zed)):
        with pytest.raises(PermissionDenied, match="in none of your teams"):
            handing_over.hand_over(by=maya, giver=giver, taker=taker)


def test_within_a_request_the_rights_are_read_once_and_outside_every_time(django_assert_num_queries):
    maya = people.maya()
    with django_assert_num_queries(1), policy.asked_once():
        assert policy.reach(maya, "see") == policy.reach(maya, "see") == "own"
    people.may("manager", see="all")
    with policy.asked_once():
        assert policy.reach(maya, "see") == "all"
        Rights.objects.all().delete()
        assert policy.reach(maya, "see") == "all"
        ask_again()
        assert policy.reach(maya, "see") == "own"


def test_within_a_request_a_book_is_read_once_and_anew_when_somebody_is_given_into_it(django_assert_num_queries):
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    hers, his = people.party("Hers", maya), people.party("His", jonas)
    with policy.asked_once():
        assert list(policy.parties(maya)) == [hers]
        with django_assert_num_queries(3):
            assert list(policy.parties(maya, "edit")) == list(policy.own_book(maya)) == [hers]
            assert not policy.tasks(maya).exists()

        handing_over.hand_over(by=hal, giver=jonas, taker=maya)

        assert list(policy.parties(maya)) == [hers, his]


def test_what_one_request_has_read_the_next_does_not_know(client):
    client.force_login(people.maya())
    people.party("Fourways", people.jonas())
    assert "Fourways" not in client.get("/relationships/").content.decode()

    people.may("manager", see="all")

    assert "Fourways" in client.get("/relationships/").content.decode()


def test_policy_costs_no_query_for_who_sees_all(django_assert_num_queries):
    hal = people.hal()
    with policy.asked_once():
        policy.may(hal, "see")
        with django_assert_num_queries(0):
            assert not policy.parties(hal).query.where
            policy.hidden(hal)
            policy.may(hal, "portfolio")
