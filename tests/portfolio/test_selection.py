import numpy as np
import pytest

from goodwill.portfolio.selection import Candidate, Criterion, quadrant, select, weighted
from goodwill.terms import UsageError

CRITERIA = (Criterion("size", 0.5, size=True), Criterion("growth", 0.3), Criterion("fit", 0.2))
THEIRS = (Criterion("delivery", 0.6), Criterion("price", 0.4))


def candidate(name, size, growth, fit, ours=(5, 5), rival=(5, 5)):
    return Candidate(
        name,
        {"size": size, "growth": growth, "fit": fit},
        dict(zip(("delivery", "price"), ours, strict=True)),
        dict(zip(("delivery", "price"), rival, strict=True)),
    )


def chosen(*candidates, k=1, **changes):
    return select(candidates, CRITERIA, THEIRS, k=k, rng=np.random.default_rng(1), **changes)


def test_theory_15_s_attractiveness():
    assert weighted([0.4, 0.3, 0.2, 0.1], [8, 6, 7, 5]) == pytest.approx(6.9)


@pytest.mark.parametrize(
    ("at", "name"),
    [((5, 5), "invest"), ((5, 4.9), "develop"), ((4.9, 5), "maintain"), ((4.9, 4.9), "withdraw")],
)
def test_the_four_quadrants_where_a_cut_itself_is_high(at, name):
    assert quadrant(*at) == name


def test_strength_is_the_customer_s_view_beside_the_best_rival():
    (placed,) = chosen(candidate("Brook", 8, 8, 8, ours=(9, 4), rival=(6, 6))).placed
    # 5 + (.6 x 3 - .4 x 2) / 2
    assert placed.strength == pytest.approx(5.5)
    assert (placed.quadrant, placed.strategy) == ("invest", "Key account: invest for growth.")
    assert placed.reason == (
        "No. 1: attractive at 8.0 of 10; in the customer's own view ahead of the best rival (strength 5.5). "
        "Among the first 1 under 100% of changed weights."
    )


def test_a_clear_leader_stays_under_any_weights_and_a_near_tie_does_not():
    firm = chosen(candidate("Brook", 9, 9, 9), candidate("Carter", 2, 2, 2))
    assert [p.firmness for p in firm.placed] == [1, 0]
    assert firm.findings == ()
    close = chosen(candidate("Brook", 9, 3, 5), candidate("Carter", 4, 9, 8.4))
    assert [p.name for p in close.placed] == ["Brook", "Carter"]
    assert 0.4 < close.placed[0].firmness < 0.6
    assert sum(p.firmness for p in close.placed) == pytest.approx(1)
    assert close.findings[:2] == (
        "Among the first 1 only at these very weights, more or less: Brook.",
        "Not among the first 1, and nearly so: Carter.",
    )


def test_unchanged_weights_change_nothing():
    close = chosen(candidate("Brook", 9, 3, 5), candidate("Carter", 4, 9, 8.4), shake=0)
    assert [p.firmness for p in close.placed] == [1, 0]


def test_an_account_chosen_only_for_its_present_size_is_said_so():
    found = chosen(candidate("Giant", 10, 1, 1), candidate("Rising", 1, 9, 9), candidate("Other", 1, 2, 2), k=1)
    assert [p.name for p in found.chosen] == ["Giant"]
    assert found.chosen[0].only_for_size
    assert found.chosen[0].reason.endswith("It is there only for its present size.")
    both = chosen(candidate("Giant", 10, 9, 9), candidate("Rising", 1, 8, 8))
    assert not both.chosen[0].only_for_size


def test_too_many_key_accounts_are_told():
    many = [candidate(f"A{i}", i / 10, 5, 5) for i in range(60)]
    assert "51 key accounts are too many to manage one by one; 15 to 35 is the usual number." in (
        chosen(*many, k=51).findings
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda: weighted([0.5, 0.6], [1, 1]), "The weights add up to 1.1; they must add up to 1."),
        (lambda: chosen(candidate("Brook", 11, 1, 1)), '"Brook" has 11 for "size"; scores run from 0 to 10.'),
        (
            lambda: chosen(Candidate("Brook", {"size": 1}, {}, {})),
            '"Brook" has no score of attractiveness for "growth"; give one, 0 to 10.',
        ),
        (lambda: chosen(candidate("Brook", 1, 1, 1), k=0), "At least one account is to be chosen, not 0."),
        (lambda: Criterion("size", -1), 'The weight of "size" is -1; give 0 or more.'),
    ],
)
def test_what_cannot_be_weighed_is_refused_by_name(wrong, sentence):
    with pytest.raises(UsageError) as error:
        wrong()
    assert str(error.value) == sentence
