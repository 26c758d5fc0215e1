from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0003_materials_of_a_team_and_sequels")]

    operations = [
        migrations.AddField(
            model_name="series",
            name="house_rules",
            field=models.TextField(blank=True, max_length=2000, verbose_name="how we work together"),
        ),
        migrations.AddField(
            model_name="session",
            name="is_recorded",
            field=models.BooleanField(default=False, verbose_name="the session is recorded"),
        ),
        migrations.AddField(
            model_name="session",
            name="tool",
            field=models.CharField(blank=True, max_length=60, verbose_name="meeting tool"),
        ),
    ]
