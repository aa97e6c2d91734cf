import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme import policy, rights
from goodwill.programme.exports import exporting
from goodwill.programme.jobs.worker import work_once
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import Change, Export, Job, OwnField, Rights
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db


def settle(by, *, version=1, hidden=None, **chosen):
    return rights.settle(by=by, version=version, chosen=chosen, hidden=hidden or {})


def test_what_an_administrator_settles_holds_at_once_and_stands_in_the_history():
    ada, maya = people.ada(), people.maya()
    people.party("Other", people.jonas())

    assert settle(ada, manager={"see": "all"}, hidden={"manager": ["value"]})

    assert policy.parties(maya).count() == 1
    assert not policy.parties(maya, "edit").exists()
    assert policy.hidden(maya) == {"value"}
    told = Change.objects.get(action="changed rights")
    assert told.after == {"manager: see": "all", "manager: not told": "value"}


def test_only_what_differs_from_the_defaults_is_kept():
    ada = people.ada()
    assert not settle(ada, manager=dict.fromkeys(("see", "edit"), "own"))
    settle(ada, version=Rights.the().version, analyst={"export": "no", "see": "all"})

    assert Rights.the().changes == {"analyst": {"export": "no"}}


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"administrator": {"see": "no"}}, "stays as it is"),
        ({"partner": {"see": "all"}}, "stays as it is"),
        ({"head": {"accounts": "yes"}}, "stays as it is"),
        ({"head": {"rights": "yes"}}, "stays as it is"),
        ({"manager": {"see": "yes"}}, 'is never "yes"'),
        ({"manager": {"edit": "all"}}, "“Change relationships” cannot reach further than “See relationships”"),
        ({"reader": {"export": "all", "see": "own"}}, "cannot reach further"),
        ({"manager": {"fly": "all"}}, 'The right "fly"'),
    ],
)
def test_a_right_that_cannot_be_is_refused_in_a_sentence(chosen, sentence):
    with pytest.raises(UsageError, match=sentence):
        settle(people.ada(), **chosen)
    assert not Rights.objects.exists()


def test_a_field_that_is_not_there_or_a_role_that_is_told_everything_is_refused():
    ada = people.ada()
    with pytest.raises(UsageError, match='no field "shoe"'):
        settle(ada, hidden={"manager": ["shoe"]})
    with pytest.raises(UsageError, match="Administrator is told stays"):
        settle(ada, hidden={"administrator": ["value"]})


def test_own_fields_can_be_hidden_and_stay_so_while_they_are_retired():
    ada = people.ada()
    OwnField.objects.create(name="industry", label="Industry")
    assert "industry" in rights.hideable()
    settle(ada, hidden={"reader": ["industry"]})

    assert policy.hidden(people.reader()) == {"industry"}


def test_of_two_administrators_the_slower_is_told():
    ada = people.ada()
    settle(ada, reader={"export": "all"})

    with pytest.raises(EditedMeanwhileError):
        settle(ada, reader={"segment": "own"})
    assert Rights.the().changes == {"reader": {"export": "all"}}


def test_files_made_under_the_rights_before_are_taken_back():
    ada, ana = people.ada(), people.analyst()
    people.party("A")
    export = exporting.begin(by=ana, query="", format="csv")
    work_once()
    export.refresh_from_db()
    assert export.state == Export.State.DONE
    assert exporting.path_of(export).exists()

    settle(ada, hidden={"analyst": ["value"]})

    export.refresh_from_db()
    assert export.state == Export.State.GONE
    assert not exporting.path_of(export).exists()


def test_a_job_is_not_done_for_who_has_lost_the_right_meanwhile():
    ana = people.analyst()
    export = exporting.begin(by=ana, query="", format="csv")
    people.may("analyst", export="no")

    work_once()

    job = Job.objects.get()
    assert job.state == Job.State.FAILED
    assert "may not do it any more" in job.message
    assert not exporting.path_of(export).exists()


def test_nobody_else_settles_rights():
    with pytest.raises(PermissionDenied):
        settle(people.hal(), manager={"see": "all"})
