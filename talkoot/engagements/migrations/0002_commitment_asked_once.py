from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("engagements", "0001_first_release")]

    operations = [
        migrations.AddField(
            model_name="commitment",
            name="asked_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
