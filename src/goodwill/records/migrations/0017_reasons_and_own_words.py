from importlib import import_module

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    """
CREATE VIRTUAL TABLE records_search USING fts5(
    names, reach, notes, tasks, own, content='records_searchdocument', content_rowid='party_id',
    tokenize='unicode61 remove_diacritics 0', prefix='2 3 4', detail=column
)""",
    """
CREATE TRIGGER records_search_added AFTER INSERT ON records_searchdocument BEGIN
    INSERT INTO records_search(rowid, names, reach, notes, tasks, own)
    VALUES (new.party_id, new.names, new.reach, new.notes, new.tasks, new.own);
END""",
    """
CREATE TRIGGER records_search_gone AFTER DELETE ON records_searchdocument BEGIN
    INSERT INTO records_search(records_search, rowid, names, reach, notes, tasks, own)
    VALUES ('delete', old.party_id, old.names, old.reach, old.notes, old.tasks, old.own);
END""",
    """
CREATE TRIGGER records_search_changed AFTER UPDATE ON records_searchdocument BEGIN
    INSERT INTO records_search(records_search, rowid, names, reach, notes, tasks, own)
    VALUES ('delete', old.party_id, old.names, old.reach, old.notes, old.tasks, old.own);
    INSERT INTO records_search(rowid, names, reach, notes, tasks, own)
    VALUES (new.party_id, new.names, new.reach, new.notes, new.tasks, new.own);
END""",
    "INSERT INTO records_search(records_search) VALUES ('rebuild')",
)
# Own words have a weight of their own, so that they can be left out of what is asked.
POSTGRESQL = """
ALTER TABLE records_searchdocument ADD COLUMN vector tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', names || ' ' || reach || ' ' || notes || ' ' || tasks), 'A')
    || setweight(to_tsvector('simple', own), 'B')
) STORED;
CREATE INDEX records_search ON records_searchdocument USING gin (vector);
"""


def take_index_away(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE records_searchdocument DROP COLUMN vector")
        return
    for name in ("added", "gone", "changed"):
        schema_editor.execute(f"DROP TRIGGER records_search_{name}")
    schema_editor.execute("DROP TABLE records_search")


def index_words(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in (POSTGRESQL,) if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def index_as_before(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    import_module("goodwill.records.migrations.0009_finding").index_words(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("INSERT INTO records_search(records_search) VALUES ('rebuild')")


def ask_for_own_words(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A worker writes them."""
    value, job = (apps.get_model("records", name) for name in ("OwnValue", "Job"))
    if value.objects.filter(folded__isnull=False).exists():
        job.objects.create(kind="rebuild search", arguments={})


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0016_imports_of_parties"),
    ]

    operations = [
        migrations.RunPython(take_index_away, index_as_before),
        migrations.AddField(
            model_name="searchdocument",
            name="own",
            field=models.TextField(default="", help_text="What it has in own fields of words."),
        ),
        migrations.RunPython(index_words, take_index_away),
        migrations.RunPython(ask_for_own_words, migrations.RunPython.noop),
        migrations.AddField(
            model_name="standing",
            name="margin_rate",
            field=models.FloatField(help_text="Of net revenue, what stays; 1 where no margin is known.", null=True),
        ),
    ]
