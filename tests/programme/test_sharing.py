from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from goodwill.programme import attachments, policy, shared, sharing, trees, working
from goodwill.programme.finding import find
from goodwill.programme.finding.documents import write_documents
from goodwill.records.models import Change, Share
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db
ALL = dict.fromkeys(sharing.ASPECTS, True)


@pytest.fixture
def cast():
    """Maya, a party of hers with a person, a note and a file, and Pia, a partner."""
    maya = people.maya()
    party = people.party("Hers", maya)
    people.person("Ruth", at=party)
    working.note(by=maya, party=party, text="Spoke with Ruth")
    attachments.attach(by=maya, party=party, file=SimpleUploadedFile("a.txt", b"words"))
    return maya, party, people.partner()


def test_a_partner_sees_a_relationship_from_the_first_day_to_the_last(cast):
    maya, party, pia = cast
    today, day = timezone.localdate(), timedelta(days=1)

    for starts, ends, seen in (
        (today, None, True),
        (today, today, True),
        (today + day, None, False),
        (today - day, today - day, False),
    ):
        sharing.share(by=maya, party=party, partner=pia, starts=starts, ends=ends)
        assert (shared.one(pia, party) is not None) is seen
        assert [share.party.name for share in shared.listing(pia)] == ["Hers"] * seen
    assert Share.objects.count() == 1


def test_of_a_shared_relationship_only_what_was_chosen_is_seen(cast):
    maya, party, pia = cast
    sharing.share(by=maya, party=party, partner=pia)
    bare = shared.one(pia, party)
    assert (bare.people, bare.notes, bare.orders, bare.files) == ((), (), (), ())
    assert not policy.attachments(pia).exists()

    sharing.share(by=maya, party=party, partner=pia, aspects=ALL)
    whole = shared.one(pia, party)
    assert [person.name for person in whole.people] == ["Ruth"]
    assert len(whole.notes) == len(whole.files) == policy.attachments(pia).count() == 1


def test_neither_what_stands_below_nor_who_works_there_is_shared_with_it(cast):
    maya, party, pia = cast
    below = people.party("Below", maya)
    trees.place(by=maya, party=below, parent=party)
    sharing.share(by=maya, party=party, partner=pia, aspects=ALL)

    assert set(policy.parties(pia, "shared")) == {party}
    assert shared.one(pia, below) is None


def test_a_partner_sees_nothing_of_the_workspace_itself(cast):
    maya, party, pia = cast
    write_documents([party.pk])
    sharing.share(by=maya, party=party, partner=pia, aspects=ALL)

    assert not policy.parties(pia).exists()
    assert not policy.tasks(pia).exists()
    assert not policy.contacts(pia).exists()
    assert find(pia, "Hers").groups == []
    assert find(maya, "Hers").groups


def test_ended_it_is_seen_no_more_and_the_history_tells_both(cast):
    maya, party, pia = cast
    share = sharing.share(by=maya, party=party, partner=pia)
    sharing.end(by=maya, share=share)

    assert shared.listing(pia) == []
    told = Change.objects.filter(action__in=("shared", "unshared")).order_by("id")
    assert [change.action for change in told] == ["shared", "unshared"]


def test_what_is_hidden_from_ones_own_role_is_not_ones_to_show(cast):
    maya, party, pia = cast
    people.hide("manager", "email", "orders")

    for aspect in ("people", "orders"):
        with pytest.raises(PermissionDenied, match="not yours to show"):
            sharing.share(by=maya, party=party, partner=pia, aspects={aspect: True})
    sharing.share(by=maya, party=party, partner=pia, aspects={"notes": True})


def test_only_ones_own_is_shared_only_with_partners_and_not_backwards(cast):
    maya, party, pia = cast
    jonas, today = people.jonas(), timezone.localdate()

    with pytest.raises(PermissionDenied, match="another manager"):
        sharing.share(by=jonas, party=party, partner=pia)
    with pytest.raises(UsageError, match="is no partner"):
        sharing.share(by=maya, party=party, partner=jonas)
    with pytest.raises(UsageError, match="before the first"):
        sharing.share(by=maya, party=party, partner=pia, starts=today, ends=today - timedelta(days=1))
    assert not Share.objects.exists()
