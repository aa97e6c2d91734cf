"""A pair of plans from the first line to the review, and who is refused on the way."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from goodwill.programme import tasks, working
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.planning import deciding, reviewing, starting, writing
from goodwill.programme.planning.evidence import of_one
from goodwill.programme.planning.lacking import completeness
from goodwill.programme.planning.printing import sheet
from goodwill.programme.planning.resources import sums
from goodwill.programme.planning.results import result, results
from goodwill.programme.planning.seen import plans as seen
from goodwill.programme.planning.situation import situation
from goodwill.programme.planning.told import came
from goodwill.records.models import Change, Plan, PlanText, Task
from goodwill.terms import UsageError
from tests import kept_runs, people, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    maya, hal = people.maya(), people.hal()
    return maya, hal, people.party("Ash", maya)


def test_a_pair_is_begun_and_its_two_plans_know_each_other(cast):
    maya, _, ash = cast

    year = plans.begun(maya, ash)

    assert (year.span, year.ends, str(year)) == ("annual", date(2011, 12, 31), "Annual plan 2011")
    assert (year.part_of.ends, str(year.part_of)) == (date(2013, 12, 31), "Long-range plan 2011–2013")
    with pytest.raises(UsageError, match="covers 1 January 2011 to 31 December 2011"):
        plans.begun(maya, ash, date(2011, 6, 1))


def test_a_second_year_stands_in_the_same_long_run_and_a_leap_day_begins_a_year_too(cast):
    maya, _, ash = cast
    first = plans.begun(maya, ash)

    second = plans.begun(maya, ash, date(2012, 2, 29))

    assert second.part_of == first.part_of
    assert second.ends == date(2013, 2, 28)


def test_a_plan_says_what_it_lacks_and_is_not_submitted_before(cast):
    maya, _, ash = cast
    year = plans.begun(maya, ash)

    lacks = completeness(year)
    assert (lacks.filled, lacks.required) == (0, 15)
    with pytest.raises(UsageError, match=r"15 missing\. Share of the customer, The customer’s own strategy"):
        deciding.submit(by=maya, plan=year)
    assert completeness(plans.filled(maya, year)).missing == ()
    assert completeness(plans.filled(maya, year.part_of)).missing == ()


def test_an_agreed_plan_has_made_its_tasks_and_their_state_is_that_of_its_actions(cast):
    maya, hal, ash = cast

    year = plans.agreed(maya, hal, ash)

    assert {(task.title, task.owner) for task in Task.objects.all()} == {
        ("Visit the buyer", maya),
        ("Review the plan: Annual plan 2011", maya),
    }
    money = sums(year)[0]
    assert (money.planned, money.used, money.budget) == (120.0, 0.0, 500.0)
    working.complete(by=maya, task=year.actions.get().task)
    assert sums(Plan.objects.get(id=year.id))[0].used == 120.0
    actions = [change.action for change in Change.objects.filter(party=ash) if change.action.endswith("plan")]
    assert {"began plan", "wrote plan", "submitted plan", "agreed plan"} == set(actions)


def test_planned_beyond_the_budget_is_said(cast):
    maya, _, ash = cast
    year = plans.draft(maya, ash)
    writing.add(by=maya, plan=year, kind="resource", values={"kind": "money", "what": "Stand", "planned": 400.0})

    assert sums(year)[0].said_over("GBP") == "Planned £20 more than the budget of £500."


def test_sent_back_it_is_a_draft_that_says_why_and_its_situation_is_worked_out_anew(cast):
    maya, hal, ash = cast
    year = plans.draft(maya, ash)
    deciding.submit(by=maya, plan=year)
    assert Plan.objects.get(id=year.id).situation is not None

    deciding.send_back(by=hal, plan=year, reason="Finance is missing")

    year.refresh_from_db()
    assert (year.state, year.came_back, year.situation) == ("draft", "Finance is missing", None)
    assert sheet(maya, [year]).signed[0] == ("Maya", "")


def test_submitted_it_is_written_no_more_until_it_is_open_again_as_another_edition(cast):
    maya, hal, ash = cast
    year = plans.agreed(maya, hal, ash)
    with pytest.raises(UsageError, match="This plan is agreed, and no draft any more"):
        writing.add(by=maya, plan=year, kind="strategy", values={"words": "Late"})

    deciding.reopen(by=hal, plan=year, reason="A new buyer")
    year.refresh_from_db()
    assert sheet(maya, [year]).signed[:2] == [("Maya", ""), ("Head of programme", "")]
    action = year.actions.get()
    writing.edit(by=maya, part=action, version=1, values={"what": "Visit the new buyer", "due": date(2011, 2, 1)})
    year.refresh_from_db()
    deciding.submit(by=maya, plan=year)
    deciding.agree(by=hal, plan=year)

    year.refresh_from_db()
    assert (year.edition, year.state) == (2, "agreed")
    assert Task.objects.count() == 2
    assert Task.objects.filter(title="Visit the new buyer", due=date(2011, 2, 1)).exists()


def test_what_has_gone_to_somebody_else_stays_there_when_the_plan_is_agreed_again(cast):
    maya, hal, ash = cast
    year = plans.agreed(maya, hal, ash)
    task = year.actions.get().task
    tasks.edit(by=maya, task=task, title=task.title, due=date(2011, 3, 1), remind=None)
    tasks.give_to(by=maya, task=task, owner=hal)

    deciding.reopen(by=hal, plan=year, reason="A new buyer")
    year.refresh_from_db()
    deciding.submit(by=maya, plan=year)
    deciding.agree(by=hal, plan=year)

    task.refresh_from_db()
    assert (task.owner, task.due, year.actions.get().owner) == (hal, date(2011, 3, 1), hal)


def test_an_action_taken_out_gives_its_open_task_up(cast):
    maya, hal, ash = cast
    year = plans.agreed(maya, hal, ash)
    deciding.reopen(by=hal, plan=year, reason="Less")
    action = year.actions.get()

    writing.remove(by=maya, part=action)

    assert action.task.__class__.objects.get(id=action.task_id).given_up


def test_two_who_write_under_one_heading_lose_nothing(cast):
    maya, hal, ash = cast
    year = plans.begun(maya, ash)
    writing.write(by=maya, plan=year, section="ties", version=0, text="Hers")

    for version in (0, 2):
        with pytest.raises(EditedMeanwhileError):
            writing.write(by=hal, plan=year, section="ties", version=version, text="His")

    assert PlanText.objects.get().text == "Hers"
    writing.write(by=hal, plan=year, section="ties", version=1, text="Both")
    assert PlanText.objects.get().text == "Both"


def test_a_share_needs_its_source_and_without_one_says_why_it_is_not_known(cast):
    maya, _, ash = cast
    year = plans.begun(maya, ash)

    with pytest.raises(UsageError, match="Say whence the share is known"):
        writing.settle(by=maya, plan=year, version=1, values={"share_of_customer": 0.4, "share_source": ""})
    writing.settle(by=maya, plan=year, version=1, values={"share_of_customer": None, "share_source": "It will not say"})

    assert "Share of the customer" not in dict(completeness(Plan.objects.get(id=year.id)).missing)


def test_days_outside_the_plan_and_owners_from_outside_are_refused(cast):
    maya, _, ash = cast
    year = plans.begun(maya, ash)

    with pytest.raises(UsageError, match="5 January 2012 lies outside the plan"):
        writing.add(by=maya, plan=year, kind="review", values={"due": date(2012, 1, 5)})
    with pytest.raises(ValidationError, match="Jonas may not work with this relationship"):
        writing.add(by=maya, plan=year, kind="action", values={"what": "x", "owner": people.jonas(), "due": plans.ENDS})


def evidence(ash, *bought):
    run = kept_runs.keep(date(2011, 6, 30), [(ash, "butterfly", 0.5, 1.0, 9.0, date(2011, 6, 1))], current=True)
    people.standing(ash, run)
    plans.orders(*((ash, day, amount) for day, amount in bought))
    return of_one(ash)


@pytest.mark.parametrize(
    ("bought", "by", "verdict"),
    [
        (1_000.0, plans.ENDS, "reached"),
        (600.0, plans.ENDS, "on course"),
        (400.0, plans.ENDS, "behind"),
        (400.0, date(2011, 6, 30), "not reached"),
    ],
)
def test_a_result_is_told_from_evidence_as_it_is_now(cast, bought, by, verdict):
    maya, _, ash = cast
    year = plans.draft(maya, ash, plans.OBJECTIVE | {"by": by})

    found = results(year, evidence(ash, (date(2011, 3, 1), bought)))[0]

    assert (found.verdict, found.now.value) == (verdict, bought)


@pytest.mark.parametrize(("by", "verdict"), [(date(2011, 5, 31), "not reached"), (plans.ENDS, "not yet")])
def test_a_standing_between_two_analyses_is_judged_once_the_evidence_has_gone_past_the_day(cast, by, verdict):
    maya, _, ash = cast
    kept_runs.keep(date(2011, 3, 31), [(ash, "butterfly", 0.5, 1.0, 400.0, date(2011, 3, 1))])
    year = plans.draft(maya, ash, {"words": "Worth more", "measure": "worth", "target": "1,000", "by": by})

    assert results(year, evidence(ash))[0].verdict == verdict


def test_fewer_complaints_are_reached_only_when_the_day_has_come(cast):
    maya, _, ash = cast
    year = plans.draft(maya, ash, {"words": "No complaint open", "measure": "complaints", "target": "0"})

    assert results(year, of_one(ash))[0].verdict == "reached"
    Plan.objects.filter(id=year.id).update(ends=date(2090, 1, 1))
    year.objectives.update(by=date(2090, 1, 1))
    assert results(Plan.objects.get(id=year.id), of_one(ash))[0].verdict == "on course"


def test_a_review_freezes_what_came_and_the_plan_is_reviewed(cast):
    maya, hal, ash = cast
    year = plans.agreed(maya, hal, ash)
    evidence(ash, (date(2011, 3, 1), 600.0))
    review = year.reviews.get()

    reviewing.hold(by=maya, review=review, version=1, came="Half way", next="Go on", closes=True)

    plans.orders((ash, date(2011, 3, 1), 9_000.0))
    year.refresh_from_db()
    found = result(year.objectives.get(), year, of_one(ash))
    assert (year.state, found.frozen, found.verdict, found.now.value) == ("reviewed", True, "on course", 600.0)
    review.refresh_from_db()
    assert came(review, "GBP") == ["Sell more: £600, on course"]
    assert came(review, "GBP", {"orders"}) == ["Sell more: not shown to your role"]
    assert review.task.__class__.objects.get(id=review.task_id).done


def test_reviews_that_were_to_come_after_the_last_one_are_nobodys_task_any_more(cast):
    maya, hal, ash = cast
    year = plans.draft(maya, ash)
    writing.add(by=maya, plan=year, kind="review", values={"due": plans.ENDS})
    deciding.submit(by=maya, plan=year)
    deciding.agree(by=hal, plan=year)
    first, last = year.reviews.all()

    reviewing.hold(by=maya, review=first, version=first.version, came="All is reached", next="", closes=True)

    held, left = (Task.objects.get(id=one.task_id) for one in (first, last))
    assert (held.given_up, left.given_up, left.reason) == (False, True, "The plan is reviewed already.")


def test_an_interim_review_leaves_the_plan_agreed(cast):
    maya, hal, ash = cast
    year = plans.agreed(maya, hal, ash)

    reviewing.hold(by=maya, review=year.reviews.get(), version=1, came="Half way", next="", closes=False)

    assert Plan.objects.get(id=year.id).state == "agreed"
    with pytest.raises(EditedMeanwhileError):
        reviewing.hold(by=maya, review=year.reviews.get(), version=1, came="Again", next="", closes=False)


def test_what_no_evidence_measures_is_judged_by_somebody_on_a_day(cast):
    maya, hal, ash = cast
    year = plans.agreed(maya, hal, ash, {"words": "Finance knows us", "measure": "", "target": "Two talks"})
    one = year.objectives.get()
    assert result(one, year, of_one(ash)).verdict == "not judged yet"

    reviewing.judge(by=maya, objective=one, version=1, judgement="partly", why="One talk")

    one.refresh_from_db()
    assert (one.judged_by, result(one, year, of_one(ash)).verdict) == (maya, "partly reached")
    with pytest.raises(ValidationError, match="what you judge it by"):
        reviewing.judge(by=maya, objective=one, version=2, judgement="partly", why=" ")


def test_used_hours_are_written_down_while_the_plan_holds(cast):
    maya, hal, ash = cast
    year = plans.agreed(maya, hal, ash)

    reviewing.use(by=maya, resource=year.resources.get(), version=1, used=20.0)

    assert sums(year)[1].used == 20.0


def test_the_next_year_takes_over_what_is_open_and_no_task_twice(cast):
    maya, hal, ash = cast
    year = plans.agreed(maya, hal, ash)
    visit = year.actions.get().task

    after = starting.carry_over(by=maya, plan=year)

    assert (after.follows, after.starts, after.state) == (year, date(2012, 1, 1), "draft")
    assert after.texts.count() == year.texts.count()
    assert after.objectives.get().by == date(2012, 12, 31)
    assert after.actions.get().task == visit
    assert after.part_of == year.part_of
    writing.add(by=maya, plan=after, kind="review", values={"due": date(2012, 6, 1)})
    writing.settle(by=maya, plan=after, version=1, values={"budget_hours": 10.0})
    deciding.submit(by=maya, plan=after)
    deciding.agree(by=hal, plan=after)
    assert Task.objects.filter(title="Visit the buyer").count() == 1


def test_what_was_reached_or_done_is_not_carried_over(cast):
    maya, hal, ash = cast
    year = plans.agreed(maya, hal, ash)
    evidence(ash, (date(2011, 3, 1), 5_000.0))
    working.complete(by=maya, task=year.actions.get().task)

    after = starting.carry_over(by=maya, plan=year)

    assert not after.objectives.exists()
    assert not after.actions.exists()
    assert after.strategies.count() == 1


def test_a_situation_leaves_out_what_is_hidden(cast):
    _, _, ash = cast
    year = plans.begun(cast[0], ash)
    found = situation(year, evidence(ash, (date(2011, 3, 1), 600.0)), {"value", "orders"})

    assert not {"value", "value_range", "orders"} & set(found)
    assert found["group"]["word"] == "true friend"


def test_managers_see_and_write_their_own_book_and_only_who_steers_agrees(cast):
    maya, hal, ash = cast
    jonas = people.jonas()
    year = plans.draft(maya, ash)
    deciding.submit(by=maya, plan=year)

    assert seen(maya).count() == seen(hal).count() == seen(people.analyst()).count() == 2
    assert seen(jonas).count() == 0
    for action in (deciding.agree, deciding.send_back, deciding.reopen):
        with pytest.raises(PermissionDenied):
            action(by=maya, plan=year, **({} if action is deciding.agree else {"reason": "x"}))
    with pytest.raises(PermissionDenied):
        writing.write(by=jonas, plan=year, section="ties", version=1, text="x")
    with pytest.raises(UsageError, match="This plan is submitted now, and not agreed"):
        deciding.reopen(by=hal, plan=year, reason="x")


def test_a_task_given_to_somebody_else_stays_an_action_of_the_plan(cast):
    maya, hal, ash = cast
    year = plans.agreed(maya, hal, ash)

    tasks.give_to(by=maya, task=year.actions.get().task, owner=hal)

    assert year.actions.get().task.owner == hal
