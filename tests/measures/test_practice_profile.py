import numpy as np
import pytest

from goodwill.measures.practice_profile import cronbach_alpha, distance, index, level_of, profile, relational, rescaled
from goodwill.measures.practice_questions import read, version
from goodwill.terms import UsageError

TYPES = ("transaction", "database", "interaction", "network")


def test_theory_1_s_shares_and_gap():
    answers = np.tile([2.0, 3, 5, 1], (9, 1))
    shares = rescaled(index(answers))
    assert shares == pytest.approx([0.25, 0.5, 1, 0])
    assert relational(shares, TYPES) == pytest.approx(0.25)


def test_theory_1_s_two_items_that_agree_are_fully_reliable():
    assert cronbach_alpha([[1, 1], [2, 2], [3, 3]]) == pytest.approx(1)


def test_alpha_of_a_table_reckoned_by_hand():
    # Item variances 1 and 1, sums 3, 3, 6 with variance 3: 2 (1 - 2/3).
    assert cronbach_alpha([[1, 2], [2, 1], [3, 3]]) == pytest.approx(2 / 3)


def test_alpha_is_not_known_with_one_item_or_without_spread():
    assert cronbach_alpha([[1], [2]]) is None
    assert cronbach_alpha([[1, 3], [3, 1]]) is None


@pytest.mark.parametrize(("answered", "known"), [(9, True), (6, True), (5, False), (0, False)])
def test_an_index_wants_two_thirds_of_the_answers(answered, known):
    answers = np.full((9, 1), np.nan)
    answers[:answered] = 4
    assert (index(answers)[0] == 4) == known
    assert np.isnan(index(answers)[0]) == (not known)


def test_levels_are_cut_at_thirds():
    assert [level_of(p) for p in (0, 0.33, 1 / 3, 0.66, 2 / 3, 1)] == ["low", "low", "medium", "medium", "high", "high"]


def test_distance_to_a_target():
    assert distance([0.25, 0.5, 1, 0], [0.25, 0.5, 0.6, 0.3]) == pytest.approx(0.25)
    assert distance([0.25, np.nan], [0, 0]) is None
    with pytest.raises(UsageError):
        distance([0.5], [1.5])


def test_a_company_s_profile_is_the_mean_of_its_people_with_a_range():
    answers = np.stack([np.tile([2.0, 3, 5, 1], (9, 1)), np.tile([4.0, 3, 5, 1], (9, 1))])
    found = profile(answers, TYPES)
    first = found.types[0]
    assert (first.respondents, first.mean, first.level) == (2, pytest.approx(0.5), "medium")
    # t with 1 degree at 95% one-sided is 6.3138; standard error .25. Kept within 0 to 1.
    assert (first.range.low, first.range.high) == (0, 1)
    assert found.types[2].range.low == found.types[2].range.high == 1
    assert found.relational == pytest.approx(0.5 - 0.5)


def test_one_respondent_has_no_range_and_an_unanswered_type_no_mean():
    answers = np.tile([2.0, 3, 5, np.nan], (1, 9, 1))
    found = profile(answers, TYPES)
    assert found.types[0].range is None
    assert found.types[3].mean is None
    assert found.relational is None


@pytest.mark.parametrize("rows", [9, 11, 12])
def test_the_versions_of_9_11_and_12_rows_load(rows):
    loaded = version(rows)
    assert loaded.types == TYPES
    assert len(loaded.dimensions) == rows
    assert all(len(row.statements) == 4 and all(row.statements) for row in loaded.dimensions)


def test_a_company_s_own_version_may_have_a_fifth_type():
    row = {"title": "Contact", **{t: f"About {t}." for t in (*TYPES, "e-marketing")}}
    own = read({"types": [*TYPES, "e-marketing"], "versions": {"own": ["contact"]}, "contact": row}, "own")
    assert own.dimensions[0].statements[-1] == "About e-marketing."
    assert relational([0.2, 0.4, 0.4, 0.4, 0.8], own.types) == pytest.approx(0.3)


def test_what_is_not_there_or_off_the_scale_is_refused():
    with pytest.raises(UsageError, match=r"no practice profile \"7\"\. Choose one of 9, 11, 12\."):
        version(7)
    with pytest.raises(UsageError, match=r"has no statement for transaction"):
        read({"types": TYPES, "versions": {"own": ["x"]}, "x": {"title": "X"}}, "own")
    with pytest.raises(UsageError, match=r"Answers run from 1 \(never\) to 5 \(always\)"):
        index([[0.0], [1.0]])
