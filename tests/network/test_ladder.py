from datetime import date

import numpy as np
import pytest

from goodwill.network.ladder import Attitude, Recommended, RungEvidence, by_orders, rung_of
from goodwill.terms import UsageError

TODAY = date(2026, 6, 30)
HAPPY = Attitude("satisfaction", 4, date(2026, 5, 1))
REFERRED = Recommended("referral", date(2026, 4, 2))


def evidence(occasions=3, **changes):
    given = {"as_of": TODAY, "window_days": 180, "return_cut": 0.4, "expected_to_return": 0.9}
    given |= {"occasions_in_window": occasions, "occasions_ever": max(occasions, changes.pop("ever", 0))}
    return RungEvidence(**{**given, **changes})


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (evidence(0), "not on the ladder"),
        (evidence(0, open_inquiry=True), "prospect"),
        (evidence(0, target_segment="Wholesale"), "prospect"),
        (evidence(1), "purchaser"),
        (evidence(1, ever=9), "purchaser"),
        (evidence(2), "client (attitude unknown)"),
        (evidence(0, contract_renewed=True), "client (attitude unknown)"),
        (evidence(2, attitude=Attitude("satisfaction", 3, date(2026, 5, 1))), "client"),
        (evidence(2, attitude=Attitude("satisfaction", 5, date(2025, 5, 1))), "client (attitude unknown)"),
        (evidence(2, attitude=HAPPY), "supporter"),
        (evidence(2, attitude=Attitude("recommendation", 7, date(2026, 5, 1))), "supporter"),
        (evidence(2, attitude=Attitude("recommendation", 6, date(2026, 5, 1))), "client"),
        (evidence(2, attitude=HAPPY, recommended=(REFERRED,)), "advocate"),
        (evidence(2, attitude=HAPPY, recommended=(Recommended("reference", date(2024, 1, 1)),)), "supporter"),
        (evidence(2, recommended=(REFERRED,)), "client (attitude unknown)"),
        (evidence(2, structural_ties=1, joint_plan_signed=date(2026, 1, 1)), "partner"),
        (evidence(2, structural_ties=1), "client (attitude unknown)"),
        (evidence(2, joint_plan_signed=date(2026, 1, 1)), "client (attitude unknown)"),
        (evidence(1, structural_ties=1, joint_plan_signed=date(2026, 1, 1)), "purchaser"),
        (evidence(0, ever=4, last_rung="advocate"), "advocate (quiet)"),
        (evidence(0, ever=4), "client (quiet)"),
        (evidence(0, ever=1), "purchaser (quiet)"),
        (evidence(0, ever=4, expected_to_return=0.39), "lapsed"),
        (evidence(0, ever=4, expected_to_return=0.4), "client (quiet)"),
        (evidence(0, ever=4, expected_to_return=None), "client (quiet, return not known)"),
    ],
)
def test_the_highest_rung_of_theory_12_whose_rule_is_satisfied(known, words):
    assert rung_of(known).words == words


def test_the_evidence_is_told_in_sentences_and_what_the_next_rung_wants():
    told = rung_of(evidence(2, attitude=HAPPY, recommended=(REFERRED,)))
    assert told.because == (
        "2 purchase occasions within 180 days.",
        "The latest answer is positive: satisfaction 4 of 5 on 1 May 2026.",
        "It recommended us: referral on 2 April 2026.",
    )
    assert told.short_of == "partner: an active structural tie and a joint plan signed"


def test_silence_is_told_with_the_chance_and_the_cut():
    told = rung_of(evidence(0, ever=4, expected_to_return=0.12))
    assert told.because == (
        "No order within 180 days.",
        "It is not expected back: chance to return 12%, cut 40%.",
    )


def test_orders_alone_give_the_same_rungs_as_the_whole_ladder():
    rng = np.random.default_rng(1)
    occasions, chance = rng.integers(0, 4, 200), rng.random(200)
    codes = by_orders(occasions, chance, 0.4)
    for n, p, code in zip(occasions, chance, codes, strict=True):
        told = rung_of(evidence(int(n), ever=5, expected_to_return=float(p)))
        assert ("quiet" if "quiet" in told.marks else told.rung) == ("purchaser", "client", "quiet", "lapsed")[code]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: evidence(2, occasions_ever=1),
        lambda: evidence(window_days=0),
        lambda: evidence(expected_to_return=1.1),
        lambda: Attitude("satisfaction", 6, TODAY),
    ],
)
def test_evidence_that_cannot_be_is_refused(wrong):
    with pytest.raises(UsageError):
        wrong()


def test_what_people_wrote_down_after_the_last_order_counts_up_to_the_day_it_is_known():
    answer = Attitude("satisfaction", 5, date(2026, 7, 10))

    assert rung_of(evidence(attitude=answer)).words == "client (attitude unknown)"
    assert rung_of(evidence(attitude=answer, known_until=date(2026, 7, 10))).rung == "supporter"
    assert rung_of(evidence(attitude=answer, known_until=date(2026, 7, 9))).rung == "client"
    old = Attitude("satisfaction", 5, date(2026, 1, 1))
    assert rung_of(evidence(attitude=old, known_until=date(2026, 12, 31))).rung == "client"
