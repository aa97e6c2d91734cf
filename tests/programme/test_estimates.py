import pytest
from django.db import connection, transaction

from goodwill.programme.jobs.estimates import estimate_anew
from goodwill.records.models import Party


@pytest.fixture
def asked():
    """What the database is told."""
    found = []

    def note(execute, sql, params, many, context):
        found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


@pytest.mark.django_db(transaction=True)
def test_postgresql_sweeps_a_table_where_it_can_and_looks_at_it_anyway(asked):
    estimate_anew(Party)
    with transaction.atomic():
        estimate_anew(Party)

    told = [sql for sql in asked if "records_party" in sql]
    if connection.vendor == "postgresql":
        assert told == ['VACUUM (ANALYZE) "records_party"', 'ANALYZE "records_party"']
    else:
        assert told == []
