"""What a workspace of yesterday has is carried over."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("records", "0006_lists_tags_own_fields_exports"), ("records", "0007_parties_and_markets")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_addresses_employers_and_parents_are_carried_over():
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    MigrationExecutor(connection).migrate([BEFORE])
    try:
        old = MigrationExecutor(connection).loader.project_state([BEFORE]).apps.get_model("records", "Party")
        top = old.objects.create(name="Top")
        middle = old.objects.create(name="Middle", parent=top, email="Info@Middle.example", telephone="1")
        low = old.objects.create(name="Low", parent=middle)
        ruth = old.objects.create(name="Ruth", kind="person", parent=low, role="buyer", email="RUTH@low.example")
        one, two = old.objects.create(name="One"), old.objects.create(name="Two")
        old.objects.filter(id=one.id).update(parent=two)
        old.objects.filter(id=two.id).update(parent=one)

        MigrationExecutor(connection).migrate([AFTER])

        apps = MigrationExecutor(connection).loader.project_state([AFTER]).apps
        of = {name: apps.get_model("records", name).objects for name in ("Affiliation", "ContactPoint", "Descent")}
        assert list(of["Affiliation"].values_list("person", "organisation", "role")) == [(ruth.id, low.id, "buyer")]
        assert set(of["ContactPoint"].values_list("party", "kind", "value", "preferred")) == {
            (middle.id, "email", "info@middle.example", True),
            (middle.id, "telephone", "1", True),
            (ruth.id, "email", "ruth@low.example", True),
        }
        pairs = set(of["Descent"].values_list("ancestor", "descendant", "distance"))
        assert {(top.id, middle.id, 1), (top.id, low.id, 2), (middle.id, low.id, 1)} < pairs
        # The circle is opened at one of its links.
        assert len(pairs) == 4
        party = apps.get_model("records", "Party").objects
        assert party.get(id=ruth.id).parent is None
        assert party.filter(id__in=(one.id, two.id), parent__isnull=False).count() == 1
        party.update(parent=None)
        party.all().delete()
    finally:
        MigrationExecutor(connection).migrate(latest)
