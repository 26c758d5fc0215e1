from django.db import migrations, models


class Migration(migrations.Migration):
    """The day of publishing that a file told, kept while its practices wait for the office."""

    dependencies = [
        ("practices", "0004_request_to_one_side"),
    ]

    operations = [
        migrations.AddField(
            model_name="importmark",
            name="published_at",
            field=models.DateTimeField(
                blank=True,
                help_text="As the file tells, for when the office publishes it.",
                null=True,
            ),
        ),
    ]
