import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_first_release"),
        ("files", "0001_first_release"),
        ("outreach", "0002_content_of_an_issue_and_place"),
    ]

    operations = [
        migrations.AddField(
            model_name="award",
            name="event",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="events.series", verbose_name="event at which it was given"
            ),
        ),
        migrations.AddField(
            model_name="presentation",
            name="picture",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="files.storedfile", verbose_name="picture"
            ),
        ),
        migrations.AddField(
            model_name="presentation",
            name="picture_alt",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="text alternative"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="presentation",
            name="picture_credit",
            field=models.CharField(blank=True, default="", max_length=120, verbose_name="photographer or source"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="presentation",
            name="picture_rights",
            field=models.CharField(blank=True, default="", max_length=200, verbose_name="rights to the picture"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="presentation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("picture", None),
                    models.Q(
                        models.Q(("picture_alt", ""), _negated=True),
                        models.Q(("picture_credit", ""), _negated=True),
                        models.Q(("picture_rights", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="presentation_picture_has_rights",
            ),
        ),
    ]
