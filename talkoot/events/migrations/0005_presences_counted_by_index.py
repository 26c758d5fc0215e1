"""Figures count presences by an index that holds all that they ask."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0004_how_remote_sessions_are_held")]

    operations = [
        migrations.AddIndex(
            model_name="presence",
            index=models.Index(
                fields=["session", "role", "participant", "organisation"], name="presence_counted"
            ),
        ),
    ]
