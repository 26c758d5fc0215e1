import django.db.models.deletion
from django.db import migrations, models

from talkoot.core.schema import CreateModels

WITHOUT_ROWID = """
CREATE TABLE "{table}" (
    "term_id" integer NOT NULL, "object_id" integer NOT NULL,
    "impact" smallint unsigned NOT NULL CHECK ("impact" >= 0),
    PRIMARY KEY ("term_id", "object_id", "impact")
) WITHOUT ROWID
"""


def save_room(apps, schema_editor):
    """In SQLite a table that is its own index takes half the room."""
    if schema_editor.connection.vendor == "sqlite":
        for table in ("search_posting", "search_champion"):
            schema_editor.execute(f'DROP TABLE "{table}"')
            schema_editor.execute(WITHOUT_ROWID.format(table=table))


class Migration(migrations.Migration):

    initial = True
    # Of a database made before the first release.
    replaces = [
        ('search', '0001_initial'),
        ('search', '0002_champions_and_synonyms'),
        ('search', '0003_postings_by_object'),
    ]

    dependencies = []

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Champion',
                fields=[
                    ('pk', models.CompositePrimaryKey('term_id', 'object_id', 'impact', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('term_id', models.IntegerField()),
                    ('object_id', models.IntegerField()),
                    ('impact', models.PositiveSmallIntegerField()),
                ],
                options={
                    'verbose_name': 'champion posting',
                    'verbose_name_plural': 'champion postings',
                },
            ),
            migrations.CreateModel(
                name='Index',
                fields=[
                    ('kind', models.CharField(max_length=30, primary_key=True, serialize=False)),
                    ('analyser', models.CharField(blank=True, max_length=20)),
                    ('document_count', models.PositiveBigIntegerField(default=0)),
                    ('token_count', models.PositiveBigIntegerField(default=0)),
                    ('championed_count', models.PositiveBigIntegerField(default=0, help_text='How many documents there were when champions were last chosen.')),
                ],
                options={
                    'verbose_name': 'search index',
                    'verbose_name_plural': 'search indexes',
                },
            ),
            migrations.CreateModel(
                name='Posting',
                fields=[
                    ('pk', models.CompositePrimaryKey('term_id', 'object_id', 'impact', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('term_id', models.IntegerField()),
                    ('object_id', models.IntegerField()),
                    ('impact', models.PositiveSmallIntegerField()),
                ],
                options={
                    'verbose_name': 'posting',
                    'verbose_name_plural': 'postings',
                },
            ),
            migrations.CreateModel(
                name='SynonymGroup',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words_fi', models.TextField(blank=True, max_length=1000, verbose_name='in Finnish')),
                    ('words_sv', models.TextField(blank=True, max_length=1000, verbose_name='in Swedish')),
                    ('words_en', models.TextField(blank=True, max_length=1000, verbose_name='in English')),
                    ('source', models.CharField(blank=True, max_length=160, verbose_name='source')),
                    ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                    ('is_pending', models.BooleanField(default=False, help_text='Holds tokens that the worker has yet to analyse.')),
                ],
                options={
                    'verbose_name': 'group of synonyms',
                    'verbose_name_plural': 'groups of synonyms',
                    'ordering': ['words_fi', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=30)),
                    ('object_id', models.PositiveBigIntegerField()),
                    ('tokens', models.JSONField(help_text='{token: count}')),
                    ('length', models.PositiveIntegerField(help_text='Sum of the counts.')),
                    ('is_pending', models.BooleanField(default=False, help_text='Holds tokens that the worker has yet to analyse.')),
                    ('term_ids', models.BinaryField(default=b'', help_text='Of its postings, four bytes each: how they are found again.')),
                ],
                options={
                    'verbose_name': 'search document',
                    'verbose_name_plural': 'search documents',
                    'indexes': [models.Index(condition=models.Q(('is_pending', True)), fields=['id'], name='search_document_pending')],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='search_document_once')],
                },
            ),
            migrations.CreateModel(
                name='Gram',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=30)),
                    ('text', models.CharField(max_length=3)),
                    ('packed', models.BinaryField()),
                ],
                options={
                    'verbose_name': 'trigram',
                    'verbose_name_plural': 'trigrams',
                    'constraints': [models.UniqueConstraint(fields=('kind', 'text'), name='search_gram_once')],
                },
            ),
            migrations.CreateModel(
                name='Term',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=30)),
                    ('text', models.CharField(max_length=80)),
                    ('df', models.PositiveIntegerField(default=0)),
                    ('is_spelt', models.BooleanField(default=False)),
                    ('is_lemma', models.BooleanField(default=False)),
                    ('champion_floor', models.PositiveSmallIntegerField(help_text='Champions are the postings of this impact or a higher one.', null=True)),
                ],
                options={
                    'verbose_name': 'search term',
                    'verbose_name_plural': 'search terms',
                    'indexes': [models.Index(condition=models.Q(('is_lemma', True)), fields=['kind', 'text'], name='search_term_suggested', opclasses=['varchar_pattern_ops', 'varchar_pattern_ops']), models.Index(condition=models.Q(('champion_floor__isnull', False)), fields=['kind'], name='search_term_championed')],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'text'), name='search_term_once')],
                },
            ),
            migrations.CreateModel(
                name='TokenTerms',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token', models.CharField(max_length=60, unique=True)),
                    ('terms', models.JSONField()),
                    ('analyser', models.CharField(max_length=20)),
                    ('is_final', models.BooleanField()),
                ],
                options={
                    'verbose_name': 'analysed token',
                    'verbose_name_plural': 'analysed tokens',
                    'indexes': [models.Index(condition=models.Q(('is_final', False)), fields=['id'], name='search_token_pending')],
                },
            ),
            migrations.CreateModel(
                name='Synonym',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('term', models.CharField(db_index=True, max_length=80)),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='synonyms', to='search.synonymgroup')),
                ],
                options={
                    'verbose_name': 'synonym',
                    'verbose_name_plural': 'synonyms',
                    'constraints': [models.UniqueConstraint(fields=('group', 'term'), name='search_synonym_once')],
                },
            ),
        ]),
        migrations.RunPython(save_room, migrations.RunPython.noop),
    ]
