"""The pages about managers: what the head does there, and what a manager does with its own."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from goodwill.programme import absences
from goodwill.programme.managing import care, effect, job_descriptions
from goodwill.records.models import (
    AssignmentPlan,
    CareNeed,
    Change,
    HandOverPlan,
    JobDescription,
    JobTemplate,
    ManagerProfile,
    TrainingNeed,
)
from tests import people
from tests.programme.managing.desk import account, profile, ready, skill, worked_out

pytestmark = pytest.mark.django_db
WORDS = {"purpose": "{name} keeps {accounts}", "objectives": "Keep; kept; 100", "criteria": "Retention; 100"}


def test_a_profile_is_written_line_by_line_and_what_cannot_be_read_is_named(client):
    hal, maya = people.hal(), people.maya()
    client.force_login(hal)
    where = reverse("managers-edit", args=[maya.pk])
    sent = {
        "skills": "Pricing; 4; ran the tender; twice\nExport; 2",
        "languages": "German, german , Dutch",
        "version": 0,
    }

    refused = client.post(where, sent | {"skills": "Pricing; high\nExport; 2"}).content.decode()
    assert "“Pricing; high”: write the skill and a level from 1 to 5" in refused
    assert not ManagerProfile.objects.exists()

    client.post(where, sent | {"accounts": 3})
    kept = ManagerProfile.objects.get()
    assert kept.skills == [
        {"name": "Pricing", "level": 4, "evidence": "ran the tender; twice"},
        {"name": "Export", "level": 2, "evidence": ""},
    ]
    assert (kept.languages, kept.accounts, kept.hours) == (["German", "Dutch"], 3, None)
    assert "Pricing; 4; ran the tender; twice\nExport; 2" in client.get(where).content.decode()


def test_who_saves_a_profile_second_sees_theirs_beside_its_own(client):
    hal, maya = people.hal(), people.maya()
    profile(hal, maya, region="North")
    client.force_login(hal)
    where = reverse("managers-edit", args=[maya.pk])
    client.post(where, {"region": "South", "version": 1})

    answer = client.post(where, {"region": "East", "version": 1, "original_region": "North"})

    assert answer.status_code == 409
    assert "Somebody else saved this meanwhile" in answer.content.decode()
    client.post(where, {"region": "East", "version": 2})
    assert ManagerProfile.objects.get().region == "East"


def test_a_manager_says_what_its_account_needs_and_reads_what_it_lacks(client):
    hal, maya = people.hal(), people.maya()
    profile(hal, maya)
    ash = account(hal, "Ash", maya)
    client.force_login(maya)
    sent = {"hours": "6", "skills": "Pricing; 4; required", "liking": "asked for", "person": maya.pk, "version": 0}

    answer = client.post(reverse("care-needed-edit", args=[ash.pk]), sent, follow=True).content.decode()

    assert "Maya does not know Pricing" in answer
    need = CareNeed.objects.get()
    assert need.skills == [{"name": "Pricing", "level": 4, "required": True}]
    assert (need.person, need.language_required) == (maya, False)
    own = client.get(reverse("managers-one", args=[maya.pk])).content.decode()
    assert "does not know Pricing" in own
    assert "Edit the profile" not in own


def test_what_a_manager_lacks_is_told_of_any_customer_to_who_may_see_its_profile(client):
    hal, maya, jonas, today = people.hal(), people.maya(), people.jonas(), timezone.localdate()
    profile(hal, maya)
    ash, oak = people.party("Ash", maya), people.party("Oak", maya)
    for party, needs in ((ash, {"language": "Dutch"}), (oak, {"hours": 2.0})):
        care.save_care(by=maya, relationship=party.relationships.get(), version=0, values=needs)
    absences.arrange(by=hal, person=maya, cover=jonas, starts=today, ends=today)

    def heading(person, party):
        client.force_login(person)
        page = client.get(reverse("care-needed", args=[party.pk])).content.decode()
        return re.search("<h1[^>]*>(.*?)</h1>", page)[1]

    assert [heading(hal, party) for party in (ash, oak)] == ["Maya speaks no Dutch", "Maya has what Oak needs"]
    assert [heading(jonas, party) for party in (ash, oak)] == ["Care needed", "Care needed"]


def test_an_assignment_is_worked_out_decided_by_hand_and_put_into_effect(client):
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    profile(hal, maya)
    profile(hal, jonas)
    ash = account(hal, "Ash", maya, hours=5.0)
    account(hal, "Elm", None, language="Dutch")
    client.force_login(hal)

    client.post(reverse("assignment-draft"))
    plan = AssignmentPlan.objects.get()
    where = reverse("assignment", args=[plan.pk])
    assert "is being worked out" in client.get(where).content.decode()
    ready(plan)
    shown = client.get(where).content.decode()
    assert "Nobody may have Elm: Jonas speaks no Dutch; Maya speaks no Dutch." in shown
    assert "has looked after it" in shown

    by_hand = reverse("assignment-override", args=[plan.pk, ash.relationships.get().pk])
    client.post(by_hand, {"kind": "forced", "manager": jonas.pk, "reason": "Knows the chair"})
    ready(plan)
    shown = client.get(where).content.decode()
    assert "set by hand (Knows the chair)" in shown
    assert "Ash goes from Maya to Jonas; leaving it where it is was ruled out by hand" in shown

    done = client.post(reverse("assignment-effect", args=[plan.pk]), follow=True).content.decode()
    assert "It is in effect: 1 account has another manager, 0 stay." in done
    assert ash.relationships.get().manager == jonas
    made = HandOverPlan.objects.get()
    client.force_login(jonas)
    client.post(reverse("managers-hand-over-step", args=[made.pk]), {"number": "0"})
    made.refresh_from_db()
    made.steps[1]["by"] = "2026-01-02"
    made.save()
    shown = client.get(reverse("managers-hand-over", args=[made.pk])).content.decode()
    assert "4 steps until Jonas has Ash" in shown
    assert "by 2 January 2026" in shown
    assert shown.count("Overdue") == 1
    assert "4 of 5 steps left, late since 2 Jan" in client.get(reverse("today")).content.decode()


def test_an_assignment_that_rests_on_old_news_says_so_and_is_not_put_into_effect(client):
    hal, maya = people.hal(), people.maya()
    profile(hal, maya)
    account(hal, "Ash", None)
    plan = worked_out(hal)
    account(hal, "Oak", None)
    client.force_login(hal)

    shown = client.get(reverse("assignment", args=[plan.pk])).content.decode()
    told = client.post(reverse("assignment-effect", args=[plan.pk]), follow=True).content.decode()

    assert "It rests on what has changed since." in shown
    assert "Put it into effect" not in shown
    assert "Since it was worked out: Oak is a key account now. Work it out again." in told


def test_weights_are_changed_on_a_page_and_withdrawn_decisions_are_gone(client):
    hal, maya = people.hal(), people.maya()
    profile(hal, maya)
    ash = account(hal, "Ash", maya)
    plan = worked_out(hal)
    client.force_login(hal)
    weights = plan.weights | {"travel": 0.3}

    client.post(reverse("assignment-weigh", args=[plan.pk]), weights | {"version": 1})
    assert ready(plan).weights["travel"] == 0.3
    by_hand = reverse("assignment-override", args=[plan.pk, ash.relationships.get().pk])
    client.post(by_hand, {"kind": "forbidden", "manager": maya.pk, "reason": "A cousin"})
    assert ready(plan).pairs.get().manager is None
    client.post(reverse("assignment-withdraw", args=[plan.pk, plan.overrides.get().pk]))
    assert ready(plan).pairs.get().manager == maya


def test_without_accounts_the_page_says_what_is_missing(client):
    client.force_login(people.hal())

    assert "no key account yet" in client.post(reverse("assignment-draft"), follow=True).content.decode()
    assert not AssignmentPlan.objects.exists()


def test_load_and_coverage_finds_first_what_is_worst(client):
    hal, maya = people.hal(), people.maya()
    profile(hal, maya, accounts=1)
    account(hal, "Ash", maya)
    client.force_login(hal)
    where = reverse("managers-coverage")
    assert "Every key account has its manager" in client.get(where).content.decode()

    account(hal, "Oak", maya)
    shown = client.get(where).content.decode()
    assert "1 manager has more than it can take" in shown
    assert "<b>2</b> of 1 account, 1 too many" in shown
    account(hal, "Elm", None)
    assert "1 of 3 key accounts has no manager" in client.get(where).content.decode()


def test_training_is_written_down_and_ended(client):
    hal, maya = people.hal(), people.maya()
    client.force_login(hal)

    client.post(reverse("managers-training", args=[maya.pk]), {"what": "Dutch", "due": "2030-01-01"})
    need = TrainingNeed.objects.get()
    assert (need.what, need.due) == ("Dutch", date(2030, 1, 1))
    client.post(reverse("managers-training-end", args=[need.pk]), {"state": "dropped"})
    assert TrainingNeed.objects.get().state == "dropped"
    assert client.post(reverse("managers-training-end", args=[need.pk]), {"state": "gone"}).status_code == 400


def test_a_job_description_is_offered_agreed_by_both_and_taken_as_pdf(client):
    hal, maya = people.hal(), people.maya()
    account(hal, "Ash", maya)
    client.force_login(hal)
    own = reverse("managers-job", args=[maya.pk])

    refused = client.post(
        reverse("managers-job-write", args=[maya.pk]), WORDS | {"objectives": "Keep; kept; 90", "version": 0}
    )
    assert "The weights of the objectives add up to 90; make them 100." in refused.content.decode()
    nameless = WORDS | {"objectives": "; kept; 50\n; grown; 50", "criteria": "; 100", "version": 0}
    refused = client.post(reverse("managers-job-write", args=[maya.pk]), nameless).content.decode()
    assert "write what, how it is measured, and its weight" in refused
    assert "write what is judged and its weight" in refused
    client.post(reverse("managers-job-write", args=[maya.pk]), WORDS | {"version": 0, "lead": hal.pk})
    job = JobDescription.objects.get()
    client.force_login(maya)
    assert "Maya keeps Ash" not in client.get(own).content.decode()
    assert client.get(reverse("managers-job-pdf", args=[job.pk])).status_code == 404

    client.force_login(hal)
    client.post(reverse("managers-job-offer", args=[job.pk]))
    client.post(reverse("managers-job-agree", args=[job.pk]))
    client.force_login(maya)
    assert "Maya keeps Ash" in client.get(own).content.decode()
    told = client.post(reverse("managers-job-agree", args=[job.pk]), follow=True).content.decode()
    assert "Both have agreed: it holds." in told

    sheet = client.get(reverse("managers-job-pdf", args=[job.pk]))
    assert sheet.content.startswith(b"%PDF")
    assert sheet["Content-Disposition"] == 'attachment; filename="job-description-maya-1.pdf"'
    assert Change.objects.filter(action="exported", what="jobdescription", row=str(job.pk), by=maya).exists()
    client.force_login(people.jonas())
    assert client.get(reverse("managers-job-pdf", args=[job.pk])).status_code == 404
    assert client.get(own).status_code == 404


def test_who_writes_the_next_version_second_sees_theirs(client):
    hal, maya = people.hal(), people.maya()
    client.force_login(hal)
    where = reverse("managers-job-write", args=[maya.pk])
    client.post(where, WORDS | {"version": 0})

    answer = client.post(where, WORDS | {"purpose": "Mine", "version": 0})

    assert answer.status_code == 409
    assert JobDescription.objects.count() == 1


def test_the_page_says_that_accounts_have_changed_since(client):
    hal, maya = people.hal(), people.maya()
    words = job_descriptions.words(hal, maya)
    known = {"texts": words.texts, "objectives": words.objectives, "criteria": words.criteria}
    job_descriptions.write(by=hal, owner=maya, version=0, lead=None, review=None, **known)
    account(hal, "Ash", maya)
    client.force_login(hal)

    assert "The accounts have changed since." in client.get(reverse("managers-job", args=[maya.pk])).content.decode()


def test_the_template_is_kept_in_the_companys_words(client):
    hal = people.hal()
    client.force_login(hal)
    where = reverse("managers-job-template")
    assert "is answerable for the relationship" in client.get(where).content.decode()

    client.post(where, WORDS | {"version": 0})
    assert JobTemplate.the().texts["purpose"] == "{name} keeps {accounts}"
    assert client.post(where, WORDS | {"version": 0}).status_code == 409


def test_everybody_finds_its_own_from_the_account_page(client):
    maya = people.maya()
    profile(people.hal(), maya, skills=[skill("Pricing", 4, evidence="the tender")])
    client.force_login(maya)

    assert reverse("managers-one", args=[maya.pk]) in client.get(reverse("account")).content.decode()
    assert "the tender" in client.get(reverse("managers-one", args=[maya.pk])).content.decode()
    assert client.get(reverse("managers")).status_code == 403


def test_in_effect_nothing_is_decided_any_more(client):
    hal, maya = people.hal(), people.maya()
    profile(hal, maya)
    account(hal, "Ash", None)
    plan = worked_out(hal)
    effect.put_into_effect(by=hal, plan=plan)
    client.force_login(hal)

    told = client.post(reverse("assignment-run", args=[plan.pk]), follow=True).content.decode()

    assert "in effect already" in told
    assert "In effect: 1 account changed hands" in told
