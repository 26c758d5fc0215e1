from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("engagements", "0002_commitment_asked_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="dayreport",
            name="travel_hours",
            field=models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name="hours of travel"),
        ),
    ]
