"""The office may tell why an adopter is not independent of another one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0006_index_of_what_is_new_here")]

    operations = [
        migrations.AddField(
            model_name="adoption",
            name="dependence_note",
            field=models.CharField(
                blank=True,
                default="",
                max_length=600,
                verbose_name="why it is not independent",
            ),
            preserve_default=False,
        ),
    ]
