from django.db import models


class SearchDocument(models.Model):
    """The words of one party, folded, by where they stand. The database keeps its index of them by itself.

    The index is set up by the migration (FTS5 with triggers, or a generated tsvector): a later one that changes this
    table on SQLite has to set the triggers up again, because Django copies the table there.
    """

    party = models.OneToOneField(
        "records.Party", models.CASCADE, primary_key=True, related_name="search_document", db_constraint=True
    )
    names = models.TextField(default="", help_text="Name, place, role, and the organisation of a person.")
    reach = models.TextField(default="", help_text="E-mail, telephone and identifiers.")
    notes = models.TextField(default="", help_text="Notes and contacts.")
    tasks = models.TextField(default="", help_text="Tasks and promises.")
    own = models.TextField(default="", help_text="What it has in own fields of words.")

    def __str__(self) -> str:
        return self.names
