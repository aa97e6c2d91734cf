"""The other side signs an agreed plan, and with a tie in use that makes a partner."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from goodwill.programme.climbing import rungs
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.planning import deciding, signing
from goodwill.programme.planning.evidence import of_one
from goodwill.programme.planning.measures import SHELF
from goodwill.programme.planning.printing import sheet
from goodwill.programme.planning.situation import work_out
from goodwill.programme.tying import keeping, kinds
from goodwill.records.models import Change, Plan, RungChange
from goodwill.terms import UsageError
from tests import kept_runs, people, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings, tmp_path):
    """Maya, Hal, and a client of Maya's that a link binds, with an agreed plan that goes on today."""
    settings.FOLDER = tmp_path
    maya, hal = people.maya(), people.hal()
    run = kept_runs.keep(kept_runs.JULY, [], current=True)
    ash = people.party("Ash", maya)
    people.standing(ash, run, rung="client")
    plan = plans.agreed(maya, hal, ash)
    Plan.objects.filter(pk=plan.pk).update(ends=timezone.localdate() + timedelta(90))
    plan.refresh_from_db()
    link = kinds.catalogue().get(name="Orders through a link")
    values = {"state": "active", "evidence": "40 orders", "evidence_on": timezone.localdate()}
    keeping.add_tie(by=maya, party=ash, tie_kind=link, values=values)
    return maya, hal, ash, plan


def sign(by, plan, **values):
    day = {"signed_on": date(2011, 1, 4), "signed_for": "Ruth Abara"}
    signing.sign(by=by, plan=plan, **({"version": plan.version} | day | values))
    plan.refresh_from_db()


def stands(party):
    return rungs.standing_of(party).state


def test_with_a_tie_in_use_the_signature_makes_a_partner_and_its_going_ends_that(cast):
    maya, _, ash, plan = cast
    assert stands(ash) == "client"

    sign(maya, plan)
    assert stands(ash) == "partner"
    signing.take_back(by=maya, plan=plan)

    assert stands(ash) == "client"
    moved = RungChange.objects.filter(why="plan").order_by("id")
    assert [(one.before, one.rung, one.by) for one in moved] == [
        ("client", "partner", maya),
        ("partner", "client", maya),
    ]
    assert [one.reason.endswith(words) for one, words in zip(moved, ("by Ruth Abara", "taken back"), strict=True)]
    assert list(Change.objects.filter(party=ash).order_by("id").values_list("action", flat=True))[-2:] == [
        "signed plan",
        "took back signature",
    ]


def test_opened_again_it_is_signed_no_more(cast):
    maya, hal, ash, plan = cast
    sign(maya, plan)

    deciding.reopen(by=hal, plan=plan, reason="New buyer")

    plan.refresh_from_db()
    assert (plan.signed_on, plan.signed_for, stands(ash)) == (None, "", "client")
    assert RungChange.objects.latest("id").reason == "The signed plan was opened again"


def test_a_plan_that_is_over_binds_nobody(cast):
    maya, _, ash, plan = cast
    sign(maya, plan)

    Plan.objects.filter(pk=plan.pk).update(ends=timezone.localdate() - timedelta(1))

    assert stands(ash) == "client"


def test_the_page_the_timeline_and_the_paper_say_who_signed(cast, client):
    maya, _, ash, plan = cast
    client.force_login(maya)
    assert "not by Ash" in client.get(reverse("plan", args=[plan.pk])).content.decode()
    assert sheet(maya, [plan]).signed[2] == ("Ash", "for Ash")

    sent = {"signed_on": "2011-01-04", "signed_for": "Ruth Abara", "version": plan.version}
    client.post(reverse("plan-sign", args=[plan.pk]), sent)

    assert "Ruth Abara, for Ash" in client.get(reverse("plan", args=[plan.pk])).content.decode()
    assert "Ruth Abara signed the annual plan" in client.get(reverse("record", args=[ash.pk])).content.decode()
    ladder = client.get(reverse("ladder", args=[ash.pk])).content.decode()
    assert "a joint plan was signed on 4 January 2011" in ladder
    plan.refresh_from_db()
    assert sheet(maya, [plan]).signed[2] == ("Ruth Abara", "for Ash, signed on 4 January 2011")


def test_what_is_not_agreed_lies_ahead_or_names_nobody_is_not_signed(cast):
    maya, _, _, plan = cast
    tomorrow = timezone.localdate() + timedelta(1)
    with pytest.raises(UsageError, match="lies ahead"):
        sign(maya, plan, signed_on=tomorrow)
    with pytest.raises(ValidationError, match="Say who signed"):
        sign(maya, plan, signed_for=" ")
    with pytest.raises(EditedMeanwhileError):
        sign(maya, plan, version=plan.version - 1)
    with pytest.raises(UsageError, match="is not signed"):
        signing.take_back(by=maya, plan=plan)
    with pytest.raises(UsageError, match="This plan is draft"):
        sign(maya, plans.begun(maya, people.party("Oak", maya)))


@pytest.mark.parametrize("who", [people.jonas, people.analyst, people.reader])
def test_only_who_may_change_the_account_writes_it_down(cast, who):
    plan, by = cast[3], who()
    with pytest.raises(PermissionDenied):
        sign(by, plan)
    with pytest.raises(PermissionDenied):
        signing.take_back(by=by, plan=plan)


def test_an_objective_and_the_situation_say_the_rung_of_the_ladder_and_not_that_of_orders(cast):
    maya, _, ash, plan = cast
    sign(maya, plan, signed_on=timezone.localdate())
    rung, today = SHELF["rung"], timezone.localdate()

    assert rung.compute(of_one(ash), date.min, plan.ends).word == "partner"
    assert rung.compute(of_one(ash), date.min, today - timedelta(1)).word == "client"
    assert work_out(of_one(ash), plan, maya)["rung"]["word"] == "partner"
