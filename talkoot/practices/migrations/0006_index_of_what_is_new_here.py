from django.db import migrations, models


class Migration(migrations.Migration):
    """Mails of saved searches ask what became public here, whatever its day of publishing."""

    dependencies = [
        ("practices", "0005_day_that_an_import_tells"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="practice",
            index=models.Index(fields=["state", "-state_changed_at"], name="practice_new_here"),
        ),
    ]
