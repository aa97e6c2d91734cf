"""What is private is read by its writer, by who looks after the party, and by whoever may change every relationship."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from goodwill.programme import attachments, finding, mentions, policy, shared, sharing, timeline, trees, working
from goodwill.programme.calendar import entries
from goodwill.programme.work_queue import day_of
from goodwill.records.models import Absence, Attachment, Change, Share, Team, User
from goodwill.records.user import Role
from tests import people

pytestmark = pytest.mark.django_db
WORD = "zqxsecret"


@pytest.fixture
def berg():
    return people.party("Berg", people.maya())


@pytest.fixture
def written(berg):
    maya = berg.relationships.get().manager
    return working.note(by=maya, party=berg, text=f"They will leave {WORD}", private=True)


def readers(contact):
    return {str(p) for p in User.objects.all() if policy.contacts(p).filter(id=contact.id).exists()}


def test_the_writer_the_manager_its_lead_and_the_head_read_it(written):
    maya, hal = written.by, people.hal()
    lead = people.user("Lena", Role.MANAGER)
    Team.objects.create(name="North", lead=lead).members.add(maya)
    cover = people.user("Cora", Role.MANAGER)
    today = date.today()  # noqa: DTZ011
    Absence.objects.create(person=maya, cover=cover, starts=today, ends=today, made_by=maya)
    for other in (people.ada, people.analyst, people.reader, people.jonas, people.partner):
        other()

    assert readers(written) == {"Maya", "Ada", "Lena", "Cora", str(hal)}


def test_who_wrote_it_for_another_book_reads_it_as_long_as_it_sees_the_party(berg):
    people.may("analyst", edit="all")
    ana = people.analyst()
    noted = working.note(by=ana, party=berg, text=WORD, private=True)
    people.may("analyst", edit="no")

    assert readers(noted) == {"Ana", "Maya"}
    people.may("analyst", see="no")
    assert readers(noted) == {"Maya"}


def test_the_team_sees_the_party_and_not_what_is_private_there(berg, written):
    people.may("manager", see="team", edit="team")
    tom = people.user("Tom", Role.MANAGER)
    Team.objects.create(name="North").members.add(written.by, tom)
    open_note = working.note(by=written.by, party=berg, text="Open")

    assert "Tom" in readers(open_note)
    assert "Tom" not in readers(written)
    assert [e.contact for e in timeline.timeline(tom, berg) if e.contact] == [open_note]


def test_the_timeline_of_the_party_and_its_group_hides_it_from_the_analyst(written):
    ana = people.analyst()
    over = people.party("Holding", written.by)
    trees.place(by=people.hal(), party=written.party, parent=over)

    assert [e.contact for e in timeline.timeline(written.by, written.party) if e.contact] == [written]
    for party in (written.party, over):
        assert not [e for e in timeline.timeline(ana, party, whole=True) if e.contact]
    assert [e.contact for e in timeline.timeline(written.by, over, whole=True) if e.contact] == [written]


@pytest.mark.django_db(transaction=True)
def test_the_search_finds_it_for_who_may_read_it_alone():
    maya, ana = people.maya(), people.analyst()
    berg = people.party("Berg", maya)
    working.note(by=maya, party=berg, text="Größe is zqxsecret", private=True)

    assert [row.party for group in finding.find(maya, "zqxsec gross").groups for row in group.rows] == [berg]
    assert not finding.find(ana, "zqxsec").groups


@pytest.mark.django_db(transaction=True)
def test_shared_it_is_found_and_read_by_all_and_made_private_again_it_is_not():
    maya, ana = people.maya(), people.analyst()
    berg = people.party("Berg", maya)
    noted = working.note(by=maya, party=berg, text=WORD, private=True)

    working.set_private(by=maya, contact=noted, private=False)
    assert finding.find(ana, WORD).groups
    assert "Ana" in readers(noted)
    working.set_private(by=maya, contact=noted, private=True)
    assert not finding.find(ana, WORD).groups
    assert finding.find(maya, WORD).groups
    assert "Ana" not in readers(noted)


def test_only_the_writer_or_the_manager_shares_it(written):
    jonas = people.jonas()
    for person in (jonas, people.analyst(), people.partner()):
        with pytest.raises(PermissionDenied):
            working.set_private(by=person, contact=written, private=False)

    working.set_private(by=people.hal(), contact=written, private=False)
    written.refresh_from_db()
    assert not written.private


def test_who_may_not_read_it_is_not_told_that_it_is_named_there(berg):
    ana, hal, maya = people.analyst(), people.hal(), berg.relationships.get().manager

    noted = working.note(by=maya, party=berg, text="@Ana and @Hal", private=True)
    assert [m.person for m in noted.mentions.all()] == [hal]

    working.set_private(by=maya, contact=noted, private=False)
    assert list(mentions.for_you(ana).values_list("contact", flat=True)) == [noted.id]


def test_a_partner_never_sees_it(berg, written):
    pia = people.partner()
    sharing.share(by=written.by, party=berg, partner=pia, aspects={"notes": True, "files": True})
    working.note(by=written.by, party=berg, text="Open")
    Attachment.objects.create(
        party=berg, name="a.txt", stored="0" * 32, kind="text", size=1, sha256="", contact=written
    )

    found = shared.one(pia, berg)
    assert found is not None
    assert ["Open" in e.note for e in found.notes] == [True]
    assert not found.files
    assert Share.objects.count() == 1


def test_a_file_that_came_with_it_is_as_private(berg, written):
    ana = people.analyst()
    file = attachments.attach(by=written.by, party=berg, file=SimpleUploadedFile("a.txt", b"words"))
    Attachment.objects.filter(id=file.id).update(contact=written)

    assert file in attachments.attachments(written.by, berg)
    assert file not in attachments.attachments(ana, berg)
    file.refresh_from_db()
    attachments.delete(by=written.by, attachment=file)
    assert "a.txt" not in str(list(Change.objects.filter(action="deleted file").values_list("before", "after")))


def test_the_history_does_not_say_what_a_private_complaint_was_answered(berg):
    maya, ana = berg.relationships.get().manager, people.analyst()
    complaint = working.note(by=maya, party=berg, text=WORD, kind="complaint", private=True)
    working.answer(by=maya, complaint=complaint, text=WORD)

    lines = Change.objects.filter(party=berg)
    assert WORD not in str(list(lines.values_list("before", "after")))
    people.may("analyst", history="all")
    assert not policy.changes(ana).filter(party=berg, what="contact").exists()
    assert policy.changes(maya).filter(party=berg, what="contact").count() == 2


def test_a_planned_private_visit_is_in_the_calendar_of_its_readers_alone(berg):
    maya = berg.relationships.get().manager
    people.may("analyst", edit="all")
    ana = people.analyst()
    working.note(by=maya, party=berg, text=WORD, kind="visit", private=True, on=date(2040, 1, 1))
    assert entries.planned(ana, [maya]).count() == 1

    people.may("analyst", edit="no")
    assert entries.planned(ana, [maya]).count() == 0
    assert entries.planned(maya, [maya]).count() == 1


def test_a_private_complaint_is_in_the_work_of_its_readers_alone(berg):
    maya, today = berg.relationships.get().manager, timezone.localdate()
    working.note(by=people.hal(), party=berg, text=WORD, kind="complaint", private=True)
    assert [card.kind for card in day_of(maya, today).cards] == ["complaint"]

    # Her relationships are hers until somebody gives them away, and yet she may not read it any more.
    User.objects.filter(id=maya.id).update(role=Role.ANALYST)
    assert day_of(User.objects.get(id=maya.id), today).cards == []
