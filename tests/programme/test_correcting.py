"""What was written is corrected by its writer, or by who may change every party; the history keeps what it was."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme import correcting, finding, mentions, past_changes, policy, working
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import Change, Contact, StandingChange
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
WORD = "zqxsecret"


@pytest.fixture
def maya():
    return people.maya()


@pytest.fixture
def berg(maya):
    return people.party("Berg", maya)


@pytest.fixture
def written(berg, maya):
    return working.note(by=maya, party=berg, text="They want mroe", on=DAY)


def correct(by, contact, **changed):
    now = {"text": contact.text, "kind": contact.kind, "on": contact.on}
    correcting.correct(by=by, contact=contact, **(now | changed))
    contact.refresh_from_db()


def test_words_kind_and_day_change_and_the_history_keeps_what_they_were(maya, written):
    correct(maya, written, text="They want more", kind="call", on=DAY - timedelta(1))

    assert (written.text, written.kind, written.on, written.by) == ("They want more", "call", date(2026, 3, 1), maya)
    line = Change.objects.get(action="corrected")
    assert line.before == {"text": "They want mroe", "kind": "note", "on": "2026-03-02"}
    assert line.after == {"text": "They want more", "kind": "call", "on": "2026-03-01"}
    told = next(past_changes.lines([line], maya))
    assert told.sentence == "Changed what was written"
    assert "Day: 2 March 2026 → 1 March 2026" in [str(move) for move in told.moves]


def test_saved_as_it_was_it_leaves_no_line(maya, written):
    correct(maya, written)

    assert not Change.objects.filter(action="corrected").exists()


def test_the_head_corrects_it_and_nobody_else_but_the_writer(berg, maya, written):
    people.may("manager", see="all", edit="all")
    jonas = people.jonas()
    by_jonas = working.note(by=jonas, party=berg, text="His", on=DAY)
    people.may("manager", see="all", edit="own")

    correct(people.hal(), written, text="By the head")
    correct(jonas, by_jonas, text="His own still")
    assert (written.text, by_jonas.text) == ("By the head", "His own still")
    # That the relationship is hers opens what others wrote to her to read, not to rewrite.
    refused = ((maya, by_jonas), *((person, written) for person in (jonas, people.analyst(), people.partner())))
    for person, contact in refused:
        with pytest.raises(PermissionDenied):
            correct(person, contact, text="Mine")


def test_who_no_longer_sees_the_party_no_longer_corrects_what_it_wrote_there(berg, maya, written):
    working.assign(by=people.hal(), parties=[berg], manager=people.jonas())

    with pytest.raises(PermissionDenied):
        correct(maya, written, text="Mine")


def test_a_mail_stays_as_it_came(berg, maya, written):
    mail = Contact.objects.create(party=berg, kind="mail", text="Offer", on=DAY, by=maya)

    with pytest.raises(PermissionDenied):
        correct(people.hal(), mail, text="Another", kind="note")
    with pytest.raises(UsageError, match="Nobody writes"):
        correct(maya, written, kind="mail")


def test_a_complaint_that_was_answered_stays_one(berg, maya):
    complaint = working.note(by=maya, party=berg, text="Late", kind="complaint", on=DAY)
    working.answer(by=maya, complaint=complaint, text="Sent anew")

    with pytest.raises(UsageError, match="stays one"):
        correct(maya, complaint, kind="note")
    correct(maya, complaint, text="Two days late")
    assert complaint.answer == "Sent anew"


def test_who_is_named_anew_finds_it_and_who_is_no_longer_does_not(maya, berg):
    hal, ada = people.hal(), people.ada()
    noted = working.note(by=maya, party=berg, text="@Hal should know", on=DAY)

    correct(maya, noted, text="@Ada should know")

    assert not mentions.for_you(hal)
    assert [mention.contact for mention in mentions.for_you(ada)] == [noted]


def test_who_has_looked_is_not_told_twice(maya, berg):
    hal = people.hal()
    noted = working.note(by=maya, party=berg, text="@Hal should know", on=DAY)
    mentions.tick(by=hal, party=berg)

    correct(maya, noted, text="@Hal should know it")

    assert not mentions.for_you(hal)


def test_of_two_who_correct_at_once_the_second_is_told(maya, written):
    correct(people.hal(), written, text="Theirs")

    seen = {"text": "They want mroe", "kind": "note", "on": DAY}
    with pytest.raises(EditedMeanwhileError):
        correcting.correct(by=maya, contact=written, text="Mine", kind="note", on=DAY, seen=seen)
    written.refresh_from_db()
    assert written.text == "Theirs"


def test_what_was_planned_and_has_happened_settles_a_change_of_standing(maya, berg):
    planned = working.note(by=maya, party=berg, text="Visit", kind="visit", on=timezone.localdate() + timedelta(9))
    change = StandingChange.objects.create(run=people.run(), party=berg, kind="cooled")

    correct(maya, planned, text="Visit to the works")
    change.refresh_from_db()
    assert change.handled is None
    correct(maya, planned, on=timezone.localdate())
    change.refresh_from_db()
    assert change.handled


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("private", [False, True])
def test_the_search_finds_the_new_words_and_no_longer_the_old(private):
    maya = people.maya()
    noted = working.note(by=maya, party=people.party("Berg", maya), text="They want asphalt", private=private)

    correct(maya, noted, text="They want granite")

    assert finding.find(maya, "granite").groups
    assert not finding.find(maya, "asphalt").groups
    assert bool(finding.find(people.analyst(), "granite").groups) is not private


def test_who_may_not_read_a_private_note_learns_nothing_of_its_change(maya, berg):
    people.may("analyst", history="all")
    ana, noted = people.analyst(), working.note(by=maya, party=berg, text=WORD, private=True)

    correct(maya, noted, text=f"{WORD} indeed")

    assert [c.action for c in policy.changes(maya).filter(what="contact")] == ["private corrected", "private note"]
    assert not policy.changes(ana).filter(what="contact").exists()


def test_what_was_changed_before_it_became_private_is_private_with_it(maya, berg):
    people.may("analyst", history="all")
    ana = people.analyst()
    noted = working.note(by=maya, party=berg, text=WORD, kind="complaint")
    correct(maya, noted, text=f"{WORD} indeed")
    working.answer(by=maya, complaint=noted, text=WORD)
    assert {"corrected", "answered"} <= set(policy.changes(ana).values_list("action", flat=True))

    working.set_private(by=maya, contact=noted, private=True)

    assert WORD not in str(list(policy.changes(ana).values_list("before", "after")))
    assert {"corrected", "answered"} <= set(policy.changes(maya).values_list("action", flat=True))
