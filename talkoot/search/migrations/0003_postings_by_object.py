"""Postings name their object, terms know whether they are champions' or may be suggested.

The index is carried over, so that a site answers as before while the worker brings it up to date.
"""

from array import array

from django.db import migrations, models

WITHOUT_ROWID = """
CREATE TABLE "{table}" (
    "term_id" integer NOT NULL, "object_id" integer NOT NULL,
    "impact" smallint unsigned NOT NULL CHECK ("impact" >= 0),
    PRIMARY KEY ("term_id", "object_id", "impact")
) WITHOUT ROWID
"""


def keep_old(apps, schema_editor):
    schema_editor.execute('ALTER TABLE "search_posting" RENAME TO "search_posting_old"')


def create_tables(apps, schema_editor):
    """In SQLite a table that is its own index takes half the room."""
    for name in ("Posting", "Champion"):
        model = apps.get_model("search", name)
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(WITHOUT_ROWID.format(table=model._meta.db_table))
        else:
            schema_editor.create_model(model)


def drop_tables(apps, schema_editor):
    for name in ("search_posting", "search_champion"):
        schema_editor.execute(f'DROP TABLE "{name}"')


def carry_over(apps, schema_editor):
    schema_editor.execute("""
        INSERT INTO search_posting (term_id, object_id, impact)
        SELECT posting.term_id, document.object_id, posting.impact
        FROM search_posting_old AS posting
        JOIN search_document AS document ON document.id = posting.document_id
        ORDER BY 1, 2
    """)
    Document = apps.get_model("search", "Document")
    with schema_editor.connection.cursor() as cursor:
        for pk in list(Document.objects.values_list("pk", flat=True)):
            cursor.execute(
                "SELECT term_id FROM search_posting_old WHERE document_id = %s ORDER BY 1", [pk]
            )
            packed = array("I", [row[0] for row in cursor.fetchall()]).tobytes()
            Document.objects.filter(pk=pk).update(term_ids=packed, is_pending=True)
    schema_editor.execute('DROP TABLE "search_posting_old"')


OLD_TABLE = """
CREATE TABLE "{table}" (
    "term_id" bigint NOT NULL, "document_id" bigint NOT NULL, "impact" smallint NOT NULL,
    PRIMARY KEY ("term_id", "document_id", "impact")
)
"""


def carry_back(apps, schema_editor):
    """The postings of the table as it was; the worker fills it."""
    schema_editor.execute(OLD_TABLE.format(table="search_posting_old"))
    schema_editor.execute("""
        INSERT INTO search_posting_old (term_id, document_id, impact)
        SELECT posting.term_id, document.id, posting.impact FROM search_posting AS posting
        JOIN search_term AS term ON term.id = posting.term_id
        JOIN search_document AS document
            ON document.kind = term.kind AND document.object_id = posting.object_id
    """)
    schema_editor.execute(
        'CREATE INDEX "search_posting_document" ON "search_posting_old" ("document_id")'
    )


def bring_back(apps, schema_editor):
    schema_editor.execute('ALTER TABLE "search_posting_old" RENAME TO "search_posting"')


def columns():
    return [
        (
            "pk",
            models.CompositePrimaryKey(
                "term_id", "object_id", "impact", blank=True, editable=False, primary_key=True,
                serialize=False,
            ),
        ),
        ("term_id", models.IntegerField()),
        ("object_id", models.IntegerField()),
        ("impact", models.PositiveSmallIntegerField()),
    ]


class Migration(migrations.Migration):
    dependencies = [("search", "0002_champions_and_synonyms")]

    operations = [
        migrations.AddField(
            "document",
            "term_ids",
            models.BinaryField(
                default=b"",
                help_text="Of its postings, four bytes each: how they are found again.",
            ),
        ),
        migrations.AddField(
            "index",
            "championed_count",
            models.PositiveBigIntegerField(
                default=0,
                help_text="How many documents there were when champions were last chosen.",
            ),
        ),
        migrations.AddField(
            "synonymgroup",
            "is_pending",
            models.BooleanField(
                default=False, help_text="Holds tokens that the worker has yet to analyse."
            ),
        ),
        migrations.AddField("term", "is_lemma", models.BooleanField(default=False)),
        migrations.AddField(
            "term",
            "champion_floor",
            models.PositiveSmallIntegerField(
                null=True,
                help_text="Champions are the postings of this impact or a higher one.",
            ),
        ),
        migrations.AddIndex(
            "term",
            models.Index(
                fields=["kind", "text"],
                name="search_term_suggested",
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops"],
                condition=models.Q(is_lemma=True),
            ),
        ),
        migrations.AddIndex(
            "term",
            models.Index(
                fields=["kind"],
                name="search_term_championed",
                condition=models.Q(champion_floor__isnull=False),
            ),
        ),
        migrations.RunPython(keep_old, bring_back),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("Posting"),
                migrations.DeleteModel("Champion"),
                migrations.CreateModel(
                    "Posting",
                    columns(),
                    {"verbose_name": "posting", "verbose_name_plural": "postings"},
                ),
                migrations.CreateModel(
                    "Champion",
                    columns(),
                    {
                        "verbose_name": "champion posting",
                        "verbose_name_plural": "champion postings",
                    },
                ),
            ],
        ),
        migrations.RunSQL('DROP TABLE "search_champion"', OLD_TABLE.format(table="search_champion")),
        migrations.RunPython(create_tables, drop_tables),
        migrations.RunPython(carry_over, carry_back),
    ]
