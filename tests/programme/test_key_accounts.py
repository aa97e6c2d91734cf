from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from goodwill.programme import key_accounts
from goodwill.records.models import Change, KeyAccount
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db


def chosen(by, party, **values):
    relationship = party.relationships.get()
    return key_accounts.choose(
        by=by, relationship=relationship, **{"ground": "value", "reason": "A tenth of all margin"} | values
    )


def test_a_key_account_is_chosen_with_its_reason_and_let_go_with_another():
    hal, ash = people.hal(), people.party("Ash")

    account = chosen(hal, ash, since=date(2011, 1, 1))
    assert key_accounts.key_account_of(ash) == account
    key_accounts.let_go(by=hal, account=account, reason="Orders moved to its parent")

    assert key_accounts.key_account_of(ash) is None
    account.refresh_from_db()
    assert (account.until, account.why_let_go) == (timezone.localdate(), "Orders moved to its parent")
    assert [change.action for change in Change.objects.filter(party=ash).order_by("id")] == ["chosen", "let go"]


def test_it_can_be_chosen_again_and_both_times_are_kept():
    hal, ash = people.hal(), people.party("Ash")
    key_accounts.let_go(by=hal, account=chosen(hal, ash), reason="Quiet")

    chosen(hal, ash, ground="growth")

    assert KeyAccount.objects.count() == 2
    assert [one.ground for one in key_accounts.key_accounts(hal)] == ["growth"]


def test_a_manager_sees_those_of_the_own_book_alone():
    hal, maya = people.hal(), people.maya()
    chosen(hal, people.party("Mine", maya))
    chosen(hal, people.party("Other", people.jonas()))

    assert [str(one.relationship.party) for one in key_accounts.key_accounts(maya)] == ["Mine"]
    assert key_accounts.key_accounts(hal).count() == 2


def test_who_steers_without_seeing_the_account_does_not_let_it_go():
    hal, maya = people.hal(), people.maya()
    account = chosen(hal, people.party("Other", people.jonas()))
    people.may("manager", steer="yes")

    with pytest.raises(PermissionDenied):
        key_accounts.let_go(by=maya, account=account, reason="Quiet")
    assert key_accounts.key_accounts(hal).exists()


def test_twice_at_once_without_a_reason_or_by_a_manager_nobody_becomes_one():
    hal, maya = people.hal(), people.maya()
    ash = people.party("Ash", maya)

    with pytest.raises(ValidationError, match="Say in a few words why"):
        chosen(hal, ash, reason=" ")
    with pytest.raises(PermissionDenied):
        chosen(maya, ash)
    assert not KeyAccount.objects.exists()

    account = chosen(hal, ash)
    with pytest.raises(UsageError, match="Ash is a key account already"):
        chosen(hal, ash)
    key_accounts.let_go(by=hal, account=account, reason="Quiet")
    with pytest.raises(UsageError, match="let go already"):
        key_accounts.let_go(by=hal, account=account, reason="Quiet")


def test_who_steers_within_its_teams_lets_go_only_what_it_sees():
    hal, ash = people.hal(), people.party("Ash", people.maya())
    account = chosen(hal, ash)
    people.may("head", see="team")

    with pytest.raises(PermissionDenied):
        key_accounts.let_go(by=hal, account=account, reason="Quiet")
