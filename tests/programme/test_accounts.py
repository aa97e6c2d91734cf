from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from goodwill.programme import accounts, handing_over
from goodwill.programme.handing_over import Holding
from goodwill.programme.timeline import timeline
from goodwill.records.models import Change, Invitation, Task, User, Workspace
from goodwill.records.user import Role
from tests import people

pytestmark = pytest.mark.django_db
PASSWORD = "staple battery horse"


def invite(by: User) -> str:
    return accounts.invite(by=by, name="Nora", email="Nora@Example.com", role=Role.MANAGER)


def task(party, owner: User, **fields) -> Task:
    return Task.objects.create(party=party, title="Call", due=date(2011, 9, 1), owner=owner, made_by=owner, **fields)


def test_an_invited_person_chooses_its_password():
    token = invite(people.ada())

    assert accounts.invited(token).email == "nora@example.com"
    nora = accounts.accept(token=token, password=PASSWORD)

    assert (nora.name, nora.role, nora.check_password(PASSWORD)) == ("Nora", "manager", True)
    assert [c.action for c in Change.objects.order_by("id")] == ["invited", "set password"]


def test_a_head_invites_nobody():
    with pytest.raises(PermissionDenied):
        invite(people.hal())
    assert not User.objects.filter(name="Nora").exists()


def test_an_address_has_one_account():
    ada = people.ada()
    invite(ada)

    with pytest.raises(ValidationError, match="already"):
        invite(ada)
    assert User.objects.filter(name="Nora").count() == 1


def test_the_token_itself_is_not_kept():
    token = invite(people.ada())

    assert token not in Invitation.objects.get().hash


def test_a_link_opens_once():
    token = invite(people.ada())
    accounts.accept(token=token, password=PASSWORD)

    assert accounts.invited(token) is None
    with pytest.raises(PermissionError, match="used already"):
        accounts.accept(token=token, password="another battery horse")
    assert User.objects.get(name="Nora").check_password(PASSWORD)


def test_a_link_opens_for_seven_days():
    token = invite(people.ada())
    left = Invitation.objects.get().until - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)

    Invitation.objects.update(until=timezone.now())
    assert accounts.invited(token) is None


def test_a_weak_password_leaves_the_link_good():
    token = invite(people.ada())

    with pytest.raises(ValidationError):
        accounts.accept(token=token, password="password")
    assert accounts.invited(token)


def test_a_new_link_sets_a_new_password_and_closes_the_older_link():
    ada, maya = people.ada(), people.maya()
    old = accounts.make_link(by=ada, person=maya)
    new = accounts.make_link(by=ada, person=maya)

    assert accounts.invited(old) is None
    assert accounts.accept(token=new, password=PASSWORD).check_password(PASSWORD)


def test_one_time_codes_stay_unless_the_device_is_lost():
    ada, maya = people.ada(), people.maya()
    Authenticator.objects.create(user=maya, type=Authenticator.Type.TOTP, data={})

    accounts.make_link(by=ada, person=maya)
    assert Authenticator.objects.filter(user=maya).exists()
    accounts.make_link(by=ada, person=maya, forget_codes=True)
    assert not Authenticator.objects.filter(user=maya).exists()


def test_no_link_is_made_for_who_was_let_go():
    ada, maya = people.ada(), people.maya()
    accounts.deactivate(by=ada, person=maya)
    maya.refresh_from_db()

    with pytest.raises(ValidationError, match="Reactivate"):
        accounts.make_link(by=ada, person=maya)


def test_a_manager_makes_no_link():
    maya, jonas = people.maya(), people.jonas()

    with pytest.raises(PermissionDenied):
        accounts.make_link(by=maya, person=jonas)


def test_a_person_names_itself():
    maya = people.maya()

    accounts.rename(by=maya, name="Maya Lindqvist")

    assert User.objects.get(id=maya.id).name == "Maya Lindqvist"
    assert Change.objects.get().before == {"name": "Maya"}


def test_a_role_changes():
    maya = people.maya()

    accounts.change_role(by=people.ada(), person=maya, role=Role.HEAD)

    assert User.objects.get(id=maya.id).role == "head"
    assert Change.objects.get().after == {"role": "head"}


