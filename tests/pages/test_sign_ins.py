"""Who came, who tried to and who left stands in the history, with the address it came from."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from goodwill.programme import accounts
from goodwill.records.models import Change, Touched, User
from tests import people

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _no_failed_tries():
    cache.clear()


def sign_in(client: Client, email: str = "maya@example.com", password: str = PASSWORD):
    told = {"login": email, "password": password}
    return client.post(reverse("account_login"), told, REMOTE_ADDR="192.0.2.7", headers={"User-Agent": FIREFOX})


def lines() -> list[tuple[str, str, str]]:
    """What happened, to whose account, and who did it."""
    names = dict(User.objects.values_list("id", "name"))
    return [
        (change.action, names.get(int(change.row or 0), ""), str(change.by or ""))
        for change in Change.objects.filter(what="sign-in").order_by("id")
    ]


def test_who_signs_in_and_out_is_remembered_with_address_and_device(client):
    people.maya()

    sign_in(client)
    client.post(reverse("account_logout"))

    assert lines() == [("signed in", "Maya", "Maya"), ("signed out", "Maya", "Maya")]
    first = Change.objects.get(action="signed in")
    assert first.after == {"address": "192.0.2.7", "device": FIREFOX}
    # Coming and going changes nothing that a segment would have to be asked for again.
    assert not Touched.objects.exists()


def test_a_wrong_password_is_remembered_at_the_account_that_was_tried(client):
    people.maya()

    sign_in(client, password="wrong")

    assert lines() == [("sign-in refused", "Maya", "")]
    assert Change.objects.get().after["why"] == "wrong password"


@pytest.mark.parametrize(("tried", "kept"), [("nobody@example.com", "nobody@example.com"), (PASSWORD, None)])
def test_a_try_without_an_account_keeps_the_address_but_never_a_password_in_the_wrong_field(client, tried, kept):
    sign_in(client, email=tried, password="wrong")

    assert [change.after.get("tried") for change in Change.objects.all()] == ([kept] if kept else [])


def test_a_wrong_code_and_a_closed_account_are_remembered(client):
    maya, jonas = people.maya(), people.jonas()
    TOTP.activate(maya, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    User.objects.filter(id=jonas.id).update(is_active=False)

    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    sign_in(Client(), email="jonas@example.com")

    assert lines() == [("sign-in refused", "Maya", ""), ("sign-in refused", "Jonas", "")]
    assert [change.after["why"] for change in Change.objects.order_by("id")] == ["wrong code", "closed account"]


def test_sessions_that_are_ended_are_remembered_whoever_ended_them(client):
    ada, maya, others = people.ada(), people.maya(), [Client(), Client(), Client()]
    client.force_login(maya)
    client.get("/")
    for other in others:
        other.force_login(maya)
        other.get("/")
    one = UserSession.objects.get(session_key=others[0].session.session_key)

    client.post(reverse("session-end", args=[one.pk]))
    client.post(reverse("usersessions_list"))
    accounts.deactivate(by=ada, person=maya)

    own = ("session ended", "Maya", "Maya")
    assert lines() == [own, own, own, ("session ended", "Maya", "Ada")]


def test_the_account_page_shows_a_persons_own_lines_alone(client):
    people.jonas()
    sign_in(Client(), email="jonas@example.com", password="wrong")
    people.maya()
    sign_in(client)

    told = client.get(reverse("account")).content.decode()

    assert "Signed in" in told
    assert "192.0.2.7" in told
    assert "Firefox on Linux" in told
    assert "Sign-in refused" not in told


def change_address(client: Client, email: str, password: str = PASSWORD):
    return client.post(reverse("account-address"), {"email": email, "password": password})


def test_a_person_changes_its_address_with_its_password_and_signs_in_with_the_new_one(client):
    maya = people.maya()
    client.force_login(maya)

    assert change_address(client, "Maya@New.example").url == reverse("account")

    assert client.get(reverse("account")).status_code == 200
    assert sign_in(Client(), email="maya@new.example").url == "/"
    assert b"is wrong" in sign_in(Client()).content
    change = Change.objects.get(action="changed e-mail")
    assert (change.by, change.before, change.after["email"]) == (
        maya,
        {"email": "maya@example.com"},
        "maya@new.example",
    )
    assert change.after["address"] == "127.0.0.1"


def test_a_wrong_password_changes_no_address_and_is_counted(client):
    maya = people.maya()
    client.force_login(maya)

    answers = [change_address(client, "maya@new.example", "wrong") for _ in range(6)]

    assert all(b"This is not your password." in answer.content for answer in answers[:5])
    assert b"Too many wrong tries." in answers[5].content
    assert b"Too many wrong tries." in change_address(client, "maya@new.example").content
    assert User.objects.get(id=maya.id).email == "maya@example.com"
    assert lines() == [("sign-in refused", "Maya", "")] * 5


def test_an_address_that_somebody_has_is_refused_beside_its_field(client):
    people.jonas()
    client.force_login(people.maya())

    assert b"Somebody has an account with this address already." in change_address(client, "Jonas@example.com").content
    assert not Change.objects.exists()


def test_too_many_tries_are_told_on_a_page_of_ours(client):
    client.force_login(people.maya())
    wrong = {"oldpassword": "x", "password1": PASSWORD, "password2": PASSWORD}

    answers = [client.post(reverse("account_change_password"), wrong) for _ in range(7)]

    answer = answers[-1]
    assert (answers[0].status_code, answer.status_code) == (200, 429)
    told = answer.content.decode()
    assert "<h1>Too many tries</h1>" in told
    assert "Wait five minutes, then try again." in told
    assert "goodwill/app.css" in told
    assert 'href="/"' in told
    assert "script-src 'self'" in answer["Content-Security-Policy"]
