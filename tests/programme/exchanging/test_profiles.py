import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme.exchanging.about import About
from goodwill.programme.exchanging.overview import overview
from goodwill.programme.exchanging.profiles import told
from goodwill.programme.exchanging.questions import worded
from goodwill.programme.exchanging.rounds import answer, begin_round
from goodwill.programme.exchanging.targets import set_target
from tests import people

pytestmark = pytest.mark.django_db
TYPES = ("transaction", "database", "interaction", "network")


def sheet(*values):
    """All nine rows answered alike: 1 to 5 for each type."""
    return {row.name: dict(zip(TYPES, values, strict=True)) for row in worded(9).dimensions}


def answered(asked, *sheets, first=0):
    for number, values in enumerate(sheets):
        by = people.user(f"R{first + number}", "reader")
        answer(by=by, asked=asked, version=0, answers=sheet(*values))


def test_the_profile_of_the_theory_its_distance_and_the_difference_of_relational_and_transactional():
    hal = people.hal()
    asked = begin_round(by=hal, about=About(), size=9)
    answered(asked, (2, 3, 5, 1), (2, 3, 5, 1), (2, 3, 5, 1))
    set_target(by=hal, about=About(), version=0, shares=dict(zip(TYPES, (0.25, 0.5, 1, 0.4), strict=True)), reason="")

    now = told(hal, About()).now

    assert [row.share for row in now.rows] == [0.25, 0.5, 1, 0]
    assert now.relational == pytest.approx(0.25)
    assert now.distance == pytest.approx(0.2)
    assert (now.respondents, now.leading.name, now.farthest.name) == (3, "interaction", "network")
    assert [row.alpha for row in now.rows] == [None] * 4


def test_reliability_is_told_where_respondents_differ_and_two_thirds_must_be_answered():
    hal = people.hal()
    asked = begin_round(by=hal, about=About(), size=9)
    answered(asked, (1, 1, 2, 4), (2, 3, 4, 4), (3, 5, 5, 4))
    few = dict(list(sheet(5, 5, 5, 5).items())[:5])
    answer(by=hal, asked=asked, version=0, answers=few)

    now = told(hal, About()).now

    assert [None if row.alpha is None else round(row.alpha, 6) for row in now.rows] == [1, 1, 1, None]
    assert now.rows[0].share == pytest.approx(0.25)
    assert told(hal, About()).respondents[3].shares == [None] * 4


def test_single_answers_are_told_to_who_gave_them_and_who_steers_and_others_wait_for_three():
    hal, maya = people.hal(), people.maya()
    asked = begin_round(by=hal, about=About(), size=9)
    answer(by=maya, asked=asked, version=0, answers=sheet(1, 1, 5, 1))
    answered(asked, (5, 5, 5, 5))

    mine, steers = told(maya, About()), told(hal, About())
    assert (mine.now.rows, mine.now.respondents, mine.respondents) == ((), 2, ())
    assert list(mine.own_shares) == [0, 0, 1, 0]
    assert [one.by.name for one in steers.respondents] == ["Maya", "R0"]
    assert len(steers.now.rows) == 4

    answered(asked, (3, 3, 3, 3), first=1)
    assert [row.share for row in told(maya, About()).now.rows] == [0.5, 0.5, pytest.approx(5 / 6), 0.5]
    assert told(maya, About()).respondents == ()
    assert told(people.analyst(), About()).own is None


def test_rounds_stay_side_by_side():
    hal = people.hal()
    for values in ((1, 1, 1, 1), (5, 5, 5, 5)):
        answer(by=hal, asked=begin_round(by=hal, about=About(), size=9), version=0, answers=sheet(*values))

    assert [[row.share for row in one.rows] for one in told(hal, About()).rounds] == [[1] * 4, [0] * 4]


def test_the_overview_has_company_markets_and_the_relationships_of_ones_own_book():
    hal, maya = people.hal(), people.maya()
    ash, elm = people.party("Ash", maya), people.party("Elm", people.jonas())
    for about in (About(), About("supplier"), About(party=ash), About(party=elm)):
        begin_round(by=hal, about=about, size=9)

    mine = overview(maya)

    assert [line.about.name for line in mine.relationships] == ["Ash"]
    assert [line.about.code for line in mine.general if line.round] == ["company", "supplier"]
    assert {line.about.name for line in overview(hal).relationships} == {"Ash", "Elm"}
    with pytest.raises(PermissionDenied):
        told(maya, About(party=elm))
    with pytest.raises(PermissionDenied):
        overview(people.partner())
