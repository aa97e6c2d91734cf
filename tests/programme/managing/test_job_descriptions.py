"""A job description is generated, offered, agreed to by both, and then never changed but by a next version."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme import working
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.managing import job_descriptions, job_template
from goodwill.programme.managing.job_sheet import job_sheet
from goodwill.records.models import JobDescription
from goodwill.report.sheet import printed
from goodwill.terms import UsageError
from tests import people
from tests.programme.managing.desk import account, profile, skill

pytestmark = pytest.mark.django_db


def written(by, owner, **values):
    words = job_descriptions.words(by, owner)
    known = {
        "version": words.version,
        "texts": words.texts,
        "objectives": words.objectives,
        "criteria": words.criteria,
        "lead": words.reports_to,
        "review": date(2030, 1, 1),
    }
    return job_descriptions.write(by=by, owner=owner, **known | values)


def test_it_is_generated_from_template_profile_and_accounts():
    hal, maya = people.hal(), people.maya()
    profile(hal, maya, skills=[skill("Pricing", 4)], languages=["German", "English"], accounts=3, hours=20.0)
    account(hal, "Ash", maya)
    account(hal, "Oak", maya)

    made = written(hal, maya)

    assert made.texts["purpose"].startswith("Maya is answerable for the relationship with Ash and Oak")
    assert "Hal" in made.texts["authority"]
    assert [name for _, name in made.accounts] == ["Ash", "Oak"]
    assert ["Skills", "Pricing 4 of 5"] in made.profile
    assert ["Room", "3 accounts and 20 hours a month"] in made.profile
    assert (made.version, made.state, made.reports_to) == (1, "draft", hal)
    assert printed(job_sheet(made)).startswith(b"%PDF")


def test_the_next_version_begins_with_the_last_or_with_the_template_as_it_is_today():
    hal, maya = people.hal(), people.maya()
    shipped = job_template.template()
    written(hal, maya, texts=shipped.texts | {"purpose": "Maya keeps Ash"})
    job_template.save_template(
        by=hal,
        version=shipped.version,
        texts=shipped.texts | {"purpose": "{name} keeps {accounts}"},
        objectives=[{"what": "Keep them", "measure": "kept", "weight": 100}],
        criteria=shipped.criteria,
    )

    assert job_descriptions.words(hal, maya).texts["purpose"] == "Maya keeps Ash"
    anew = job_descriptions.words(hal, maya, anew=True)
    assert anew.texts["purpose"] == "{name} keeps {accounts}"
    assert [one["what"] for one in anew.objectives] == ["Keep them"]
    assert (anew.version, anew.reports_to) == (1, hal)


def test_room_for_one_account_is_written_as_one():
    hal, maya = people.hal(), people.maya()
    profile(hal, maya, accounts=1, hours=1.0)

    assert written(hal, maya).profile == [["Room", "1 account and 1 hour a month"]]


def test_it_holds_when_both_have_agreed_and_a_change_needs_both_again():
    hal, maya = people.hal(), people.maya()
    first = written(hal, maya)
    with pytest.raises(UsageError, match="not offered yet"):
        job_descriptions.agree(by=hal, description=first)
    job_descriptions.offer(by=hal, description=first)

    assert job_descriptions.agree(by=maya, description=first).state == "offered"
    assert job_descriptions.agree(by=hal, description=first).state == "agreed"

    second = written(hal, maya, texts={"purpose": "Keep them"})
    job_descriptions.offer(by=hal, description=second)
    assert (second.version, JobDescription.objects.get(version=2).state) == (2, "offered")
    first.refresh_from_db()
    assert (first.state, first.agreed_by, first.manager_agreed is not None) == ("agreed", hal, True)
    assert first.texts["purpose"] != "Keep them"
    with pytest.raises(UsageError, match="later version"):
        job_descriptions.agree(by=maya, description=first)
    assert all(says.startswith("agreed on") for _, says in job_sheet(first).signed)


def test_what_was_offered_can_be_agreed_to_until_the_next_is_offered():
    hal, maya = people.hal(), people.maya()
    first = written(hal, maya)
    job_descriptions.offer(by=hal, description=first)
    second = written(hal, maya)
    assert job_descriptions.last_of(maya, maya) == first

    assert job_descriptions.agree(by=maya, description=first).manager_agreed is not None

    job_descriptions.offer(by=hal, description=second)
    with pytest.raises(UsageError, match="later version"):
        job_descriptions.agree(by=hal, description=first)


def test_nobody_agrees_twice_or_for_the_other():
    hal, ada, maya, jonas = people.hal(), people.ada(), people.maya(), people.jonas()
    made = written(hal, maya)
    job_descriptions.offer(by=hal, description=made)
    with pytest.raises(UsageError, match="offered already"):
        job_descriptions.offer(by=hal, description=made)

    job_descriptions.agree(by=ada, description=made)
    with pytest.raises(UsageError, match="agreed already"):
        job_descriptions.agree(by=hal, description=made)
    with pytest.raises(PermissionDenied):
        job_descriptions.agree(by=jonas, description=made)
    with pytest.raises(PermissionDenied):
        job_descriptions.offer(by=maya, description=made)


def test_the_head_who_manages_accounts_needs_somebody_else_to_agree():
    hal, ada = people.hal(), people.ada()
    made = written(hal, hal, lead=ada)
    job_descriptions.offer(by=hal, description=made)

    assert job_descriptions.agree(by=hal, description=made).state == "offered"
    with pytest.raises(UsageError, match="agreed already"):
        job_descriptions.agree(by=hal, description=made)
    assert job_descriptions.agree(by=ada, description=made).state == "agreed"


def test_a_manager_reads_its_own_once_offered_and_nobody_elses():
    hal, maya, jonas, ana = people.hal(), people.maya(), people.jonas(), people.analyst()
    made = written(hal, maya)

    assert job_descriptions.last_of(maya, maya) is None
    job_descriptions.offer(by=hal, description=made)
    assert job_descriptions.last_of(maya, maya) == made
    assert job_descriptions.last_of(hal, maya) == made
    for other in (jonas, ana, people.partner()):
        assert job_descriptions.last_of(other, maya) is None


def test_of_two_who_write_it_the_second_is_told_and_weights_make_a_hundred():
    hal, maya = people.hal(), people.maya()
    written(hal, maya)

    with pytest.raises(EditedMeanwhileError):
        written(hal, maya, version=0)
    with pytest.raises(UsageError, match="weights of the objectives add up to 90; make them 100"):
        written(hal, maya, objectives=[{"what": "Keep", "measure": "", "weight": 90}])
    with pytest.raises(UsageError, match="cannot report to itself"):
        written(hal, maya, lead=maya)
    assert JobDescription.objects.count() == 1


def test_weights_with_decimals_make_a_hundred_too():
    hal, maya = people.hal(), people.maya()
    # As floats these add up to a little more.
    parts = [{"what": what, "measure": "", "weight": weight} for what, weight in (("A", 76.9), ("B", 16.4), ("C", 6.7))]

    assert written(hal, maya, objectives=parts).objectives == parts


def test_accounts_that_came_and_left_since_are_told():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    ash = account(hal, "Ash", maya)
    made = written(hal, maya)
    assert not job_descriptions.moved_since(hal, made)

    working.assign(by=hal, parties=[ash], manager=jonas)
    account(hal, "Oak", maya)

    moved = job_descriptions.moved_since(hal, made)
    assert (list(moved.came), list(moved.left)) == (["Oak"], ["Ash"])


def test_the_company_writes_the_template_in_its_own_words():
    hal, maya = people.hal(), people.maya()
    shipped = job_template.template()
    assert shipped.version == 0
    for lines in (shipped.objectives, shipped.criteria):
        assert sum(line["weight"] for line in lines) == 100

    texts = {"texts": shipped.texts | {"purpose": "{name} keeps {accounts}, with {head}."}}
    rest = {"objectives": shipped.objectives, "criteria": shipped.criteria}
    job_template.save_template(by=hal, version=0, **texts, **rest)
    with pytest.raises(EditedMeanwhileError):
        job_template.save_template(by=hal, version=0, **texts, **rest)
    job_template.save_template(by=hal, version=1, **texts, **rest)

    assert written(hal, maya).texts["purpose"] == "Maya keeps its accounts, with Hal."
    account(hal, "Ash", maya)
    assert written(hal, maya).texts["purpose"] == "Maya keeps Ash, with Hal."
    assert job_template.template().version == 2
    with pytest.raises(PermissionDenied):
        job_template.save_template(by=maya, version=2, **texts, **rest)


def test_today_leads_a_manager_to_the_own_description_once_it_was_offered(client):
    hal, maya = people.hal(), people.maya()
    made = written(hal, maya)
    client.force_login(maya)
    assert "My job description" not in client.get("/").content.decode()

    job_descriptions.offer(by=hal, description=made)

    shown = client.get("/").content.decode()
    assert f'<a href="/managers/{maya.pk}/job">My job description</a>' in shown
    assert "waits for your agreement" in shown
