"""A request for practices may go to the contact persons of one side only."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0003_services_extents_years_and_writing_time")]

    operations = [
        migrations.AddField(
            model_name="storyrequest",
            name="side",
            field=models.CharField(
                blank=True,
                choices=[
                    ("employer", "those of the employer’s side"),
                    ("staff", "those of the staff side"),
                ],
                default="",
                max_length=8,
            ),
            preserve_default=False,
        ),
    ]
