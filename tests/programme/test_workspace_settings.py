"""What an administrator settles, and what follows from it in a real analysis."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from goodwill.programme import importing, workspace_settings
from goodwill.programme.jobs.queue import put_last
from goodwill.programme.kept import moves
from goodwill.programme.kept.analysed import analysed
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import Change, Job, StandingChange, User, Workspace
from goodwill.terms import UsageError
from tests import people
from tests.programme.test_levels import _empty_folder, book, work  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db(transaction=True)


def settle(by: User, **changed: object) -> bool:
    workspace = Workspace.the()
    settings = replace(workspace_settings.Settings.of(workspace), **changed)
    return workspace_settings.settle(by=by, version=workspace.version, settings=settings)


@pytest.mark.slow
@pytest.mark.usefixtures("_empty_folder")
def test_a_margin_makes_value_anew_and_is_a_step_of_its_own():
    ada = people.ada()
    found = importing.receive(by=ada, file=SimpleUploadedFile("orders.csv", in_pounds(book()[0])))
    work()
    importing.confirm(by=ada, order_import=found)
    put_last("analyse", as_of="2024-11-30")
    work()
    found.refresh_from_db()
    before = Workspace.the().current
    assert before.results["value"]["basis"] == "revenue"
    assert Workspace.the().currency == "GBP"
    assert importing.first_told_as_revenue(found)

    assert settle(ada, margin=0.4)
    work()

    after = Workspace.the().current
    assert after.results["value"]["basis"] == "assumed-margin"
    assert after.results["value"]["mean"] == pytest.approx(0.4 * before.results["value"]["mean"], rel=1e-6)
    assert not importing.first_told_as_revenue(found)
    days = analysed()
    moved = moves.between(days, days[1], days[0])
    assert moved.parts["method"] == pytest.approx(-0.6 * moved.opening, rel=1e-6)
    assert moved.closing == pytest.approx(after.results["value"]["mean"], rel=1e-6)
    # Nobody is told that a customer lost value, when only the way of counting did.
    changes = StandingChange.objects.filter(run=after)
    assert changes.exists()
    assert not changes.exclude(value_before=None).exists()

    settle(ada, discount=0.2, value_horizon="1 year")
    work()
    told = Workspace.the().current.results
    assert told["settings"]["discount_rate_per_year"] == 0.2
    assert told["settings"]["value_horizon"] == {"length": 1, "unit": "year"}
    assert told["value"]["mean"] < after.results["value"]["mean"]

    with pytest.raises(UsageError, match="The orders are in GBP, not in EUR"):
        settle(ada, stated_currency="EUR")
    importing.undo(by=ada, order_import=found)
    work()
    assert Workspace.the().currency == ""


@pytest.mark.slow
@pytest.mark.usefixtures("_empty_folder")
def test_orders_that_name_no_currency_are_told_in_the_one_that_is_settled():
    ada = people.ada()
    found = importing.receive(by=ada, file=SimpleUploadedFile("orders.csv", book()[0]))
    work()
    importing.confirm(by=ada, order_import=found)
    work()
    assert Workspace.the().currency == ""

    assert settle(ada, stated_currency="chf")
    work()

    workspace = Workspace.the()
    assert (workspace.stated_currency, workspace.currency) == ("CHF", "CHF")
    assert workspace.current.results["value"]["currency"] == "CHF"


def test_what_changes_no_figure_starts_no_analysis():
    ada = people.ada()

    assert not settle(ada)
    assert not settle(ada, markets="christopher")
    assert not Job.objects.exists()
    assert Change.objects.get(what="workspace").after == {"markets": "christopher"}
    assert settle(ada, margin=0.3)
    assert [job.kind for job in Job.objects.all()] == ["analyse"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"level": "nobody"}, "no such level"),
        ({"margin": 0.0}, "above 0% and up to 100%"),
        ({"margin": 1.5}, "not 150%"),
        ({"discount": -0.1}, "from 0% to 100% a year"),
        ({"value_horizon": "soon"}, "not a length of time"),
        ({"value_horizon": "infinite"}, "such as 3 years"),
        ({"stated_currency": "XYZ"}, "no currency"),
    ],
)
def test_settings_that_make_no_sense_are_refused_with_a_sentence(changed, said):
    with pytest.raises(UsageError, match=said):
        settle(people.ada(), **changed)
    assert not Job.objects.exists()


def test_of_two_who_settle_at_once_the_second_is_told():
    ada = people.ada()
    settings = workspace_settings.Settings.of(Workspace.the())
    workspace_settings.settle(by=ada, version=1, settings=replace(settings, margin=0.3))

    with pytest.raises(EditedMeanwhileError):
        workspace_settings.settle(by=ada, version=1, settings=replace(settings, discount=0.2))
    assert Workspace.the().margin == 0.3


def test_only_an_administrator_settles_it():
    with pytest.raises(PermissionDenied):
        settle(people.hal(), level="top")


def in_pounds(content: bytes) -> bytes:
    head, *rows = content.decode().splitlines()
    return "\n".join([f"{head},currency", *(f"{row},GBP" for row in rows)]).encode()
