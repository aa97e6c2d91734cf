"""The pages of plans: what each shows to whom, and what its forms do."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goodwill.programme import key_accounts, tasks, trees
from goodwill.programme.planning import deciding, writing
from goodwill.programme.planning.printing import sheet
from goodwill.programme.planning.to_do import plans_of_tasks
from goodwill.records.models import Change, Plan, PlanText, Task
from tests import kept_runs, people, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(client):
    maya, hal = people.maya(), people.hal()
    ash = people.party("Ash", maya)
    client.force_login(maya)
    return maya, hal, ash


def page(client, name, *args, **asked):
    return client.get(reverse(name, args=args), asked).content.decode()


def send(client, name, *args, **values):
    return client.post(reverse(name, args=args), values)


def test_a_pair_is_begun_from_the_partys_page_and_its_empty_boxes_show_examples_that_are_nowhere_kept(client, cast):
    _, _, ash = cast
    assert "No plan yet" in page(client, "party-plan", ash.pk)

    answer = send(client, "plan-start", ash.pk, starts="2011-01-01", years="3")

    year = Plan.objects.get(span="annual")
    assert answer.url == reverse("plan", args=[year.pk])
    shown = page(client, "plan", year.pk)
    assert "0 of 15 are there" in shown
    assert "Harrow &amp; Co deliver candles a day sooner" in shown
    assert not PlanText.objects.exists()
    assert "Long-range plan 2011–2013" in page(client, "party-plan", ash.pk)


def test_each_form_writes_what_it_says_and_leads_back_to_its_place(client, cast):
    maya, _, ash = cast
    year = plans.begun(maya, ash)
    for name, args, values, place in (
        ("plan-text", ("ties",), {"text": "One contact", "version": "0"}, "ties"),
        ("plan-share", (), {"share": "35", "source": "Its buyer", "version": "1"}, "share"),
        ("plan-budget", (), {"money": "1500", "hours": "", "version": "2"}, "resources"),
        (
            "plan-add",
            ("objective",),
            {"words": "More", "measure": "revenue", "target": "60,000", "by": "2011-12-31", "owner": maya.pk},
            "objective",
        ),
        ("plan-add", ("strategy",), {"words": "Sooner", "objective": ""}, "strategy"),
        ("plan-add", ("action",), {"what": "Visit", "owner": maya.pk, "due": "2011-02-01", "cost": "5"}, "action"),
        ("plan-add", ("resource",), {"kind": "people", "what": "A driver", "planned": "1"}, "resource"),
        ("plan-add", ("risk",), {"what": "Leaves", "likelihood": "1", "impact": "3", "answer": "Deputy"}, "risk"),
        ("plan-add", ("review",), {"due": "2011-06-01"}, "review"),
    ):
        answer = send(client, name, year.pk, *args, **values)
        assert answer.status_code == 302, (name, args, answer.content.decode()[-3000:])
        assert answer.url == f"{reverse('plan', args=[year.pk])}#{place}"

    year.refresh_from_db()
    assert (year.share_of_customer, year.budget_money, year.objectives.get().target) == (0.35, 1500.0, 60_000.0)
    shown = page(client, "plan", year.pk)
    for words in ("One contact", "35%", "60,000", "Sooner", "Visit", "A driver", "Deputy", "1 June 2011"):
        assert words in shown


def test_a_target_that_is_none_keeps_the_form_with_a_sentence(client, cast):
    maya, _, ash = cast
    year = plans.begun(maya, ash)
    values = {"words": "More", "measure": "rung", "target": "king", "by": "2011-12-31", "owner": maya.pk}

    answer = send(client, "plan-add", year.pk, "objective", **values).content.decode()

    assert "is no target for Rung. Write one of: prospect" in answer
    assert 'value="More"' in answer


def test_two_who_write_at_once_see_both_versions(client, cast):
    maya, hal, ash = cast
    year = plans.begun(maya, ash)
    writing.write(by=hal, plan=year, section="ties", version=0, text="Theirs")

    answer = send(client, "plan-text", year.pk, "ties", text="Mine", version="0", original_text="")

    assert answer.status_code == 409
    assert all(words in answer.content.decode() for words in ("Theirs", "Mine", "Somebody else saved this"))


def test_a_row_is_changed_and_taken_out(client, cast):
    maya, _, ash = cast
    year = plans.draft(maya, ash)
    risk = year.risks.get()

    send(client, "plan-part", "risk", risk.pk, what="Moves", likelihood="1", impact="1", answer="Ask", version="1")
    assert year.risks.get().what == "Moves"
    send(client, "plan-remove", "risk", risk.pk)

    assert not year.risks.exists()
    assert client.get(reverse("plan-part", args=["wish", 1])).status_code == 404


def test_from_draft_to_agreed_and_back_each_page_says_what_is_next(client, cast):
    maya, hal, ash = cast
    year = plans.draft(maya, ash)
    assert "Nothing is missing" in page(client, "plan", year.pk)
    send(client, "plan-submit", year.pk)
    assert "It waits to be agreed." in page(client, "plan", year.pk)
    assert client.get(reverse("plan-send-back", args=[year.pk])).status_code == 403

    client.force_login(hal)
    assert "Next: agree it, or send it back." in page(client, "plan", year.pk)
    assert "1 plan waits to be agreed" in page(client, "plans")
    send(client, "plan-send-back", year.pk, reason="Finance is missing")
    assert "It is a draft again.</b> Finance is missing" in page(client, "plan", year.pk)
    deciding.submit(by=maya, plan=year)
    send(client, "plan-agree", year.pk)

    task = Task.objects.get(title="Visit the buyer")
    assert "From the" in page(client, "task", task.pk)
    assert "0 of 1 action done" in page(client, "plan", year.pk)
    send(client, "plan-reopen", year.pk, reason="New buyer")
    assert "It is a draft again.</b> New buyer" in page(client, "plan", year.pk)
    timeline = page(client, "record", ash.pk)
    assert "Sent back the annual plan 2011, edition 1: Finance is missing" in timeline


def test_a_review_that_closes_leads_to_the_year_after(client, cast):
    maya, hal, ash = cast
    year = plans.agreed(maya, hal, ash, {"words": "Known", "measure": "", "target": "Two talks"})
    send(client, "plan-judge", year.objectives.get().pk, judgement="reached", why="Both held", version="1")
    send(client, "plan-used", year.resources.get().pk, used="12", version="1")
    assert "Write the review" in page(client, "plan", year.pk)

    send(client, "plan-review", year.reviews.get().pk, came="It went well", next="Go on", closes="on", version="1")

    shown = page(client, "plan", year.pk)
    assert all(words in shown for words in ("It went well", "1 of 1 objective reached", "Next: plan the year after."))
    assert "<small>Known: reached</small>" in shown
    answer = send(client, "plan-carry-over", year.pk)
    assert Plan.objects.get(starts=date(2012, 1, 1), span="annual").follows == year
    assert "Annual plan 2012" in client.get(answer.url).content.decode()
    assert "covers" in client.get(send(client, "plan-carry-over", year.pk).url).content.decode()


def test_what_is_hidden_from_a_role_stands_in_no_form_of_a_plan(client, cast):
    maya, _, ash = cast
    run = kept_runs.keep(date(2011, 6, 30), [(ash, "butterfly", 0.5, 1.0, 4_321.0, date(2011, 6, 1))], current=True)
    people.standing(ash, run, value=4_321.0)
    plans.orders((ash, date(2011, 3, 1), 765.0))
    year = plans.draft(
        maya,
        ash,
        {"words": "Worth more", "measure": "worth", "target": "8,765"},
        {"words": "Sell more", "measure": "revenue", "target": "1,000"},
    )
    assert all(words in page(client, "plan", year.pk) for words in ("4,321", "8,765", "£765"))
    people.hide("manager", "value", "orders")

    for shown in (page(client, "plan", year.pk), page(client, "history"), page(client, "plan-group", ash.pk)):
        assert not any(words in shown for words in ("4,321", "8,765", "£765", "Purchase days"))
    printed = str(sheet(maya, [year]))
    assert "Worth more" in printed
    assert not any(words in printed for words in ("4,321", "8,765", "£765", "Purchase days"))
    worth = year.objectives.get(measure="worth")
    assert client.get(reverse("plan-part", args=["objective", worth.pk])).status_code == 403
    assert "Net revenue" not in page(client, "plan-add", year.pk, "objective")


def test_readers_see_plans_and_can_write_nothing_there(client, cast):
    maya, _, ash = cast
    year = plans.draft(maya, ash)
    client.force_login(people.reader())

    shown = page(client, "plan", year.pk)

    assert "Visit the buyer" in shown
    assert "Add an objective" not in shown
    assert reverse("plan-submit", args=[year.pk]) not in shown


def test_the_list_filters_by_state_and_names_key_accounts_without_a_plan(client, cast):
    maya, hal, ash = cast
    yew = people.party("Yew", maya)
    for party in (ash, yew):
        key_accounts.choose(by=hal, relationship=party.relationships.get(), ground="value", reason="Large")
    today = timezone.localdate()
    year = plans.draft(maya, ash, starts=today.replace(day=1))
    deciding.submit(by=maya, plan=year)
    deciding.agree(by=hal, plan=year)
    year.reviews.update(due=today - timedelta(days=1))

    shown = page(client, "plans")

    assert "1 agreed plan waits for a review" in shown
    assert "1 key account without an agreed plan from today on" in shown
    assert "Overdue" in shown
    assert "No plan in this state" in page(client, "plans", state="reviewed")
    assert str(year) not in page(client, "plans", state="draft")


def test_the_plans_of_a_group_add_up_as_far_as_they_are_seen(client, cast):
    maya, hal, ash = cast
    birch, secret = people.party("Birch", maya), people.party("Secret", people.jonas())
    for below in (birch, secret):
        trees.place(by=hal, party=below, parent=ash)
    run = kept_runs.keep(date(2011, 6, 30), [(ash, "butterfly", 0.5, 1.0, 9.0, date(2011, 6, 1))], current=True)
    people.standing(ash, run)
    plans.orders((ash, date(2011, 3, 1), 300.0), (birch, date(2011, 3, 1), 800.0), (birch, date(2011, 3, 2), 900.0))
    plans.draft(maya, ash)
    plans.draft(maya, birch)

    shown = page(client, "plan-group", ash.pk)

    assert all(words in shown for words in ("£2,000", "1 of 1", "£1,000", "44 hours"))
    assert "Secret" in shown  # below Ash, it is in Maya’s book too
    client.force_login(people.user("Theo", "manager"))
    assert client.get(reverse("plan-group", args=[ash.pk])).status_code == 404


def test_the_printed_plan_is_a_pdf_of_the_year_or_of_both(client, cast):
    maya, _, ash = cast
    year = plans.draft(maya, ash)

    one, both = (client.get(reverse("plan-print", args=[year.pk]), asked) for asked in ({}, {"with": "pair"}))

    assert one["Content-Type"] == "application/pdf"
    assert one["Content-Disposition"] == 'attachment; filename="ash-annual-plan-2011.pdf"'
    assert one.content.startswith(b"%PDF")
    assert len(both.content) > len(one.content)
    left = Change.objects.filter(action="exported", what="plan", party=ash, by=maya)
    assert left.count() == 3  # the year alone, then both


def test_the_cards_of_today_name_the_plan_that_their_tasks_come_from(client, cast):
    maya, hal, ash = cast
    plan = plans.agreed(maya, hal, ash)

    shown = client.get("/").content.decode()

    assert shown.count(f'From the <a href="{reverse("plan", args=[plan.pk])}">plan 2011') == 2


def test_of_many_tasks_the_plans_are_found_at_once_by_who_may_see_them(cast, django_assert_num_queries):
    maya, hal, ash = cast
    plan = plans.agreed(maya, hal, ash)
    made = list(Task.objects.values_list("id", flat=True))
    call = tasks.make_for(by=maya, owner=maya, party=ash, kind="task", title="Call", due=plan.ends, remind=None)
    asked = [*made, call.pk]

    with django_assert_num_queries(2):  # the rights, and the plans
        found = plans_of_tasks(hal, asked)

    assert found == dict.fromkeys(made, plan)
    assert plans_of_tasks(people.user("Noah", "manager"), asked) == {}
