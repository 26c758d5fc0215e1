import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_registration_and_learning"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="series",
            name="country",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="country"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="series",
            name="audience",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="audience"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="series",
            name="follow_up",
            field=models.TextField(
                blank=True, default="", max_length=4000, verbose_name="what follows"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="series",
            name="source_note",
            field=models.CharField(
                blank=True, default="", max_length=300, verbose_name="note on the source"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="series",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                to="events.series",
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="municipality",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="people.municipality",
            ),
        ),
    ]
