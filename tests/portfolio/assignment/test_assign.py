import pytest

from goodwill.portfolio.assignment import Account, Manager, Need, Override, Weights, assign
from goodwill.terms import UsageError

MAYA = Manager("Maya", {"wholesale": 4, "contract law": 1}, frozenset({"retail"}), frozenset({"German"}), accounts=2)
OTTO = Manager("Otto", {"wholesale": 2}, frozenset(), frozenset({"English", "German"}), "Hull", accounts=2)
BROOK = Account(
    "Brook & Co", needs=(Need("wholesale"),), industry="retail", language="German", manager="Maya", since=2023
)
CARTER = Account("Carter Ltd", needs=(Need("wholesale", level=4),), language="English", region="Hull")


def test_every_pair_is_explained_in_a_sentence_of_its_reasons():
    plan = assign([BROOK, CARTER], [MAYA, OTTO])
    assert plan.complete
    assert [(p.account, p.manager) for p in plan.pairs] == [("Brook & Co", "Maya"), ("Carter Ltd", "Otto")]
    assert plan.pairs[0].because == (
        "Maya: knows wholesale (4 of 5), speaks German, knows retail as an industry, has looked after it since 2023."
    )
    assert plan.pairs[1].because == "Otto: knows wholesale (2 of 5, 4 wanted), speaks English, is in Hull too."


def test_a_pair_s_score_is_its_weighted_terms():
    plan = assign([BROOK, CARTER], [MAYA, OTTO])
    brook, carter = plan.pairs
    assert brook.score == pytest.approx(0.35 * 1 + 0.20 + 0.20 + 0.05)
    assert carter.score == pytest.approx(0.35 * 0.5 + 0.05)
    assert plan.total == pytest.approx(brook.score + carter.score)
    assert (plan.gap, plan.bound) == (0, pytest.approx(plan.total))


def test_a_pair_that_lacks_what_the_account_requires_is_excluded_however_well_it_would_score():
    plan = assign([CARTER], [MAYA, OTTO], weights=Weights(continuity=9, language=0))
    assert plan.manager_of("Carter Ltd") == "Otto"


def test_travel_is_taken_off_and_a_wish_of_the_customer_is_added():
    account = Account("Dale", region="Leeds", prefers={"Maya": 1.0, "Otto": -1.0})
    there = Manager("Maya", region="Kent")
    near = Manager("Otto", region="Hull")
    far = assign([account], [there, near], weights=Weights(preference=0.0), travel={("Hull", "Leeds"): 0.2})
    assert far.pairs[0].manager == "Otto"
    assert far.pairs[0].score == pytest.approx(-0.02)
    asked = assign([account], [there, near], travel={("Hull", "Leeds"): 0.2})
    assert asked.pairs[0].because == "Maya: is asked for by the customer, comes from Kent."


def test_loads_and_continuity_are_told():
    plan = assign([BROOK, CARTER], [MAYA, OTTO])
    assert [(load.manager, load.accounts, load.hours, load.most_accounts) for load in plan.loads] == [
        ("Maya", 1, 1.0, 2),
        ("Otto", 1, 1.0, 2),
    ]
    assert (plan.continuity, plan.handovers) == (1.0, 0)


def test_a_forced_pair_stands_with_its_reason_even_without_what_is_required():
    plan = assign([CARTER], [MAYA, OTTO], overrides=[Override("Carter Ltd", "Maya", "forced", "Met them first.")])
    assert plan.pairs[0].forced
    assert plan.pairs[0].because == (
        "Maya: set by hand (Met them first), knows wholesale (4 of 5), although Maya speaks no English."
    )


def test_a_forbidden_pair_goes_elsewhere():
    plan = assign([BROOK], [MAYA, OTTO], overrides=[Override("Brook & Co", "Maya", "forbidden", "A quarrel.")])
    assert plan.manager_of("Brook & Co") == "Otto"
    assert (plan.handovers, plan.continuity) == (1, 0.0)


def test_without_accounts_there_is_an_empty_complete_plan():
    plan = assign([], [MAYA])
    assert plan.complete
    assert plan.pairs == ()
    assert plan.continuity is None


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: assign([BROOK, BROOK], [MAYA]), 'The account "Brook & Co" is given twice; give each once.'),
        (lambda: assign([BROOK], []), "There is no manager to look after an account; add one."),
        (
            lambda: assign([BROOK], [MAYA], overrides=[Override("Brook & Co", "Nell", "forced", "x")]),
            'An override names the manager "Nell", which is not among the managers.',
        ),
        (
            lambda: assign(
                [BROOK],
                [MAYA],
                overrides=[Override("Brook & Co", "Maya", kind, "x") for kind in ("forced", "forbidden")],
            ),
            '"Brook & Co" is both forced on and forbidden for "Maya"; keep one of the two.',
        ),
        (lambda: Override("a", "b", "forced", " "), 'Say why "a" is forced for "b".'),
        (lambda: Manager("Maya", {"law": 6}), '"Maya" has "law" at level 6; levels run from 0 to 5.'),
        (lambda: Account("a", hours=float("nan")), '"a" takes nan hours a month; give 0 or more.'),
        (lambda: Weights(travel=-1), "The weight of travel is -1; give 0 or more."),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(call, sentence):
    with pytest.raises(UsageError) as error:
        call()
    assert str(error.value) == sentence