def test_nobody_gives_itself_a_role():
    maya = people.maya()

    with pytest.raises(PermissionDenied):
        accounts.change_role(by=maya, person=maya, role=Role.ADMINISTRATOR)


@pytest.mark.parametrize("other", ["none", "invited", "let go"])
def test_the_last_administrator_stays_one(other):
    ada = people.ada()
    if other == "invited":
        accounts.invite(by=ada, name="Bo", email="bo@example.com", role=Role.ADMINISTRATOR)
    if other == "let go":
        accounts.deactivate(by=ada, person=people.user("Bo", Role.ADMINISTRATOR))

    with pytest.raises(ValidationError, match="last administrator"):
        accounts.change_role(by=ada, person=ada, role=Role.READER)
    with pytest.raises(ValidationError, match="last administrator"):
        accounts.deactivate(by=ada, person=ada)
    ada.refresh_from_db()
    assert (ada.role, ada.is_active) == ("administrator", True)


def test_one_of_two_administrators_may_go():
    ada = people.ada()
    people.user("Bo", Role.ADMINISTRATOR)

    accounts.deactivate(by=ada, person=ada)

    assert not User.objects.get(id=ada.id).is_active


def test_who_is_deactivated_is_signed_out_at_once_and_its_link_is_closed(client):
    ada, maya = people.ada(), people.maya()
    token = accounts.make_link(by=ada, person=maya)
    client.force_login(maya)
    assert client.get("/").status_code == 200

    accounts.deactivate(by=ada, person=maya)
    assert client.get("/").status_code == 302
    assert not UserSession.objects.filter(user=maya).exists()
    assert accounts.invited(token) is None

    maya.refresh_from_db()
    accounts.reactivate(by=ada, person=maya)
    assert User.objects.get(id=maya.id).is_active
    assert client.get("/").status_code == 302
    assert accounts.invited(token) is None


def test_a_head_lets_nobody_go_nor_in():
    hal, maya = people.hal(), people.maya()

    with pytest.raises(PermissionDenied):
        accounts.deactivate(by=hal, person=maya)
    with pytest.raises(PermissionDenied):
        accounts.reactivate(by=hal, person=maya)


def test_what_a_leaver_holds_goes_to_another():
    ada, maya, jonas = people.ada(), people.maya(), people.jonas()
    party = people.party("Own", maya)
    task(party, maya)
    done = task(party, maya, done=timezone.now())

    assert handing_over.holding(maya) == Holding(1, 1)
    accounts.deactivate(by=ada, person=maya, taker=jonas)

    assert (handing_over.holding(maya), handing_over.holding(jonas)) == (Holding(0, 0), Holding(1, 1))
    assert Task.objects.get(id=done.id).owner == maya
    assert {entry.title for entry in timeline(ada, party, only="changes")} == {
        "Manager: Maya → Jonas",
        "Task: Maya → Jonas",
    }


def test_what_a_leaver_holds_may_stay():
    ada, maya = people.ada(), people.maya()
    people.party("Own", maya)

    accounts.deactivate(by=ada, person=maya)

    assert handing_over.holding(maya) == Holding(1, 0)


def test_a_reader_takes_nothing_over():
    ada, maya, rita = people.ada(), people.maya(), people.reader()
    people.party("Own", maya)

    with pytest.raises(ValidationError, match="can not take"):
        accounts.deactivate(by=ada, person=maya, taker=rita)
    assert rita not in handing_over.takers(ada, maya)
    assert handing_over.holding(maya) == Holding(1, 0)
    assert User.objects.get(id=maya.id).is_active


def test_an_administrator_asks_everybody_for_codes():
    accounts.ask_for_codes(by=people.ada(), everybody=True)

    assert Workspace.the().codes_for_all
    assert Change.objects.get().after == {"codes_for_all": True}


def test_a_head_asks_nobody_for_codes():
    with pytest.raises(PermissionDenied):
        accounts.ask_for_codes(by=people.hal(), everybody=True)
    assert not Workspace.the().codes_for_all
