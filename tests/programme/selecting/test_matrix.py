import pytest

from goodwill.portfolio.selection import quadrant
from goodwill.programme.selecting import criteria, deciding, judging, matrix, scoring
from goodwill.records.models import SelectionCriterion
from tests import people, selecting

pytestmark = pytest.mark.django_db


def test_attractiveness_is_the_sum_of_weight_times_score():
    hal, run = people.hal(), selecting.analysed()
    selecting.customer("Ash", run, 900)
    for place, weight in enumerate((40, 30, 20, 10)):
        SelectionCriterion.objects.create(side="ours", name=f"C{place}", weight=weight, place=place)
    SelectionCriterion.objects.create(side="customers", name="Service", weight=1)
    held = selecting.opened(hal)
    ash = selecting.candidate(held, "Ash")
    known = criteria.company()
    given = dict(zip([one.id for one in known if one.side == "ours"], [(s, None) for s in (8, 6, 7, 5)], strict=True))

    scoring.score(by=hal, candidate=ash, version=1, scores=given | {known[-1].id: (8, 4)})

    [line] = matrix.board(hal, held).lines
    assert line.placed.attractiveness == pytest.approx(6.9)
    assert line.placed.strength == pytest.approx(7.0)
    assert (line.quadrant, line.placed.quadrant) == ("Key account", quadrant(6.9, 7.0))


def test_who_lacks_a_score_is_not_placed_and_says_on_what():
    hal, run = people.hal(), selecting.analysed()
    selecting.customer("Ash", run, 900)
    selecting.customer("Birch", run, 800)
    held = selecting.opened(hal)
    selecting.score(hal, selecting.candidate(held, "Ash"), 7)

    board = matrix.board(hal, held)
    assert [line.name for line in board.placed] == ["Ash"]
    assert [line.name for line in board.unplaced] == ["Birch"]
    assert board.unplaced[0].missing == [one.name for one in criteria.company()]
    assert [line.name for line in board.undecided] == ["Ash", "Birch"]


def test_an_account_chosen_for_its_size_alone_and_a_shaky_one_are_said():
    hal, run = people.hal(), selecting.analysed()
    for name in ("Ash", "Birch", "Cedar"):
        selecting.customer(name, run, 900)
    held = selecting.opened(hal, places=3)
    held.places = 1
    for name, size, rest in (("Ash", 10, 5), ("Birch", 0, 6), ("Cedar", 0, 1)):
        one = selecting.candidate(held, name)
        selecting.score(hal, one, rest)
        by_size = {c.id: (size, None) for c in criteria.company() if c.size}
        scoring.score(by=hal, candidate=one, version=one.version, scores=by_size)

    board = matrix.board(hal, held)
    first = board.lines[0]
    assert (first.name, first.placed.only_for_size) == ("Ash", True)
    assert "Among the first 1 only for present size: Ash." in board.findings


def test_two_of_one_name_are_each_placed_as_themselves():
    hal, run = people.hal(), selecting.analysed()
    first, second = selecting.customer("Ash", run, 900), selecting.customer("Ash", run, 800)
    held = selecting.opened(hal)
    for party, attractive in ((first, 3), (second, 8)):
        selecting.score(hal, held.candidates.get(relationship__party=party), attractive)

    lines = matrix.board(hal, held).lines
    assert [(one.candidate.relationship.party, one.placed.attractiveness) for one in lines] == [
        (second, pytest.approx(8)),
        (first, pytest.approx(3)),
    ]


def test_a_kept_place_without_anybody_for_it_is_said():
    hal = people.hal()
    held = selecting.opened(hal, kept_for_strategy=1)

    assert matrix.board(hal, held).findings == [
        "1 place is kept for strategic reasons, and nobody is on the list for such a reason yet."
    ]


def test_who_is_chosen_although_not_to_be_cultivated_is_said_before_anybody_is_scored():
    hal, run = people.hal(), selecting.analysed()
    selecting.customer("Ash", run, 900)
    held = selecting.opened(hal)
    ash = selecting.candidate(held, "Ash")
    judging.judge(by=hal, candidate=ash, version=1, marks={"fit": (0, "None"), "growth": (0, "Shrinks")})
    deciding.decide(by=hal, candidate=ash, version=2, outcome="choose", reason="Its name", ground="value")

    assert matrix.board(hal, held).findings == ["Chosen, although not to be cultivated: Ash."]


def test_what_is_said_of_the_whole_list_is_not_told_to_who_sees_a_part_of_it():
    hal, maya, run = people.hal(), people.maya(), selecting.analysed()
    people.may("manager", programme="yes")
    selecting.customer("Mine", run, 900, manager=maya)
    for name in ("Ash", "Birch"):
        selecting.customer(name, run, 800)
    held = selecting.opened(hal, places=3)
    held.places = 1
    for name, attractive in (("Ash", 6), ("Birch", 7), ("Mine", 5)):
        selecting.score(hal, selecting.candidate(held, name), attractive)
    birch = selecting.candidate(held, "Birch")
    by_size = {c.id: (10, None) if c.size else (5.2, None) for c in criteria.company("ours")}
    scoring.score(by=hal, candidate=birch, version=birch.version, scores=by_size)

    board = matrix.board(maya, held)
    assert [(line.name, line.placed.rank) for line in board.lines] == [("Mine", 3)]
    assert not any("Ash" in said or "Birch" in said for said in board.findings)
    assert matrix.board(hal, held).findings


def test_the_order_of_the_list_does_not_tell_a_hidden_worth():
    hal, run = people.hal(), selecting.analysed()
    for name, worth in (("Birch", 900), ("Ash", 800), ("Cedar", 1000)):
        selecting.customer(name, run, worth)
    held = selecting.opened(hal)
    people.hide("reader", "value")

    assert [line.name for line in matrix.board(hal, held).lines] == ["Cedar", "Birch", "Ash"]
    assert [line.name for line in matrix.board(people.reader(), held).lines] == ["Ash", "Birch", "Cedar"]
