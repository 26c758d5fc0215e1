import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A service that others adopt; a practice's extent, first year and time of writing.

    When an adopter was last asked whether it still uses the practice.
    """

    dependencies = [
        ("practices", "0002_import_marks_and_longer_texts"),
        ("programmes", "0001_first_release"),
    ]

    operations = [
        migrations.AddField(
            model_name="adoption",
            name="use_asked_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When it was last asked whether it is still in use.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="extent",
            field=models.CharField(
                blank=True,
                choices=[
                    ("unit", "one unit"),
                    ("sector", "one service area"),
                    ("organisation", "the whole organisation"),
                    ("many", "many organisations together"),
                ],
                default="",
                max_length=12,
                verbose_name="extent",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="practice",
            name="began_year",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="year in which the work began"
            ),
        ),
        migrations.AddField(
            model_name="practice",
            name="writing_minutes",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Until it was first sent.",
                null=True,
                verbose_name="minutes of writing",
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="service",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="contributions",
                to="programmes.offering",
                verbose_name="service",
            ),
        ),
    ]
