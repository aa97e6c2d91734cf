from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme.climbing import answers, history, rungs
from goodwill.programme.tying import keeping, kinds
from goodwill.records.models import Attitude, Change, Referral, RungChange
from goodwill.terms import UsageError
from tests import kept_runs, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def analysed(settings, tmp_path):
    """W is 90 days and the cut half."""
    settings.FOLDER = tmp_path
    return kept_runs.keep(kept_runs.JULY, [], current=True)


def client(run, by=None, **fields):
    made = people.party("Ash", by)
    people.standing(made, run, **({"rung": "client"} | fields))
    return made


def words(party):
    return rungs.standing_of(party).words


def test_orders_alone_make_a_client_whose_attitude_is_unknown(analysed):
    ash = client(analysed)

    found = rungs.standing_of(ash)

    assert found.words == "client (attitude unknown)"
    assert "No attitude is on record." in found.on.because
    assert found.missing[0] == "Supporter: ask what they think of us."
    assert "Partner: no joint plan is recorded." in found.missing


def test_the_days_within_w_are_counted_where_they_are_on_record(analysed):
    ash = client(analysed)
    kept_runs.days((ash, date(2011, 7, 1)), (ash, date(2011, 7, 20)), (ash, date(2011, 7, 25)), (ash, date(2011, 1, 1)))

    assert "3 purchase occasions within 90 days." in rungs.standing_of(ash).on.because


def test_an_answer_and_a_referral_each_move_a_rung_and_are_recorded(analysed):
    maya = people.maya()
    ash = client(analysed, maya)

    answers.record_attitude(by=maya, party=ash, scale="satisfaction", answer=5, source="Ruth, by telephone")
    assert words(ash) == "supporter"
    told = answers.record_referral(by=maya, party=ash, kind="reference", words="Named to Birch")
    assert words(ash) == "advocate"
    answers.take_back_referral(by=maya, referral=told)
    assert words(ash) == "supporter"

    moves = [(one.before, one.after, one.up, one.by) for one in history.moves(ash)]
    assert moves == [
        ("advocate", "supporter", False, "Maya"),
        ("supporter", "advocate", True, "Maya"),
        ("client", "supporter", True, "Maya"),
    ]
    assert history.moves(ash)[2].reason == "An answer: satisfaction 5 of 5"
    assert [one.action for one in Change.objects.filter(party=ash).order_by("id")] == [
        "recorded answer", "recorded referral", "took back referral",
    ]  # fmt: skip


def test_a_later_answer_that_is_not_positive_brings_it_down_again(analysed):
    hal = people.hal()
    ash = client(analysed)
    today = timezone.localdate()
    answers.record_attitude(by=hal, party=ash, scale="recommendation", answer=9, day=today - timedelta(days=2))
    answers.record_attitude(by=hal, party=ash, scale="satisfaction", answer=3, day=today)

    assert words(ash) == "client"
    assert list(RungChange.objects.order_by("id").values_list("rung", flat=True)) == ["supporter", "client"]
    answers.take_back_attitude(by=hal, attitude=Attitude.objects.get(answer=3))
    assert words(ash) == "supporter"


def test_an_answer_older_than_w_before_the_analysis_is_too_old(analysed):
    ash = client(analysed)
    answers.record_attitude(by=people.hal(), party=ash, scale="satisfaction", answer=5, day=date(2011, 5, 1))

    assert words(ash) == "client (attitude unknown)"
    assert "The last answer, of 1 May 2011, is too old." in rungs.standing_of(ash).on.because


def test_a_structural_tie_without_a_joint_plan_makes_no_partner(analysed):
    hal, ash = people.hal(), client(analysed)
    link = kinds.catalogue().get(name="Orders through a link")
    today = timezone.localdate()
    values = {"state": "active", "evidence": "40 orders", "evidence_on": today}
    keeping.add_tie(by=hal, party=ash, tie_kind=link, values=values)

    assert words(ash) == "client (attitude unknown)"
    assert "Partner: no structural tie is in use." not in rungs.standing_of(ash).missing


def test_with_a_joint_plan_signed_a_tie_makes_a_partner_and_ending_it_is_a_fall(analysed, monkeypatch):
    hal, ash = people.hal(), client(analysed)
    monkeypatch.setattr("goodwill.programme.climbing.evidence.joint_plan_signed", lambda *_: {ash.pk: date(2011, 6, 1)})
    link = kinds.catalogue().get(name="Orders through a link")
    today = timezone.localdate()
    values = {"state": "active", "evidence": "40 orders", "evidence_on": today}
    tie = keeping.add_tie(by=hal, party=ash, tie_kind=link, values=values)
    assert words(ash) == "partner"

    keeping.change_tie(by=hal, tie=tie, version=1, values=values | {"state": "ended", "until": today})

    assert [(one.before, one.rung, one.why) for one in RungChange.objects.order_by("id")] == [
        ("client", "partner", "tie"),
        ("partner", "client", "tie"),
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"rung": "quiet", "p_return": 0.8}, "client (quiet)"),
        ({"rung": "lapsed", "p_return": 0.1}, "lapsed"),
        ({"rung": "purchaser", "occasions": 1}, "purchaser"),
    ],
)
def test_who_is_silent_or_bought_once_stands_where_its_orders_say(analysed, fields, said):
    assert words(client(analysed, **fields)) == said


@pytest.mark.usefixtures("analysed")
def test_who_has_not_ordered_is_a_prospect_where_somebody_is_in_talks():
    ash, birch = people.party("Ash"), people.party("Birch")
    ash.relationships.update(state="in talks")

    assert [rungs.rung_of([ash.pk, birch.pk])[one.pk].rung for one in (ash, birch)] == ["prospect", None]


def test_many_are_asked_as_often_as_one(analysed, django_assert_max_num_queries):
    many = []
    for number in range(8):
        made = people.party(f"N{number}")
        people.standing(made, analysed, rung=("client", "quiet")[number % 2])
        many.append(made.pk)

    with django_assert_max_num_queries(13):
        rungs.rung_of(many)


def test_what_cannot_be_an_answer_is_refused(analysed):
    hal, ash = people.hal(), client(analysed)
    for scale, answer, sentence in (
        ("satisfaction", 0, "from 1 to 5"),
        ("recommendation", 11, "from 0 to 10"),
        ("mood", 3, "no scale"),
    ):
        with pytest.raises(UsageError, match=sentence):
            answers.record_attitude(by=hal, party=ash, scale=scale, answer=answer)
    ahead = timezone.localdate() + timedelta(days=1)
    with pytest.raises(UsageError, match="lies ahead"):
        answers.record_attitude(by=hal, party=ash, scale="satisfaction", answer=4, day=ahead)
    with pytest.raises(UsageError, match="no recommendation"):
        answers.record_referral(by=hal, party=ash, kind="rumour")
    with pytest.raises(PermissionDenied):
        answers.record_referral(by=people.maya(), party=ash, kind="referral")
    assert not Attitude.objects.exists()
    assert not Referral.objects.exists()
