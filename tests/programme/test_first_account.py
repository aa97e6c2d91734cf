import pytest
from django.core.exceptions import ValidationError

from goodwill.programme import first_account
from goodwill.records.models import Change, User, Workspace

pytestmark = pytest.mark.django_db
WHO = {"email": "Ada@Example.com", "name": "Ada", "password": "correct horse battery"}


def test_the_link_makes_one_administrator():
    token = first_account.issue_token()

    ada = first_account.make_first_account(token=token, **WHO)

    assert (ada.role, ada.email) == ("administrator", "ada@example.com")
    assert ada.check_password(WHO["password"])
    assert Change.objects.get().action == "first account"


def test_a_link_is_spent_after_its_use():
    token = first_account.issue_token()
    first_account.make_first_account(token=token, **WHO)

    with pytest.raises(PermissionError, match="used already"):
        first_account.make_first_account(token=token, **(WHO | {"email": "eve@example.com"}))
    assert User.objects.count() == 1


def test_a_newer_link_closes_the_older_one():
    old, new = first_account.issue_token(), first_account.issue_token()

    assert not first_account.opens(old)
    assert first_account.opens(new)


def test_the_token_itself_is_not_kept():
    token = first_account.issue_token()

    assert token not in Workspace.the().first_account_token


def test_a_weak_password_makes_no_account():
    token = first_account.issue_token()

    with pytest.raises(ValidationError):
        first_account.make_first_account(token=token, **(WHO | {"password": "password"}))
    assert first_account.opens(token)
