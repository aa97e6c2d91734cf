import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme.exchanging.about import About
from goodwill.programme.exchanging.questions import read, settle_wording, worded
from goodwill.programme.exchanging.rounds import answer, begin_round
from goodwill.programme.exchanging.targets import set_target
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import Change, PracticeRound, PracticeSheet, PracticeTarget, PracticeWording
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db
ANSWERS = {"purpose": {"network": 3}}
HALF = dict.fromkeys(("transaction", "database", "interaction", "network"), 0.5)


def test_a_new_round_ends_the_one_before_about_the_same_and_no_other():
    hal, ash = people.hal(), people.party("Ash")
    first = begin_round(by=hal, about=About(), size=9)
    of_ash = begin_round(by=hal, about=About(party=ash), size=11)
    market = begin_round(by=hal, about=About("supplier"), size=12)

    second = begin_round(by=hal, about=About(), size=9)

    open_now = set(PracticeRound.objects.filter(closed=None))
    assert open_now == {of_ash, market, second}
    with pytest.raises(UsageError, match="This round is over"):
        answer(by=hal, asked=first, version=0, answers=ANSWERS)
    assert [len(read(one.asked).dimensions) for one in (first, of_ash, market)] == [9, 11, 12]


def test_each_answers_on_a_sheet_of_its_own_and_may_revise_it():
    hal, maya = people.hal(), people.maya()
    asked = begin_round(by=hal, about=About(), size=9)

    sheet = answer(by=maya, asked=asked, version=0, answers=ANSWERS)
    answer(by=hal, asked=asked, version=0, answers=ANSWERS)
    answer(by=maya, asked=asked, version=sheet.version, answers={"purpose": {"network": 5}})

    assert PracticeSheet.objects.get(by=maya).answers == {"purpose": {"network": 5}}
    assert PracticeSheet.objects.count() == 2
    said = Change.objects.filter(what="practicesheet")
    assert {change.action for change in said} == {"answered practice", "revised practice"}
    assert all(not change.before and not change.after for change in said)
    with pytest.raises(EditedMeanwhileError):
        answer(by=maya, asked=asked, version=1, answers=ANSWERS)


def test_answers_that_were_not_asked_or_are_none_are_refused():
    hal = people.hal()
    asked = begin_round(by=hal, about=About(), size=9)
    for wrong, says in (
        ({}, "at least one"),
        ({"purpose": {"network": 6}}, "not to 6"),
        ({"power": {"network": 1}}, '"power" for "network" was not asked'),
    ):
        with pytest.raises(UsageError, match=says):
            answer(by=hal, asked=asked, version=0, answers=wrong)
    with pytest.raises(UsageError, match="no practice profile"):
        begin_round(by=hal, about=About(), size=10)


def test_who_may_ask_and_who_may_answer():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    about = About(party=people.party("Ash", maya))

    asked, general = begin_round(by=maya, about=about, size=9), begin_round(by=hal, about=About(), size=9)
    answer(by=people.reader(), asked=asked, version=0, answers=ANSWERS)
    for refused in (
        lambda: begin_round(by=maya, about=About(), size=9),
        lambda: begin_round(by=jonas, about=about, size=9),
        lambda: answer(by=jonas, asked=asked, version=0, answers=ANSWERS),
        lambda: set_target(by=maya, about=about, version=0, shares=HALF, reason=""),
        lambda: settle_wording(by=maya, version=1, statements={}),
        lambda: answer(by=people.partner(), asked=general, version=0, answers=ANSWERS),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_own_words_are_asked_from_then_on_and_emptied_ones_as_shipped():
    hal = people.hal()
    before = begin_round(by=hal, about=About(), size=9)
    settle_wording(by=hal, version=1, statements={"purpose": {"network": "We open doors.", "database": " "}})

    after = begin_round(by=hal, about=About(), size=9)

    assert read(before.asked).dimensions[0].statements[3] != "We open doors."
    assert read(after.asked).dimensions[0].statements[3] == "We open doors."
    assert PracticeWording.the().statements == {"purpose": {"network": "We open doors."}}
    settle_wording(by=hal, version=2, statements={"purpose": {"network": ""}})
    assert worded(9).dimensions[0].statements == read(before.asked).dimensions[0].statements
    with pytest.raises(EditedMeanwhileError):
        settle_wording(by=hal, version=2, statements={})
    with pytest.raises(UsageError, match='no statement "smell"'):
        settle_wording(by=hal, version=3, statements={"smell": {"network": "So"}})
    with pytest.raises(UsageError, match="up to 200"):
        settle_wording(by=hal, version=3, statements={"purpose": {"network": "x" * 201}})


def test_a_target_is_set_changed_and_locked():
    hal = people.hal()
    target = set_target(by=hal, about=About("customer"), version=0, shares=HALF, reason="So")

    set_target(by=hal, about=About("customer"), version=1, shares=HALF | {"network": 0.9}, reason="So")
    with pytest.raises(EditedMeanwhileError):
        set_target(by=hal, about=About("customer"), version=1, shares=HALF, reason="So")
    for wrong in ({"network": 1.0}, HALF | {"network": 1.1}):
        with pytest.raises(UsageError, match="a target from 0 to 1 for each of transaction, database"):
            set_target(by=hal, about=About("customer"), version=2, shares=wrong, reason="")
    assert PracticeTarget.objects.get(pk=target.pk).shares["network"] == 0.9
