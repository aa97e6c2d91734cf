import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from goodwill.programme import accounts
from goodwill.records.models import Change, Relationship, User, Workspace
from goodwill.records.user import Role
from tests import people

pytestmark = pytest.mark.django_db
OLD, NEW = "correct horse battery", "staple battery horse"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _no_failed_tries():
    cache.clear()


def code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client: Client, email: str = "maya@example.com", password: str = OLD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def sure(client: Client) -> None:
    """The password once more, as it is asked for before codes are changed."""
    assert client.post(reverse("account_reauthenticate"), {"password": OLD}).status_code == 302


def link_in(answer) -> str:
    return re.search(r'value="http://testserver(/invitation/[^"]+)"', answer.content.decode())[1]


def test_an_invited_person_is_signed_in_after_choosing_its_password(client):
    client.force_login(people.ada())
    answer = client.post(reverse("accounts-add"), {"name": "Nora", "email": "nora@example.com", "role": "manager"})
    nora = Client()

    assert "no-store" in answer["Cache-Control"]
    assert b"nora@example.com" in nora.get(link_in(answer)).content
    assert nora.post(link_in(answer), {"password": NEW}).url == "/"
    assert nora.get("/").status_code == 200
    assert Client().get(link_in(answer)).status_code == 404


def test_a_weak_password_is_refused_with_its_reason(client):
    token = accounts.invite(by=people.ada(), name="Nora", email="nora@example.com", role=Role.MANAGER)

    answer = client.post(reverse("invitation", args=[token]), {"password": "123"})

    assert b"too short" in answer.content
    assert client.get("/").status_code == 302


def test_a_new_link_does_not_lead_past_the_one_time_code(client):
    ada, maya = people.ada(), people.maya()
    TOTP.activate(maya, SECRET)
    token = accounts.make_link(by=ada, person=maya)

    assert client.post(reverse("invitation", args=[token]), {"password": NEW}).url == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).url == "/"
    assert client.get("/").status_code == 200


def test_an_opened_link_signs_out_who_was_signed_in_before(client):
    ada = people.ada()
    token = accounts.make_link(by=ada, person=people.maya())
    client.force_login(ada)

    client.post(reverse("invitation", args=[token]), {"password": NEW})

    assert client.get(reverse("account")).context["user"].name == "Maya"


def test_an_address_that_is_taken_is_said_beside_the_field(client):
    client.force_login(people.ada())

    answer = client.post(reverse("accounts-add"), {"name": "A", "email": "ADA@example.com", "role": "reader"})

    assert b"already" in answer.content
    assert User.objects.count() == 1


def test_the_page_of_a_person_says_what_it_holds_and_hands_it_over(client):
    ada, maya, jonas = people.ada(), people.maya(), people.jonas()
    people.party("Own", maya)
    client.force_login(ada)

    assert "Maya holds 1 relationship and no open tasks." in client.get(f"/accounts/{maya.id}/").content.decode()
    client.post(f"/accounts/{maya.id}/deactivate", {"taker": jonas.id})

    assert Relationship.objects.get().manager == jonas
    assert not User.objects.get(id=maya.id).is_active


def test_the_last_administrator_is_told_why_it_stays(client):
    ada = people.ada()
    client.force_login(ada)

    answer = client.post(f"/accounts/{ada.id}/deactivate", follow=True)

    assert b"Ada is the last administrator." in answer.content
    assert User.objects.get(id=ada.id).is_active


def test_who_hands_its_own_role_on_comes_to_the_day(client):
    ada = people.ada()
    people.user("Bo", Role.ADMINISTRATOR)
    client.force_login(ada)

    assert client.post(f"/accounts/{ada.id}/role", {"role": "reader"}).url == "/"


def test_a_role_that_does_not_exist_changes_nothing(client):
    maya = people.maya()
    client.force_login(people.ada())

    client.post(f"/accounts/{maya.id}/role", {"role": "owner"})

    assert User.objects.get(id=maya.id).role == "manager"


def test_who_was_let_go_can_not_sign_in(client):
    maya = people.maya()
    accounts.deactivate(by=people.ada(), person=maya)

    answer = sign_in(client)

    assert client.get("/").status_code == 302
    assert b"This account is closed" in client.get(answer.url).content


def test_a_changed_password_signs_in_and_ends_the_other_sessions(client):
    maya, other = people.maya(), Client()
    other.force_login(maya)
    client.force_login(maya)

    told = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    assert client.post(reverse("account_change_password"), told).url == reverse("account")

    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 302
    assert sign_in(Client(), password=NEW).url == "/"
    assert Change.objects.get(what="user").action == "changed password"


def test_a_wrong_present_password_changes_nothing(client):
    maya = people.maya()
    client.force_login(maya)

    client.post(reverse("account_change_password"), {"oldpassword": "x", "password1": NEW, "password2": NEW})

    assert User.objects.get(id=maya.id).check_password(OLD)


