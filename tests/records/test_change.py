"""What was written into the history stays, whoever asks: also in plain SQL, past every rule of the workspace."""

from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, transaction

from goodwill.programme.erasing import erasing
from goodwill.programme.history import remember
from goodwill.records.models import Change, Party
from tests import people


@contextmanager
def refused():
    with pytest.raises(IntegrityError, match="The history only grows"), transaction.atomic():
        yield


def execute(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def line() -> Change:
    return remember(by=people.ada(), action="edited", what="party", before={"name": "A"}, after={"name": "B"})


STATEMENTS = (
    "UPDATE records_change SET action = 'nothing'",
    "UPDATE records_change SET id = id + 1",
    "DELETE FROM records_change",
    "DELETE FROM records_change WHERE action = 'edited'",
)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", STATEMENTS)
def test_plain_sql_changes_and_deletes_no_line(statement):
    kept = line()

    with refused():
        execute(statement)

    assert list(Change.objects.values_list("id", "action")) == [(kept.id, "edited")]


@pytest.mark.django_db
def test_no_line_takes_the_place_of_another():
    kept = line()
    columns = "id, at, what, row, action, before, after"
    other = f"SELECT {columns.replace('action', chr(39) + 'nothing' + chr(39))} FROM records_change"
    statement = (
        f"INSERT INTO records_change ({columns}) {other} ON CONFLICT (id) DO UPDATE SET action = excluded.action"
        if connection.vendor == "postgresql"
        else f"REPLACE INTO records_change ({columns}) {other}"
    )

    with refused():
        execute(statement)

    assert Change.objects.get(id=kept.id).action == "edited"


@pytest.mark.django_db
def test_all_lines_at_once_can_not_be_taken_away_either():
    line()
    connection.check_constraints()  # PostgreSQL truncates nothing that still waits to be checked

    with refused():
        execute(
            "TRUNCATE records_change CASCADE" if connection.vendor == "postgresql" else "DELETE FROM records_change"
        )


@pytest.mark.django_db
def test_querysets_are_refused_as_well():
    line()

    with refused():
        Change.objects.update(action="nothing")
    with refused():
        Change.objects.all().delete()
    assert Change.objects.get().action == "edited"


@pytest.mark.django_db
def test_a_line_outlives_its_party_as_it_was_written():
    party = people.party("Gone")
    key = party.pk
    written = remember(by=people.ada(), action="edited", row=party, party=party)

    Party.objects.filter(pk=key).delete()

    assert not Party.objects.filter(pk=key).exists()
    assert Change.objects.get(id=written.id).party_id == key
    connection.check_constraints()


@pytest.mark.django_db
def test_erasing_is_the_one_door_and_closes_behind_itself():
    kept = line()

    with erasing():
        Change.objects.filter(id=kept.id).update(before={})
        assert Change.objects.get().before == {}

    with refused():
        Change.objects.update(action="nothing")


@pytest.mark.django_db(transaction=True)
def test_the_door_is_closed_also_when_erasing_fails():
    line()

    def fail() -> None:
        with erasing():
            Change.objects.all().delete()
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert Change.objects.count() == 1
    with refused():
        Change.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_emptying_the_database_is_refused_outside_the_door():
    from django.core.management.commands import flush

    line()

    with pytest.raises(Exception, match=r"could not be flushed|couldn't be flushed|The history only grows"):
        call_command(flush.Command(), verbosity=0, interactive=False, database=DEFAULT_DB_ALIAS)
    assert Change.objects.count() == 1
