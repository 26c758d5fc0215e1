import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0007_templates_hold_the_whole_series"),
        ("people", "0001_first_release"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="organisation",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="people.organisation", verbose_name="only for"
            ),
        ),
    ]