def test_one_time_codes_are_turned_on_asked_for_and_turned_off(client, django_capture_on_commit_callbacks):
    people.maya()
    sign_in(client)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    sure(client)
    page = client.get(reverse("mfa_activate_totp"))
    picture = re.search(r"<svg class=\"qr\".*?</svg>", page.content.decode(), re.DOTALL)[0]
    assert "style" not in picture
    assert "<?xml" not in page.content.decode()
    secret = page.context["form"].secret

    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert b"This code is wrong or too old." in wrong.content
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    recovery = client.get(answer.url).context["unused_codes"]
    assert len(recovery) == 10
    assert recovery[0] in client.get(reverse("mfa_download_recovery_codes")).content.decode()

    other = Client()
    assert sign_in(other).url == reverse("mfa_authenticate")
    assert other.post(reverse("mfa_authenticate"), {"code": recovery[0]}).url == "/"

    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert [change.action for change in Change.objects.filter(what="user").order_by("id")] == ["codes on", "codes off"]
    assert sign_in(Client()).url == "/"


def test_a_person_ends_one_of_its_sessions(client):
    maya, other = people.maya(), Client()
    for browser in (client, other):
        browser.force_login(maya)
        browser.get("/")
    theirs = UserSession.objects.get(session_key=other.session.session_key)

    client.post(reverse("session-end", args=[theirs.pk]))

    assert other.get("/").status_code == 302
    assert client.get("/").status_code == 200


def test_nobody_ends_the_session_of_another(client):
    maya, jonas, other = people.maya(), people.jonas(), Client()
    other.force_login(jonas)
    other.get("/")
    client.force_login(maya)

    client.post(reverse("session-end", args=[UserSession.objects.get(user=jonas).pk]))

    assert other.get("/").status_code == 200


def test_all_other_sessions_end_together(client):
    maya, others = people.maya(), [Client(), Client()]
    for browser in (client, *others):
        browser.force_login(maya)
        browser.get("/")

    client.post(reverse("usersessions_list"))

    assert [browser.get("/").status_code for browser in (client, *others)] == [200, 302, 302]


def test_where_everybody_needs_codes_who_has_none_sets_them_up_first(client):
    people.maya()
    Workspace.the()
    Workspace.objects.update(codes_for_all=True)
    sign_in(client)

    for name in ("today", "relationships", "account", "account_change_password", "usersessions_list", "mfa_index"):
        assert client.get(reverse(name)).url == reverse("mfa_activate_totp"), name
    assert client.get(reverse("health")).status_code == 200
    sure(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert b"Everybody signs in with a one-time code here." in page.content
    client.post(reverse("mfa_activate_totp"), {"code": code(page.context["form"].secret)})

    assert client.get("/").status_code == 200


def test_where_everybody_needs_codes_signing_in_and_out_stay_open(client):
    people.maya()
    Workspace.the()
    Workspace.objects.update(codes_for_all=True)

    assert client.get(reverse("account_login")).status_code == 200
    sign_in(client)
    assert client.post(reverse("account_logout")).url == "/"
    assert client.get("/").url.startswith(reverse("account_login"))


def test_the_sixth_wrong_try_within_five_minutes_is_refused(client):
    people.maya()

    answers = [sign_in(client, password="wrong") for _ in range(6)]

    assert all(b"is wrong" in answer.content for answer in answers[:5])
    assert b"Too many wrong tries." in answers[5].content
    assert b"Too many wrong tries." in sign_in(client).content
    assert client.get("/").status_code == 302


def test_wrong_tries_are_counted_for_all_processes_together(settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


NOT_MAILED = [
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-x/",
    "/account/email/",
    "/account/confirm-email/",
    "/account/confirm-email/key/",
]


@pytest.mark.parametrize("address", NOT_MAILED)
def test_what_would_send_a_mail_says_whom_to_ask(client, mailoutbox, address):
    people.maya()

    for answer in (client.get(address), client.post(address, {"email": "maya@example.com"})):
        assert b"Ask an administrator" in answer.content
    assert mailoutbox == []


def test_every_page_of_the_sign_in_looks_like_the_workspace(client):
    """Whatever answers with a page, signed out, half way and signed in, is one of ours."""
    maya = people.maya()
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    names = [name for name in names if name.startswith(("account_", "mfa_", "usersessions_"))]

    def look(browser: Client) -> set[str]:
        seen = set()
        for name in names:
            try:
                address = reverse(name)
            except NoReverseMatch:  # those with a key in the address stand in NOT_MAILED
                continue
            answer = browser.get(address)
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                assert b"goodwill/app.css" in answer.content, name
                assert b"<h1>" in answer.content, name
                seen.add(name)
        return seen

    signed_out = look(client)
    assert {"account_login", "account_signup", "account_inactive", "account_reset_password"} <= signed_out
    sign_in(client)
    sure(client)
    assert "mfa_activate_totp" in look(client)
    TOTP.activate(maya, SECRET)
    client.post(reverse("mfa_generate_recovery_codes"))
    assert {
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "usersessions_list",
    } <= look(client)
    half_way = Client()
    sign_in(half_way)
    assert "mfa_authenticate" in look(half_way)
